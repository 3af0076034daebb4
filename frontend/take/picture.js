/** A picture as a file: SVG, or PNG with two pixels for each of the screen's. By day, whatever the page looks like. */

import { currentTheme } from "../core/theme.js";
import { drawingOf, textOf } from "./drawing.js";

const FINENESS = 2;
const SETTLING = 3; // frames until what is drawn anew is there

/**
 * @param {Element} element
 * @param {{title: string, isTransparent: boolean}} look
 * @param {() => void} redraw  the page in other colours
 * @returns {Promise<{text: string, width: number, height: number}>}
 */
export async function svgOf(element, { title, isTransparent }, redraw) {
  return byDay(redraw, () => {
    const drawing = drawingOf(element, { title, background: isTransparent ? null : paperOf() });
    const [width, height] = ["width", "height"].map((name) => Number(drawing.getAttribute(name)));
    return { text: textOf(drawing), width, height };
  });
}

/** @param {{text: string, width: number, height: number}} drawing @returns {Promise<Blob>} */
export async function pngOf({ text, width, height }) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: FINENESS * width, height: FINENESS * height });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture could be made"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The white of paper, as the sheet has it by day. */
function paperOf() {
  return getComputedStyle(document.body).backgroundColor;
}

/**
 * In the colours of paper, whatever the page looks like.
 * @template Made
 * @param {() => void} redraw
 * @param {() => Made} make
 * @returns {Promise<Made>}
 */
export async function byDay(redraw, make) {
  const { dataset } = document.documentElement;
  if (!currentTheme().startsWith("dark")) return make();
  const before = dataset.theme;
  dataset.theme = "light";
  redraw();
  try {
    for (let k = 0; k < SETTLING; k++) await new Promise((resolve) => requestAnimationFrame(resolve));
    return make();
  } finally {
    if (before === undefined) delete dataset.theme;
    else dataset.theme = before;
    redraw();
  }
}
