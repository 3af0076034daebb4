/** A lab's state as the readable fragment of an address, and back. */

import { complaintAbout } from "./interval.js";

const VERSION = "1";
const NAME = /^[A-Za-z]+(_[A-Za-z0-9]+)?$/;
export const TOGGLES = /** @type {const} */ (["tangent", "gradient", "field", "direction", "slices", "quadratic", "eigenvectors", "critical"]);

/**
 * @typedef {{value: number, min: number, max: number}} Slider
 * @typedef {object} SurfaceState
 * @property {"surface"} lab
 * @property {string} source
 * @property {Record<string, Slider>} parameters
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
  show: toggles(["tangent", "gradient", "critical"]),
  view: null,
  scene: null,
};

/**
 * @param {Iterable<string>} names
 * @returns {SurfaceState["show"]}
 */
export function toggles(names) {
  const shown = new Set(names);
  return /** @type {SurfaceState["show"]} */ (Object.fromEntries(TOGGLES.map((name) => [name, shown.has(name)])));
}

/**
 * The fragment, without its #.
 * @param {SurfaceState} state
 */
export function toFragment(state) {
  const { domain, point, parameters } = state;
  const pairs = [
    ["v", VERSION],
    ["lab", state.lab],
    ...(state.scene ? [["scene", state.scene]] : []),
    ["f", state.source],
    ["x", domain.x.join(",")],
    ["y", domain.y.join(",")],
    ["at", point.join(",")],
    ["u", String(state.angle)],
    ["show", TOGGLES.filter((name) => state.show[name]).join(",")],
    ...(state.view ? [["view", state.view.map((place) => place.toFixed(2)).join(",")]] : []),
    ...Object.entries(parameters).map(([name, { value, min, max }]) => [`p.${name}`, [value, min, max].join(",")]),
  ];
  return pairs.map(([key, value]) => `${key}=${escaped(value)}`).join("&");
}

/** Readable: only what would break a link is escaped. @param {string} text */
function escaped(text) {
  // Half of a surrogate pair cannot be encoded; it stands for no character anyway.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD")).replace(/%(2C|2F|3A|3D|5E|2B|7C|28|29)/g, (code) => decodeURIComponent(code));
}

/**
 * The state of a fragment. What is missing takes its default; what cannot be read is listed in `complaints`.
 * @param {string} fragment  with or without its #
 * @returns {{state: SurfaceState, complaints: string[]}}
 */
export function fromFragment(fragment) {
  /** @type {string[]} */
  const complaints = [];
  const pairs = new Map(fragment.replace(/^#/, "").split("&").filter(Boolean).map((pair) => split(pair, complaints)));
  if (pairs.size && (pairs.get("v") ?? VERSION) !== VERSION) complaints.push("this link was made by another version");
  const read = (/** @type {string} */ key, /** @type {number} */ count) => numbers(pairs.get(key), key, count, complaints);
  const interval = (/** @type {string} */ key, /** @type {[number, number]} */ usual) => asInterval(read(key, 2), key, usual, complaints);
  const domain = { x: interval("x", DEFAULT_STATE.domain.x), y: interval("y", DEFAULT_STATE.domain.y) };
  const shown = pairs.get("show");
  const state = {
    ...DEFAULT_STATE,
    source: pairs.get("f") ?? DEFAULT_STATE.source,
    domain,
    point: /** @type {[number, number]} */ (read("at", 2) ?? inside(domain)),
    angle: withinTurn(read("u", 1)?.[0] ?? DEFAULT_STATE.angle),
    show: shown === undefined ? DEFAULT_STATE.show : toggles(shown.split(",")),
    parameters: readParameters(pairs, complaints),
    view: /** @type {[number, number, number] | null} */ (read("view", 3)),
    scene: pairs.get("scene") ?? null,
  };
  return { state, complaints };
}

/** The same direction, by an angle from 0 to 360. @param {number} angle */
function withinTurn(angle) {
  return angle >= 0 && angle <= 360 ? angle : ((angle % 360) + 360) % 360;
}

/** The default point, if the domain has it, or its middle. @param {SurfaceState["domain"]} domain */
function inside(domain) {
  const has = (/** @type {[number, number]} */ [low, high], /** @type {number} */ value) => low <= value && value <= high;
  const [x, y] = DEFAULT_STATE.point;
  return has(domain.x, x) && has(domain.y, y) ? DEFAULT_STATE.point : [(domain.x[0] + domain.x[1]) / 2, (domain.y[0] + domain.y[1]) / 2];
}

/**
 * @param {string} pair
 * @param {string[]} complaints
 * @returns {[string, string]}
 */
function split(pair, complaints) {
  const [key, ...rest] = pair.split("=");
  try {
    return [key, decodeURIComponent(rest.join("="))];
  } catch {
    complaints.push(`the part '${key}' of the link is damaged`);
    return [`damaged ${key}`, ""];
  }
}

/**
 * @param {string | undefined} text
 * @param {string} key
 * @param {number} count
 * @param {string[]} complaints
 * @returns {number[] | null}
 */
function numbers(text, key, count, complaints) {
  if (text === undefined) return null;
  const list = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (list.length === count && list.every((value) => Number.isFinite(value) && Math.abs(value) <= 1e12)) return list;
  complaints.push(`'${key}=${text.slice(0, 40)}' in the link is not ${count === 1 ? "a number" : `${count} numbers`}`);
  return null;
}

/**
 * @param {number[] | null} pair
 * @param {string} key
 * @param {[number, number]} usual
 * @param {string[]} complaints
 * @returns {[number, number]}
 */
function asInterval(pair, key, usual, complaints) {
  if (!pair) return usual;
  const interval = /** @type {[number, number]} */ (pair);
  const complaint = complaintAbout(interval);
  if (!complaint) return interval;
  complaints.push(`'${key}=${interval.join(",")}' in the link: ${complaint}`);
  return usual;
}

/**
 * @param {Map<string, string>} pairs
 * @param {string[]} complaints
 */
function readParameters(pairs, complaints) {
  /** @type {Record<string, Slider>} */
  const parameters = {};
  for (const [key, text] of pairs) {
    const name = key.startsWith("p.") ? key.slice(2) : "";
    if (!NAME.test(name)) continue;
    const list = numbers(text, key, 3, complaints);
    if (list) parameters[name] = { value: list[0], min: Math.min(list[1], list[0]), max: Math.max(list[2], list[0]) };
  }
  return parameters;
}
