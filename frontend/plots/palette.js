/** Which colour, width and type size stand for which concept: read from the custom properties of styles/tokens.css. */

/** How high the numbers at axes are, in heights of type: 15 px beside 17. */
export const NUMBER = 15 / 17;

/** One perceptually uniform map for every surface, in every view. */
export const COLORSCALE = "Viridis";

/**
 * @typedef {object} Palette
 * @property {string} ink
 * @property {string} inkSoft
 * @property {string} paper
 * @property {string} rim        around marks, and what is written on them: white over a map, by night too
 * @property {string} gridLine
 * @property {string} casing     under lines on the map
 * @property {{map: string, onCells: string, space: string}} levels  of lines of one height
 * @property {{fill: string, rim: string, own: string}} answer  of a hall, and one's own
 * @property {string} fontFamily
 * @property {number} fontSize   in px
 * @property {number} lineWidth  in px
 * @property {boolean} hasBar    whether a bar of colours beside the map tells heights
 * @property {(role: string) => string} color  of the marks of a concept: "gradient", "tangent", "run-3", ...
 * @property {(role: string) => string} text   of words about it, readable on paper
 */

/**
 * @typedef {object} Sheet  how to read a style sheet
 * @property {(names: string[]) => string} color  of the first custom property that there is
 * @property {(names: string[]) => string} mark  the same, at the hour of marks
 * @property {(name: string) => number} number
 * @property {string} fontFamily
 */

/** @param {Sheet} sheet @returns {Palette} */
export function paletteOf({ color, mark, number, fontFamily }) {
  return {
    ink: color(["--ink"]),
    inkSoft: color(["--ink-soft"]),
    paper: color(["--paper"]),
    rim: mark(["--paper"]),
    gridLine: color(["--grid-line"]),
    casing: color(["--map-casing"]),
    levels: { map: color(["--map-level"]), onCells: color(["--cells-level"]), space: color(["--space-level"]) },
    answer: { fill: color(["--answer"]), rim: color(["--answer-rim"]), own: color(["--answer-own"]) },
    fontFamily,
    fontSize: number("--plot-font-size"),
    lineWidth: number("--plot-line-width"),
    hasBar: number("--plot-bar") === 1,
    color: remembered((role) => mark([...markNames(role), "--ink"])),
    text: remembered((role) => mark([`--color-${role}-text`, ...markNames(role), "--ink"])),
  };
}

/** @param {string} role */
function markNames(role) {
  return role === "guide" ? ["--ink-soft"] : [`--color-${role}`];
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

/** @type {WeakMap<Element, {theme: string, palette: Palette}>} */
let known = new WeakMap();
// A narrow window has smaller letters.
globalThis.addEventListener?.("resize", () => {
  known = new WeakMap();
});

/**
 * The palette in force at an element, read once for each theme: asking the browser in every frame costs it a layout.
 * The colours of heights know no night: over them, marks have those of the day.
 * @param {Element} element
 * @param {string} theme
 * @returns {Palette}
 */
export function paletteAt(element, theme) {
  const before = known.get(element);
  if (before?.theme === theme) return before.palette;
  const palette = paletteOf(sheetAt(element));
  known.set(element, { theme, palette });
  return palette;
}

/** Of what lies over a picture of heights, and is painted elsewhere. @param {string} theme */
export function paletteOverHeights(theme) {
  return paletteAt(document.querySelector(HEIGHTS) ?? document.body, theme);
}

/** @param {Element} element @returns {Sheet} */
function sheetAt(element) {
  const style = getComputedStyle(element);
  return {
    color: (names) => colorAt(element, firstOf(names)),
    mark: (names) => colorAt(element, firstOf(names), Boolean(element.closest?.(HEIGHTS))),
    number: (name) => Number.parseFloat(style.getPropertyValue(name)),
    fontFamily: style.fontFamily || "sans-serif",
  };
}

/** Pictures of heights, whose legends stand in these colours too. */
export const HEIGHTS = ".plot.map, .plot.scene";

/** @param {string[]} names  of custom properties @returns {string} */
function firstOf(names) {
  return names.reduceRight((otherwise, name) => `var(${name}${otherwise && `, ${otherwise}`})`, "");
}

/**
 * A property holds the colours of day and night; only the `color` of an element says which of them is meant.
 * @param {Element} element
 * @param {string} value  as CSS
 * @param {boolean} [isByDay]  whatever hour it is on the page
 */
function colorAt(element, value, isByDay = false) {
  const isSvg = element.namespaceURI?.endsWith("svg");
  const probe = isSvg ? document.createElementNS(element.namespaceURI, "g") : document.createElement("span");
  /** @type {any} */ (probe).style.color = value;
  if (isByDay) /** @type {any} */ (probe).style.colorScheme = "light";
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
