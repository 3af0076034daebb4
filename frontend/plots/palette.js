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
  "--color-run-1": "#2272b4",
  "--color-run-2": "#761600",
  "--color-run-3": "#02684f",
  "--color-run-4": "#995382",
  "--color-run-5": "#6a772a",
  "--color-run-6": "#083f90",
  "--color-run-7": "#7d4802",
  "--color-run-8": "#3d3c3d",
  "--color-run-9": "#a3168c",
  "--color-run-10": "#00707c",
  "--color-run-11": "#b8500a",
  "--plot-font-size": "13",
  "--plot-line-width": "2.5",
};

/** One perceptually uniform map for every surface, in every view. */
export const COLORSCALE = "Viridis";

/** Glyphs of critical and inflection points, the same in every view and table. */
export const GLYPHS = { minimum: "▼", maximum: "▲", saddle: "✕", inflection: "◐", undecided: "◆" };

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

/** @type {WeakMap<Element, {theme: string, palette: Palette}>} */
const known = new WeakMap();

/**
 * The palette in force at an element, read once for each theme: asking the browser in every frame costs it a layout.
 * @param {Element} element
 * @param {string} theme
 * @returns {Palette}
 */
export function paletteAt(element, theme) {
  const before = known.get(element);
  if (before?.theme === theme) return before.palette;
  const palette = readPalette(element);
  known.set(element, { theme, palette });
  return palette;
}

/** @param {Element} element @returns {Palette} */
function readPalette(element) {
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
    color: remembered((role) => colorOf(role, read)),
  };
}

/** @param {(role: string) => string} find */
function remembered(find) {
  /** @type {Map<string, string>} */
  const found = new Map();
  return (/** @type {string} */ role) => {
    if (!found.has(role)) found.set(role, find(role));
    return /** @type {string} */ (found.get(role));
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
