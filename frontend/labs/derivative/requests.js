/** What the derivative lab asks the backend, and when. */

import { Channel, decodeArray, unlessRefused } from "../../core/client.js";
import { decodedCurve } from "../common/curve.js";
import { InOrder } from "../common/in-order.js";
import { functionOf } from "../common/meaning.js";
import { HIGHEST_ORDER } from "./state.js";

/**
 * @typedef {import("./state.js").DerivativeState} DerivativeState
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 * @typedef {{meaning: Meaning, state: DerivativeState}} Question
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
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {[number, number] | null} domain  of the curve
 * @property {Curve | null} curve
 * @property {At | null} at
 * @property {any} extrema
 * @property {any} derivation
 * @property {{source: string, y: ArrayLike<number>} | null} formula  the curve of the derivation's result
 * @property {string | null} refusal  why there is no derivation
 */

export const SAMPLES = 801;
const LENS_SAMPLES = 161;
const DISTANCES = 22;
const UNHURRIED = 120; // ms without a change before the longer answers are asked for

export class Requests {
  /**
   * @param {import("../../core/client.js").Client} client
   * @param {import("../../core/signal.js").Store<Answers>} answers
   * @param {(problem: import("../../core/client.js").Problem) => void} onRefusal
   */
  constructor(client, answers, onRefusal) {
    this.client = client;
    this.answers = answers;
    this.inOrder = new InOrder(onRefusal);
    this.channels = {
      picture: new Channel((/** @type {Question} */ question, isWanted) => this.picture(question, isWanted)),
      point: new Channel((/** @type {Question} */ question, isWanted) => this.point(question, isWanted)),
      extrema: client.channel("extrema"),
      derivation: client.channel("differentiate"),
      formula: client.channel("curve"),
    };
  }

  /** The curve and its point together, so that nobody sees the one without the other. @param {Question} question */
  async askPicture(question) {
    const answer = await this.inOrder.answer(this.channels.picture.ask(question));
    if (!answer) return;
    const { meaning, state } = question;
    const before = this.answers.get();
    const isOther = before.meaning?.source !== meaning.source;
    this.answers.set({
      ...answer,
      meaning,
      domain: state.domain.x,
      ...(isOther ? { extrema: null, derivation: null, formula: null, refusal: null } : {}),
    });
  }

  /** @param {Question} question @param {() => boolean} isWanted */
  async picture(question, isWanted) {
    const { state, meaning } = question;
    const graph = {
      function: functionOf(state, meaning),
      x: state.domain.x,
      samples: SAMPLES,
      derivatives: HIGHEST_ORDER,
      arrays: "base64",
    };
    const [curve, point] = await Promise.all([
      this.client.send("curve", graph, isWanted),
      this.point(question, isWanted),
    ]);
    if (!curve || !point) return null;
    return { curve: decodedCurve(curve), ...point };
  }

  /** @param {Question} question */
  async askPoint(question) {
    const answer = await this.inOrder.answer(this.channels.point.ask(question));
    if (!answer) return;
    this.answers.set(answer);
  }

  /** @param {Question} question @param {() => boolean} isWanted */
  async point({ state, meaning }, isWanted) {
    const { point: x, h, domain } = state;
    const typed = functionOf(state, meaning);
    const distances = distancesFrom(h, domain.x);
    const reach = Math.max(1.25 * Math.abs(h), 1e-9 * Math.max(1, Math.abs(x)));
    const places = [x, x + h, x + h / 2, ...distances.map((distance) => x + distance)];
    const lens = {
      function: typed,
      x: [x - reach, x + reach],
      samples: LENS_SAMPLES,
      derivatives: HIGHEST_ORDER,
      at: places,
      arrays: "base64",
    };
    const [near, smoothness] = await Promise.all([
      this.client.send("curve", lens, isWanted),
      this.client.send("differentiability", { function: typed, x }, isWanted),
    ]);
    if (!near || !smoothness) return null;
    const values = near.points.map((/** @type {any} */ each) => each.derivatives[0]);
    const derivatives = withSlope(near.points[0].derivatives, smoothness);
    const error = (/** @type {number} */ k) => errorAt(values[k], derivatives, places[k] - x);
    const at = {
      ...{ x, h, derivatives, smoothness, beside: values[1], halfway: error(2) },
      errors: { h: distances.map(Math.abs), error: distances.map((_, k) => error(k + 3)) },
      lens: { x: decodeArray(near.x), y: decodeArray(near.values)[0] },
    };
    return { at };
  }

  /** The longer answers, once nothing has changed for a moment. @param {Question} question */
  askLater(question) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { show } = question.state;
      if (show.extrema) this.askExtrema(question);
      if (show.derivation) this.askDerivation(question);
    }, UNHURRIED);
  }

  /** @param {Question} question */
  async askExtrema({ state, meaning }) {
    const extrema = await this.inOrder.afterwards(
      this.channels.extrema.ask({ function: functionOf(state, meaning), interval: state.domain.x }),
    );
    if (extrema) this.answers.set({ extrema });
  }

  /** @param {Question} question */
  async askDerivation({ state, meaning }) {
    const typed = functionOf(state, meaning);
    const question = this.channels.derivation.ask({ function: typed, at: [state.point] });
    const derivation = await this.inOrder.afterwards(question, (problem) =>
      this.answers.set({ derivation: null, formula: null, refusal: problem.message }),
    );
    if (!derivation) return;
    this.answers.set({ derivation, refusal: null });
    const formula = {
      function: { ...typed, source: derivation.result.source },
      x: state.domain.x,
      samples: SAMPLES,
      derivatives: 0,
      arrays: "base64",
    };
    const curve = await unlessRefused(this.channels.formula.ask(formula), () => this.answers.set({ formula: null }));
    if (curve) this.answers.set({ formula: { source: state.source, y: decodeArray(curve.values)[0] } });
  }

  dispose() {
    clearTimeout(this.timer);
    for (const channel of Object.values(this.channels)) channel.close();
  }
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

/** Where autodiff cannot tell, the slope by its definition. @param {(number | null)[]} derivatives @param {any} smoothness */
function withSlope(derivatives, { slope }) {
  return derivatives[1] === null && slope !== null ? [derivatives[0], slope, ...derivatives.slice(2)] : derivatives;
}

/** Between curve and tangent. @param {number | null} value @param {(number | null)[]} derivatives @param {number} distance */
function errorAt(value, [here, slope], distance) {
  if (value === null || here === null || slope === null) return null;
  return Math.abs(value - here - slope * distance);
}
