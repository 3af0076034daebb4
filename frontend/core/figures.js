/** What can be taken along of a picture: each plot says of its own element what it knows, and asks nobody. */

/**
 * @typedef {(string | number | null)[]} Row  null: there is none
 * @typedef {{name: string, columns: string[], rows: Row[]}} Table  numbers as they are, not as they are shown
 * @typedef {{points: number[][], triangles: number[][]}} Solid  closed, seen from outside counter-clockwise
 *
 * @typedef {object} Figure
 * @property {() => Table[]} numbers
 * @property {() => Solid | null} [solid]  of its surface, for a printer
 * @property {(canvas: HTMLCanvasElement) => string | null} [bitmap]  what one of its canvases shows, as an address
 */

/** @type {WeakMap<Element, Figure>} */
const figures = new WeakMap();

/** @param {Element} element @param {Figure} figure */
export function offer(element, figure) {
  figures.set(element, figure);
}

/** @param {Element} element */
export function figureOf(element) {
  return figures.get(element) ?? null;
}

/** All below an element, and itself, that are seen. @param {Element} element @returns {Figure[]} */
export function figuresIn(element) {
  const seen = [element, ...element.querySelectorAll("*")].filter((each) => figures.has(each));
  return seen
    .filter((each) => each.getClientRects().length > 0)
    .map((each) => /** @type {Figure} */ (figures.get(each)));
}
