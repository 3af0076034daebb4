/** What the surface lab's state is, and how a link holds it. */

import { defaultPlace } from "../../core/interval.js";
import { namesOf, parameterPairs, togglesOf } from "../../core/link.js";

export const TOGGLES = /** @type {const} */ ([
  "tangent",
  "gradient",
  "field",
  "direction",
  "slices",
  "quadratic",
  "eigenvectors",
  "critical",
]);
export const UNNOTED = ["view"];

/**
 * @typedef {import("../../core/link.js").Link} Link
 * @typedef {object} SurfaceState
 * @property {"surface"} lab
 * @property {string} source
 * @property {Record<string, import("../../core/link.js").Slider>} parameters
 * @property {{x: [number, number], y: [number, number]}} domain
 * @property {[number, number]} point
 * @property {number} angle  of the direction u, in degrees
 * @property {Record<typeof TOGGLES[number], boolean>} show
 * @property {[number, number, number] | null} view  where the camera stands, if it was moved
 * @property {string | null} scene  of the course, if this began as one
 */

/** @type {SurfaceState} */
export const DEFAULT_STATE = {
  lab: "surface",
  source: "x^2 - y^2",
  parameters: {},
  domain: { x: [-2, 2], y: [-2, 2] },
  point: [1, -0.5],
  angle: 120,
  show: togglesOf(TOGGLES, ["tangent", "gradient", "critical"]),
  view: null,
  scene: null,
};

/** @param {SurfaceState} state @returns {import("../../core/link.js").Pairs} */
export function pairsOf({ source, domain, point, angle, show, view, parameters }) {
  return [
    ["f", source],
    ["x", domain.x.join(",")],
    ["y", domain.y.join(",")],
    ["at", point.join(",")],
    ["u", String(angle)],
    ["show", namesOf(show)],
    .../** @type {import("../../core/link.js").Pairs} */ (
      view ? [["view", view.map((place) => place.toFixed(2)).join(",")]] : []
    ),
    ...parameterPairs(parameters),
  ];
}

/** @param {Link} link @returns {SurfaceState} */
export function readState(link) {
  const domain = { x: link.interval("x", DEFAULT_STATE.domain.x), y: link.interval("y", DEFAULT_STATE.domain.y) };
  return {
    ...DEFAULT_STATE,
    source: link.text("f") ?? DEFAULT_STATE.source,
    domain,
    point: /** @type {[number, number]} */ (
      link.numbers("at", 2) ?? defaultPlace(DEFAULT_STATE.point, [domain.x, domain.y])
    ),
    angle: withinTurn(link.number("u", DEFAULT_STATE.angle)),
    show: link.toggles("show", TOGGLES, DEFAULT_STATE.show),
    parameters: link.parameters(),
    view: /** @type {[number, number, number] | null} */ (link.numbers("view", 3)),
  };
}

/** The same direction, by an angle from 0 to 360. @param {number} angle */
function withinTurn(angle) {
  return angle >= 0 && angle <= 360 ? angle : ((angle % 360) + 360) % 360;
}
