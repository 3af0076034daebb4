/** Thousands of points on a canvas, written pixel by pixel: as shapes they would take seconds. */

import { areSame } from "../core/same.js";

/**
 * @typedef {import("./curve-picture.js").Scatter} Scatter
 * @typedef {import("./scales.js").Scale} Scale
 * @typedef {import("./labels.js").Box} Box
 */

/** A canvas under the curves, as large as the element. */
export class ScatterLayer {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.canvas = document.createElement("canvas");
    this.canvas.className = "curve-scatter";
    element.prepend(this.canvas);
    /** @type {unknown[]} */
    this.before = [];
  }

  /**
   * @param {Scatter[]} scatters
   * @param {{across: Scale, up: Scale, frame: Box}} view
   * @param {import("./palette.js").Palette} palette
   */
  draw(scatters, { across, up, frame }, palette) {
    const now = [
      JSON.stringify([across, up, frame]),
      palette,
      devicePixelRatio,
      ...scatters.flatMap(({ x, y, role, size }) => [x, y, role, size]),
    ];
    if (areSame(now, this.before)) return;
    this.before = now;
    const [width, height] = [
      Math.max(1, Math.round((frame.right - frame.left) * devicePixelRatio)),
      Math.max(1, Math.round((frame.bottom - frame.top) * devicePixelRatio)),
    ];
    Object.assign(this.canvas, { width, height });
    Object.assign(this.canvas.style, {
      left: `${frame.left}px`,
      top: `${frame.top}px`,
      width: `${frame.right - frame.left}px`,
      height: `${frame.bottom - frame.top}px`,
    });
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    const image = context.createImageData(width, height);
    for (const scatter of scatters)
      paint(image, scatter, { across, up, frame }, rgba(context, palette.color(scatter.role)));
    context.putImageData(image, 0, 0);
  }

  remove() {
    this.canvas.remove();
  }
}

/**
 * A square of some pixels for each point.
 * @param {{data: Uint8ClampedArray, width: number, height: number}} image
 * @param {Scatter} scatter
 * @param {{across: Scale, up: Scale, frame: Box}} view
 * @param {number} color
 */
export function paint(image, { x, y, size = 1.5 }, { across, up, frame }, color) {
  const { width, height } = image;
  const pixels = new Uint32Array(image.data.buffer);
  const ratio = width / (frame.right - frame.left);
  const side = Math.max(1, Math.round(size * ratio));
  for (let k = 0; k < x.length; k++) {
    const [u, v] = [across.toPixel(x[k]), up.toPixel(y[k])];
    const left = Math.round((u - frame.left) * ratio - side / 2);
    const top = Math.round((v - frame.top) * ratio - side / 2);
    // The canvas ends at the frame: what is outside it, NaN too, is left out.
    if (!(left >= -side && left < width && top >= -side && top < height)) continue;
    for (let row = Math.max(top, 0); row < Math.min(top + side, height); row++)
      for (let column = Math.max(left, 0); column < Math.min(left + side, width); column++)
        pixels[row * width + column] = color;
  }
}

/**
 * The four bytes of a colour, as one number in the machine's own order.
 * @param {CanvasRenderingContext2D} context
 * @param {string} color
 */
function rgba(context, color) {
  context.fillStyle = color;
  const hex = Number.parseInt(/** @type {string} */ (context.fillStyle).slice(1, 7), 16);
  return new Uint32Array(new Uint8Array([hex >> 16, (hex >> 8) & 255, hex & 255, 255]).buffer)[0];
}
