/** What is drawn of a map, by how many numbers go in and how many come out. Pure functions. */

/**
 * @typedef {"function" | "curve" | "run" | "graph" | "plane" | "field" | "surface" | "space" | "simplex"} Kind
 * @typedef {import("../../common/meaning.js").Meaning} Meaning
 */

/** By the number of variables, then by that of entries. @type {Record<number, Record<number, Kind>>} */
const KINDS = {
  1: { 1: "function", 2: "curve", 3: "run" },
  2: { 1: "graph", 2: "plane", 3: "surface" },
  3: { 1: "simplex", 3: "space" },
};

/**
 * What is drawn of a map, or null where nothing is.
 * @param {Pick<Meaning, "variables" | "shape">} meaning
 * @returns {Kind | null}
 */
export function kindOf({ variables, shape }) {
  const [inputs, entries] = [variables.length, shape?.[0] ?? 1];
  // Of a curve in more dimensions than there are, its entries are drawn.
  return KINDS[inputs]?.[entries] ?? (inputs === 1 ? "function" : null);
}

/**
 * The same, or a field of vectors where one is looked at.
 * @param {Pick<Meaning, "variables" | "shape">} meaning
 * @param {Record<string, boolean>} show
 * @returns {Kind | null}
 */
export function kindShown(meaning, { field }) {
  const kind = kindOf(meaning);
  return kind === "plane" && field ? "field" : kind;
}

/**
 * What stands in the corners of the plots; nothing for one that is not there.
 * @type {Record<Kind, [string, string]>}
 */
export const CAPTIONS = {
  function: ["graph", ""],
  curve: ["entries over their variable", "output plane"],
  run: ["entries over their variable", "output space"],
  graph: ["input plane", "graph"],
  plane: ["input plane", "output plane"],
  field: ["vector field", ""],
  surface: ["input plane", "output space"],
  space: ["input space", "output space"],
  simplex: ["triangle where the variables add up to 1", "graph over that triangle"],
};

const SINGULAR = /** @type {[string, string]} */ (["hessian", "singular vectors"]);
/** @type {[string, string][]} */
const OF_FIGURES = [
  ["function", "the figure, and its image under f"],
  ["tangent", "under the linear approximation"],
  SINGULAR,
];
/** @type {[string, string][]} */
const OF_CURVES = [
  ["function", "the curve; thick, the image of the interval"],
  ["tangent", "the velocity, h long: its image under the linear approximation"],
];

/** What each colour stands for. @type {Record<Kind, [string, string][]>} */
export const LEGENDS = {
  function: [
    ["function", "the function"],
    ["tangent", "its linear approximation"],
  ],
  curve: OF_CURVES,
  run: OF_CURVES,
  graph: [
    ["function", "the figure, and its image on the graph"],
    ["tangent", "tangent plane, with the figure's image in it"],
    ["gradient", "gradient"],
  ],
  plane: OF_FIGURES,
  field: [
    ["function", "the field"],
    ["tangent", "flow line through the point; dashed, where it comes from"],
  ],
  surface: [
    ["function", "the figure, and its image on the surface"],
    ["tangent", "tangent plane, spanned by the columns of J"],
    SINGULAR,
  ],
  space: OF_FIGURES,
  simplex: [
    ["function", "level lines, and the graph"],
    ["gradient", "gradient along the triangle"],
    ["tangent", "tangent plane"],
  ],
};

/**
 * What the colours stand for that are seen.
 * @param {Kind} kind
 * @param {Record<string, boolean>} on
 * @param {string[]} [names]  of the variables
 * @returns {[string, string][]}
 */
export function legendOf(kind, { linear, singular, grid }, names = []) {
  if (kind === "field") return LEGENDS.field;
  const ofGrid = kind === "plane" && grid ? gridLegend(names) : [];
  const isOn = { tangent: linear, hessian: singular, gradient: singular };
  const ofFigures = LEGENDS[kind].filter(([role]) => isOn[/** @type {keyof typeof isOn} */ (role)] ?? true);
  return [...ofFigures, ...ofGrid];
}

/** @param {string[]} names @returns {[string, string][]} */
function gridLegend([x, y]) {
  return [
    ["guide", `where ${x} is constant`],
    ["direction", `where ${y} is constant`],
  ];
}
