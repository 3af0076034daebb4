/** A colour for each cell of a grid, on a canvas: as shapes a quarter of a million starts would take seconds. */

/**
 * @typedef {import("./marks/cells.js").Cells} Cells
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 */

export class RasterLayer {
  /** @type {Cells | null} */
  drawn = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.canvas = document.createElement("canvas");
    this.canvas.className = "raster";
    element.prepend(this.canvas);
  }

  hide() {
    this.canvas.hidden = true;
  }

  /**
   * @param {Cells} cells
   * @param {Box} box    where the whole raster lies, px of the element
   * @param {Box} frame  what is seen of it
   */
  draw(cells, box, frame) {
    this.canvas.hidden = false;
    Object.assign(this.canvas.style, {
      left: `${box.left}px`,
      top: `${box.top}px`,
      width: `${box.right - box.left}px`,
      height: `${box.bottom - box.top}px`,
    });
    const hidden = [frame.top - box.top, box.right - frame.right, box.bottom - frame.bottom, frame.left - box.left];
    this.canvas.style.clipPath = `inset(${hidden.map((inset) => `${Math.max(0, inset)}px`).join(" ")})`;
    if (cells !== this.drawn) this.paint(cells);
  }

  /** @param {Cells} cells */
  paint(cells) {
    const { columns, rows, pixels } = cells;
    this.drawn = cells;
    Object.assign(this.canvas, { width: columns, height: rows });
    const image = new ImageData(columns, rows);
    // A canvas has its first row at the top.
    for (let row = 0; row < rows; row++)
      image.data.set(pixels.subarray(4 * columns * (rows - 1 - row), 4 * columns * (rows - row)), 4 * columns * row);
    /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d")).putImageData(image, 0, 0);
  }

  remove() {
    this.canvas.remove();
  }
}
