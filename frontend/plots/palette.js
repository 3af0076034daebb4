/** Which colour, width and type size stand for which concept: read from the page's CSS custom properties. */

const FALLBACK = {
  "--ink": "#1a1a1a",
  "--ink-soft": "#555555",
  "--paper": "#ffffff",
  "--grid-line": "#d8d8d8",
  "--color-point": "#111111",
  "--color-tangent": "#e69f00",
  "--color-gradient": "#d55e00",
  "--color-hessian": "#8e44ad",
  "--color-direction": "#0072b2",
  "--color-constraint": "#009e73",
  "--color-function": "#33658a",
  "--plot-font-size": "13",
  "--plot-line-width": "2.5",
};

/** One perceptually uniform map for every surface, in every view. */
export const COLORSCALE = "Viridis";

/** Glyphs of critical points, the same in every view and table. */
export const GLYPHS = { minimum: "▼", maximum: "▲", saddle: "✕", undecided: "◆" };

/**
 * @typedef {object} Palette
 * @property {string} ink
 * @property {string} inkSoft
 * @property {string} paper
 * @property {string} gridLine
 * @property {string} fontFamily
 * @property {number} fontSize   in px
 * @property {number} lineWidth  in px
 * @property {(role: string) => string} color  of a concept: "gradient", "tangent", ...
 */

/**
 * The palette in force at an element.
 * @param {Element} element
 * @returns {Palette}
 */
export function paletteAt(element) {
  const style = getComputedStyle(element);
  const read = (/** @type {keyof typeof FALLBACK} */ name) => style.getPropertyValue(name).trim() || FALLBACK[name];
  return {
    ink: read("--ink"),
    inkSoft: read("--ink-soft"),
    paper: read("--paper"),
    gridLine: read("--grid-line"),
    fontFamily: style.fontFamily || "sans-serif",
    fontSize: Number.parseFloat(read("--plot-font-size")),
    lineWidth: Number.parseFloat(read("--plot-line-width")),
    color: (role) => colorOf(role, read),
  };
}

/**
 * @param {string} role
 * @param {(name: any) => string} read
 */
function colorOf(role, read) {
  if (role === "guide") return read("--ink-soft");
  if (role in GLYPHS) return read("--ink");
  return `--color-${role}` in FALLBACK ? read(`--color-${role}`) : read("--ink");
}
