/** What the derivative lab's state is, and how a link holds it. */

import { defaultPlace } from "../../core/interval.js";
import { namesOf, parameterPairs, togglesOf } from "../../core/link.js";

export const TOGGLES = /** @type {const} */ ([
  "tangent",
  "secant",
  "lens",
  "derivatives",
  "derivation",
  "taylor",
  "extrema",
  "slopes",
]);
export const UNNOTED = /** @type {string[]} */ ([]);
export const HIGHEST_ORDER = 6;

/**
 * @typedef {import("../../core/link.js").Link} Link
 * @typedef {object} DerivativeState
 * @property {"derivative"} lab
 * @property {string} source
 * @property {Record<string, import("../../core/link.js").Slider>} parameters
 * @property {{x: [number, number]}} domain
 * @property {number} point
 * @property {number} h  from the point to the second point of the secant; may be negative
 * @property {number} order  how many derivatives are stacked under the function, 0 to 6
 * @property {number} taylor  degree of the Taylor polynomial, 0 to 6
 * @property {Record<typeof TOGGLES[number], boolean>} show
 * @property {string | null} scene  of the course, if this began as one
 */

/** @type {DerivativeState} */
export const DEFAULT_STATE = {
  lab: "derivative",
  source: "x^3 - x",
  parameters: {},
  domain: { x: [-2, 2] },
  point: 1,
  h: 0.8,
  order: 2,
  taylor: 3,
  show: togglesOf(TOGGLES, ["tangent"]),
  scene: null,
};

/** @param {DerivativeState} state @returns {import("../../core/link.js").Pairs} */
export function pairsOf({ source, domain, point, h, order, taylor, show, parameters }) {
  return [
    ["f", source],
    ["x", domain.x.join(",")],
    ["at", String(point)],
    ["h", String(h)],
    ["order", String(order)],
    ["taylor", String(taylor)],
    ["show", namesOf(show)],
    ...parameterPairs(parameters),
  ];
}

/** @param {Link} link @returns {DerivativeState} */
export function readState(link) {
  const x = link.interval("x", DEFAULT_STATE.domain.x);
  return {
    ...DEFAULT_STATE,
    source: link.text("f") ?? DEFAULT_STATE.source,
    domain: { x },
    point: link.number("at", defaultPlace([DEFAULT_STATE.point], [x])[0]),
    h: link.number("h", DEFAULT_STATE.h),
    order: link.whole("order", [0, HIGHEST_ORDER], DEFAULT_STATE.order),
    taylor: link.whole("taylor", [0, HIGHEST_ORDER], DEFAULT_STATE.taylor),
    show: link.toggles("show", TOGGLES, DEFAULT_STATE.show),
    parameters: link.parameters(),
  };
}
