/** What the Jacobian lab's state is, and how a link holds it. */

import { namesOf, numberOf, parameterPairs, togglesOf } from "../../core/link.js";

export const VIEWS = /** @type {const} */ (["map", "chain"]);
export const MODES = /** @type {const} */ (["forward", "reverse"]);
export const FIGURES = /** @type {const} */ (["circle", "square", "letter"]);
export const TOGGLES = /** @type {const} */ (["grid", "image", "linear", "singular", "close", "cases", "table"]);
/** The cursor moves along the stages, and changes nothing about them. */
export const UNNOTED = ["step"];
export const MOST_VARIABLES = 8;
export const MOST_STAGES = 6;
const MOST_STEPS = 100;

/**
 * @typedef {import("../../core/link.js").Link} Link
 * @typedef {import("../../core/link.js").Interval} Interval
 * @typedef {object} JacobianState
 * @property {"jacobian"} lab
 * @property {typeof VIEWS[number]} view
 * @property {string} source    of the map that is looked at
 * @property {string[]} sources  of the chain: applied in this order, 2 to 6
 * @property {Record<string, import("../../core/link.js").Slider>} parameters  entries of vectors and matrices included
 * @property {number[]} point   1 to 8 numbers
 * @property {{x: Interval, y: Interval}} domain  of the first two inputs
 * @property {typeof FIGURES[number]} figure  around the point
 * @property {number} reach     of the figure
 * @property {number} step      the cursor in the chain
 * @property {typeof MODES[number]} mode
 * @property {Record<typeof TOGGLES[number], boolean>} show
 * @property {string | null} scene  of the course, if this began as one
 */

/** @type {JacobianState} */
export const DEFAULT_STATE = {
  lab: "jacobian",
  view: "map",
  source: "f(r, t) = [r cos t, r sin t]",
  sources: ["[sin t, cos t]", "z = x^2 + y^2"],
  parameters: {},
  point: [2, 0.8],
  domain: { x: [0, 3], y: [-0.5, 2.5] },
  figure: "circle",
  reach: 0.5,
  step: 0,
  mode: "forward",
  show: togglesOf(TOGGLES, ["grid", "image", "linear", "singular", "cases"]),
  scene: null,
};

/** @param {JacobianState} state @returns {import("../../core/link.js").Pairs} */
export function pairsOf({ view, source, sources, parameters, point, domain, figure, reach, step, mode, show }) {
  /** @type {import("../../core/link.js").Pairs} */
  const own =
    view === "map"
      ? [
          ["f", source],
          ["figure", figure],
          ["reach", String(reach)],
          ["show", namesOf(show)],
        ]
      : [
          ...sources.map((each, k) => /** @type {[string, string]} */ ([`f${k + 1}`, each])),
          ["step", String(step)],
          ["mode", mode],
        ];
  return [
    ["view", view],
    ...own,
    ["at", point.join(",")],
    ["x", domain.x.join(",")],
    ["y", domain.y.join(",")],
    ...parameterPairs(parameters),
  ];
}

/** @param {Link} link @returns {JacobianState} */
export function readState(link) {
  const sources = Array.from({ length: MOST_STAGES }, (_, k) => link.text(`f${k + 1}`)).filter(
    (text) => text !== undefined,
  );
  return {
    ...DEFAULT_STATE,
    view: link.choice("view", VIEWS, DEFAULT_STATE.view),
    source: link.text("f") ?? DEFAULT_STATE.source,
    sources: sources.length > 1 ? sources : DEFAULT_STATE.sources,
    parameters: link.parameters(),
    point: readPoint(link) ?? DEFAULT_STATE.point,
    domain: { x: link.interval("x", DEFAULT_STATE.domain.x), y: link.interval("y", DEFAULT_STATE.domain.y) },
    figure: link.choice("figure", FIGURES, DEFAULT_STATE.figure),
    reach: readReach(link),
    step: link.whole("step", [0, MOST_STEPS], DEFAULT_STATE.step),
    mode: link.choice("mode", MODES, DEFAULT_STATE.mode),
    show: link.toggles("show", TOGGLES, DEFAULT_STATE.show),
  };
}

/** @param {Link} link @returns {number[] | null} */
function readPoint(link) {
  const text = link.text("at");
  if (text === undefined) return null;
  const point = text.split(",").map(numberOf);
  if (point.length <= MOST_VARIABLES && !point.some(Number.isNaN)) return point;
  link.complain("at", `is not 1 to ${MOST_VARIABLES} numbers`);
  return null;
}

/** @param {Link} link */
function readReach(link) {
  const reach = link.number("reach", DEFAULT_STATE.reach);
  if (reach > 0) return reach;
  link.complain("reach", "is not above 0");
  return DEFAULT_STATE.reach;
}
