/** The outlines of the glyphs of points, around (x, y) with a radius of r px; what they mean stands in palette.js. */

/** @type {Record<keyof typeof import("./palette.js").GLYPHS, (x: number, y: number, r: number) => string>} */
export const GLYPH_PATHS = {
  minimum: (x, y, r) => `M${x - r} ${y - 0.75 * r}H${x + r}L${x} ${y + r}Z`,
  maximum: (x, y, r) => `M${x - r} ${y + 0.75 * r}H${x + r}L${x} ${y - r}Z`,
  saddle: (x, y, r) =>
    `M${x - 0.8 * r} ${y - 0.8 * r}L${x + 0.8 * r} ${y + 0.8 * r}M${x - 0.8 * r} ${y + 0.8 * r}L${x + 0.8 * r} ` +
    `${y - 0.8 * r}`,
  // A disk with its right half cut out, all but the rim: the inner arc runs the other way round.
  inflection: (x, y, r) =>
    `M${x} ${y - r}A${r} ${r} 0 0 0 ${x} ${y + r}A${r} ${r} 0 0 0 ${x} ${y - r}ZM${x} ${y - 0.75 * r}A${0.75 * r} ` +
    `${0.75 * r} 0 0 1 ${x} ${y + 0.75 * r}Z`,
  undecided: (x, y, r) => `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`,
};

/** Those that are lines, with nothing to fill. */
export const LINES_ONLY = new Set(["saddle"]);
