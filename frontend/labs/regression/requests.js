/** What the regression lab asks the backend, and when. */

import { Channel, decodeArray } from "../../core/client.js";
import { InOrder } from "../common/in-order.js";
import { SHAPED_BY } from "./state.js";

/**
 * @typedef {import("./state.js").RegressionState} RegressionState
 * @typedef {import("./state.js").LossName} LossName
 * @typedef {import("./state.js").Interval} Interval
 * @typedef {{x: number[], y: number[]}} Points
 * @typedef {{state: RegressionState, names: string[], points: Points, window: Interval, domain: RegressionState["domain"]}} Question
 * @typedef {{parameters: number[], loss: number | null, how: string, is_unique: boolean}} Best
 * @typedef {object} Walk  of the parameters, with all that does not change with the cursor
 * @property {string[]} names
 * @property {boolean} isLinear
 * @property {number[][]} path
 * @property {(number | null)[]} losses
 * @property {{reason: string, message: string, hint: string | null}} stop
 * @property {{eigenvalues: number[], limit: number | null} | null} curvature
 * @property {{parameters: number[], loss: number | null, gram: number[][], moments: number[], rank: number, condition_number: number | null} | null} closedForm
 * @property {Best | null} best
 * @property {{name: LossName, setting: number | null, best: Best | null, curve: (number | null)[] | null}[]} compared
 * @property {{axes: string[], x: ArrayLike<number>, y: ArrayLike<number> | null, losses: any}} surface
 * @property {string} source  of the model that it belongs to
 * @property {RegressionState["loss"]} loss
 * @property {Points} points
 * @typedef {object} Fit  at one step
 * @property {number} step
 * @property {number[]} parameters
 * @property {number | null} loss
 * @property {(number | null)[]} gradient
 * @property {{differences: (number | null)[], error: number | null}} check
 * @property {{predictions: (number | null)[], residuals: (number | null)[], losses: (number | null)[], pulls: (number | null)[], slopes: (number | null)[][]}} terms
 * @property {{x: number[], y: (number | null)[]}} curve
 * @property {{residuals: number[], losses: (number | null)[], pulls: (number | null)[], has_corner: boolean}} profile
 * @typedef {{walk: Walk | null, fit: Fit | null}} Answers
 */

const SURFACE = 41;
const LINE = 101;
const CURVE = 121;
// Even, so that none is at 0, where a slope may jump.
const PROFILE = 160;

/** The loss as the backend takes it. @param {LossName} name @param {RegressionState} state */
export function lossOf(name, state) {
  if (!(name in SHAPED_BY)) return { name };
  const shape = SHAPED_BY[/** @type {keyof typeof SHAPED_BY} */ (name)];
  return { name, [shape]: state[shape] };
}

/** The parameters in the order in which a text mentions them. @param {string} source @param {string[]} names */
export function asTheyCome(source, names) {
  return [...names].sort((a, b) => source.indexOf(a) - source.indexOf(b));
}

/** The parameters that the loss is drawn over, in the order of the names. @param {string[]} names @param {string[]} wanted */
export function axesOf(names, wanted) {
  if (names.length < 2) return names;
  const [first = names[0], second] = wanted.filter((name) => names.includes(name));
  return [first, second ?? names.find((name) => name !== first)].filter((name) => name !== undefined);
}

/** The losses whose best fits are wanted: that of the walk first. @param {RegressionState} state @returns {LossName[]} */
export function comparedOf({ loss, compare, show }) {
  return show.best || show.normal ? [loss, ...compare.filter((name) => name !== loss)] : [];
}

/** What both questions have in common. @param {Question} question @param {Record<string, number>} parameters */
function common({ state, points, window }, parameters) {
  const { source, loss, reduction, method, settings } = state;
  return {
    data: points,
    model: { source, variables: ["x"], parameters },
    loss: lossOf(loss, state),
    reduction,
    optimiser: { method, ...settings },
    curve: { x: window, resolution: CURVE },
    profile: PROFILE,
    arrays: "base64",
  };
}

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
      walk: new Channel((/** @type {Question} */ question, isWanted) => this.walk(question, isWanted)),
      fit: new Channel((/** @type {Question} */ question, isWanted) => this.fit(question, isWanted)),
    };
  }

  /** The whole walk, and the fit at the cursor. @param {Question} question */
  async askWalk(question) {
    const answer = await this.inOrder.answer(this.channels.walk.ask(question));
    if (answer) this.answers.set(answer);
  }

  /** The fit at the cursor alone. @param {Question} question */
  async askFit(question) {
    const answer = await this.inOrder.answer(this.channels.fit.ask(question));
    if (answer) this.answers.set(answer);
  }

  /** @param {Question} question @param {() => boolean} isWanted */
  async walk(question, isWanted) {
    const { state, names, points, domain } = question;
    const { steps, step, parameters, source, loss } = state;
    const axes = axesOf(names, state.axes);
    const surface = {
      parameters: axes,
      resolution: axes.length > 1 ? SURFACE : LINE,
      ...(domain ? { x: domain.x, ...(axes.length > 1 ? { y: domain.y } : {}) } : {}),
    };
    const start = Object.fromEntries(names.map((name) => [name, parameters[name]?.value ?? 1]));
    const body = {
      ...common(question, start),
      steps,
      at: step,
      surface,
      compare: comparedOf(state).map((name) => lossOf(name, state)),
    };
    const answer = await this.client.send("regression", body, isWanted);
    if (!answer) return null;
    const { losses, x, y } = answer.surface;
    const drawn = { axes, x: decodeArray(x), y: y && decodeArray(y), losses: decodeArray(losses) };
    const { path, stop, curvature, best, compared } = answer;
    const walk = {
      names: answer.names,
      isLinear: answer.is_linear,
      path,
      losses: answer.losses,
      stop,
      curvature,
      closedForm: answer.closed_form,
      best,
      compared,
      surface: drawn,
      source,
      loss,
      points,
    };
    return { walk, fit: fitOf(answer, answer.step) };
  }

  /** @param {Question} question @param {() => boolean} isWanted */
  async fit(question, isWanted) {
    const { walk } = this.answers.get();
    if (!walk) return null;
    const step = Math.min(question.state.step, walk.path.length - 1);
    const place = Object.fromEntries(walk.names.map((name, k) => [name, walk.path[step][k]]));
    const answer = await this.client.send(
      "regression",
      { ...common({ ...question, points: walk.points }, place), steps: 0 },
      isWanted,
    );
    // Another walk may have come meanwhile: this is no place of it.
    return answer && this.answers.get().walk === walk ? { fit: fitOf(answer, step) } : null;
  }

  /** There is nothing to fit; what is on its way comes too late. */
  forget() {
    this.inOrder.drop();
    this.answers.set({ walk: null, fit: null });
  }

  dispose() {
    for (const channel of Object.values(this.channels)) channel.close();
  }
}

/** @param {any} answer @param {number} step @returns {Fit} */
function fitOf({ parameters, loss, gradient, check, terms, curve, profile }, step) {
  return { step, parameters, loss, gradient, check, terms, curve, profile };
}
