/** What the derivative lab asks the backend. */

import { decodeArray, unlessRefused } from "../../core/client.js";
import { decodedCurve } from "../common/curve.js";
import { functionOf } from "../common/meaning.js";
import { DISTANCES as STEPS, quotientsOf } from "./quotients.js";
import { ranges } from "./state.js";

/**
 * @typedef {import("./state.js").DerivativeState} DerivativeState
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 * @typedef {{meaning: Meaning, state: DerivativeState}} Moment
 * @typedef {import("../common/asking.js").Send} Send
 * @typedef {import("../common/asking.js").Wanted} Wanted
 * @typedef {import("../common/asking.js").Question<Moment, Answers>} Question
 * @typedef {import("../common/curve.js").Curve} Curve
 * @typedef {object} At  what is known at the point
 * @property {number} x
 * @property {number} h
 * @property {(number | null)[]} derivatives  f, f', ..., up to the sixth
 * @property {number | null} beside   f(x + h)
 * @property {{h: number[], error: (number | null)[]}} errors  of the tangent, by distance
 * @property {number | null} halfway  its error at h/2
 * @property {{x: ArrayLike<number>, y: ArrayLike<number>}} lens  the curve around the point
 * @property {any} smoothness  the answer of POST differentiability
 * @property {boolean} isSure  whether rounding has eaten no digits around it, as far as anybody has looked
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {[number, number] | null} domain  of the curve
 * @property {Curve | null} curve
 * @property {At | null} at
 * @property {import("./quotients.js").Quotients | null} [quotients]  null: there is no slope
 * @property {any} extrema  the answer of POST extrema; isFinal: with its proof
 * @property {any} derivation
 * @property {{source: string, y: ArrayLike<number>} | null} formula  the curve of the derivation's result
 * @property {string | null} refusal  why there is no derivation
 */

export const SAMPLES = 801;
const LENS_SAMPLES = 161;
const DISTANCES = 22;

const ofFunction = (/** @type {Moment} */ { meaning }) => meaning.source;
const ofInterval = (/** @type {Moment} */ { meaning, state }) => [meaning.source, state.domain];

/** The curve and its point together, so that nobody sees the one without the other. @type {Question} */
const picture = {
  about: ofFunction,
  isSure: ({ curve, at }) => !curve?.lost.length && at?.isSure !== false,
  async ask(moment, send) {
    const { state, meaning, digits } = moment;
    const graph = {
      function: functionOf(state, meaning),
      x: state.domain.x,
      samples: SAMPLES,
      derivatives: ranges.order[1],
      digits,
      arrays: "base64",
    };
    const [curve, at] = await Promise.all([send("curve", graph), pointAt(moment, send)]);
    return curve && at && { curve: decodedCurve(curve), at };
  },
  told(answer, { meaning, state }, before) {
    const isOther = before.meaning?.source !== meaning.source;
    return {
      ...answer,
      meaning,
      domain: state.domain.x,
      ...(isOther ? { extrema: null, derivation: null, formula: null, refusal: null } : {}),
    };
  },
};

/** @type {Question} */
const point = {
  about: ofFunction,
  isSure: ({ at }) => at?.isSure !== false,
  ask: pointAt,
  told: (at) => ({ at }),
};

/** @param {Moment} moment */
function search({ state, meaning }) {
  return { function: functionOf(state, meaning), interval: state.domain.x };
}

/** @type {Question} */
const extrema = {
  isSlow: true,
  isWanted: ({ state }) => state.show.extrema,
  about: ofInterval,
  fills: ["extrema"],
  exactly: search,
  ask: (moment, send) => send("extrema", search(moment)),
  told: (answer) => ({ extrema: { ...answer, isFinal: false } }),
};

/** The same with a proof that these are all: up to a second, once the quick answer is there. @type {Question} */
const proof = {
  ...extrema,
  isProof: true,
  about: search,
  ask: (moment, send) => send("extrema", { ...search(moment), prove: true }),
  told: (answer) => ({ extrema: { ...answer, isFinal: true } }),
  refused: () => ({}),
};

/** The derivation, and the curve of its result. @type {Question} */
const derivation = {
  isSlow: true,
  isWanted: ({ state }) => state.show.derivation,
  about: ofInterval,
  async ask({ state, meaning }, send) {
    const typed = functionOf(state, meaning);
    const answer = await send("differentiate", { function: typed, at: state.point });
    if (!answer) return null;
    const graph = {
      function: { ...typed, source: answer.result.source },
      x: state.domain.x,
      samples: SAMPLES,
      derivatives: 0,
      arrays: "base64",
    };
    const curve = await unlessRefused(send("curve", graph), () => {});
    return { derivation: answer, y: curve && decodeArray(curve.values)[0] };
  },
  told: ({ derivation, y }, { meaning }) => ({
    derivation,
    formula: y && { source: meaning.source, y },
    refusal: null,
  }),
  refused: ({ message }) => ({ derivation: null, formula: null, refusal: message }),
};

/** Values as they are computed: what is shown is how their rounding spoils the difference. @type {Question} */
const quotients = {
  isSlow: true,
  isWanted: ({ state }) => state.show.quotients,
  about: ({ meaning, state }) => [meaning.source, state.point],
  fills: ["quotients"],
  async ask({ state, meaning }, send) {
    const [x] = state.point;
    const answer = await send("curve", {
      function: functionOf(state, meaning),
      x: state.domain.x,
      samples: 2,
      derivatives: 1,
      at: [x, ...STEPS.flatMap((h) => [x + h, x - h])],
      digits: "as-computed",
    });
    if (!answer) return null;
    const [here, ...beside] = answer.points.map((/** @type {any} */ each) => each.derivatives);
    const [above, below] = [0, 1].map((side) => STEPS.map((_, k) => beside[2 * k + side][0]));
    return { quotients: quotientsOf(x, here, above, below) };
  },
  told: (answer) => answer,
};

export const QUESTIONS = { picture, point, quotients, extrema, proof, derivation };

/** What is known at the point. @param {Moment & Wanted} moment @param {Send} send @returns {Promise<At | null>} */
async function pointAt({ state, meaning, digits }, send) {
  const {
    point: [x],
    h,
    domain,
  } = state;
  const typed = functionOf(state, meaning);
  const distances = distancesFrom(h, domain.x);
  const reach = Math.max(1.25 * Math.abs(h), 1e-9 * Math.max(1, Math.abs(x)));
  const places = [x, x + h, x + h / 2, ...distances.map((distance) => x + distance)];
  const lens = {
    function: typed,
    x: [x - reach, x + reach],
    samples: LENS_SAMPLES,
    derivatives: ranges.order[1],
    at: places,
    digits,
    arrays: "base64",
  };
  const [near, smoothness] = await Promise.all([
    send("curve", lens),
    send("differentiability", { function: typed, x }),
  ]);
  if (!near || !smoothness) return null;
  const [[here]] = near.points.map((/** @type {any} */ each) => each.derivatives);
  const isHidden = smoothness.kind === "smooth" && smoothness.value === null && here !== null;
  const values = near.points.map((/** @type {any} */ each) => each.derivatives[0]);
  const derivatives = withSlope(near.points[0].derivatives, smoothness);
  const error = (/** @type {number} */ k) => errorAt(values[k], derivatives, places[k] - x);
  return {
    ...{ x, h, derivatives, smoothness, isSure: !near.lost?.length && !isHidden, beside: values[1], halfway: error(2) },
    errors: { h: distances.map(Math.abs), error: distances.map((_, k) => error(k + 3)) },
    lens: { x: decodeArray(near.x), y: decodeArray(near.values)[0] },
  };
}

/**
 * Distances on the side of h, each half of the one before, from a quarter of the box down.
 * @param {number} h
 * @param {[number, number]} domain
 */
export function distancesFrom(h, [low, high]) {
  const largest = (Math.sign(h) || 1) * (high - low) * 0.25;
  return Array.from({ length: DISTANCES }, (_, k) => largest * 2 ** -k);
}

/**
 * Where autodiff cannot tell, the slope by its definition; none where the certain answer knows none, whatever was
 * computed.
 * @param {(number | null)[]} derivatives
 * @param {any} smoothness
 */
export function withSlope(derivatives, { kind, value, slope }) {
  const [here, first, ...higher] = derivatives;
  if (kind !== "smooth") return [here, first ?? slope, ...higher];
  return [value === null ? null : here, slope === null ? null : (first ?? slope), ...higher];
}

/**
 * Between curve and tangent.
 * @param {number | null} value
 * @param {(number | null)[]} derivatives
 * @param {number} distance
 */
function errorAt(value, [here, slope], distance) {
  if (value === null || here === null || slope === null) return null;
  return Math.abs(value - here - slope * distance);
}
