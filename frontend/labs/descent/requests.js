/** What the descent lab asks the backend, and when. */

import { Channel } from "../../core/client.js";
import { decodedCurve } from "../common/curve.js";
import { InOrder } from "../common/in-order.js";
import { functionOf } from "../common/meaning.js";

/**
 * @typedef {import("./state.js").DescentState} DescentState
 * @typedef {import("./state.js").Run} Run
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 * @typedef {{meaning: Meaning, state: DescentState}} Question
 * @typedef {object} Walk  one run as it went
 * @property {Run} run
 * @property {number[]} points
 * @property {(number | null)[]} values
 * @property {(number | null)[]} slopes
 * @property {(number | null)[]} curvatures  empty where zeros are looked for
 * @property {{reason: string, message: string}} stop
 * @property {string | null} kind  of the point it ended at
 * @property {number | null} curvature  f'' there
 * @property {number | null} predictedRate
 * @property {{kind: string | null, order: number | null, rate: number | null}} order
 * @property {{gradient: number, hessian: number, value: number} | null} evaluations
 * @property {{points: (number | null)[], regime: string, mathml: string, ratio: number} | null} closedForm
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {[number, number] | null} domain  of the curve
 * @property {import("../common/curve.js").Curve | null} curve
 * @property {Walk[]} walks
 * @property {DescentState["goal"]} goal  of the walks
 * @property {any} basins
 * @property {{run: number, answer: any, x: Float64Array, y: Float64Array} | null} map  from the start of that run
 */

const SAMPLES = 801;
const STARTS = 400;
const RATES = 400;
const KEPT = 48;
const UNSEEN = 600; // steps before one looks where a walk has come
const BASIN_STEPS = 200;
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
      walks: new Channel((/** @type {Question} */ question, isWanted) => this.walks(question, isWanted)),
      basins: client.channel("basins"),
      map: client.channel("learning-rate-map"),
    };
  }

  /** The curve and the walks on it together. @param {Question} question */
  async askPicture(question) {
    const answer = await this.inOrder.answer(this.channels.picture.ask(question));
    if (!answer) return;
    const { meaning, state } = question;
    const isOther = this.answers.get().meaning?.source !== meaning.source;
    this.answers.set({ ...answer, meaning, domain: state.domain.x, ...(isOther ? { basins: null, map: null } : {}) });
  }

  /** @param {Question} question @param {() => boolean} isWanted */
  async picture(question, isWanted) {
    const { state, meaning } = question;
    const graph = {
      function: functionOf(state, meaning),
      x: state.domain.x,
      samples: SAMPLES,
      derivatives: 2,
      arrays: "base64",
    };
    const [curve, walks] = await Promise.all([
      this.client.send("curve", graph, isWanted),
      this.walks(question, isWanted),
    ]);
    if (!curve || !walks) return null;
    return { curve: decodedCurve(curve), ...walks };
  }

  /** @param {Question} question */
  async askWalks(question) {
    const answer = await this.inOrder.answer(this.channels.walks.ask(question));
    if (!answer) return;
    this.answers.set(answer);
  }

  /** @param {Question} question @param {() => boolean} isWanted */
  async walks({ state, meaning }, isWanted) {
    const typed = functionOf(state, meaning);
    const { goal, runs, steps } = state;
    const answers =
      goal === "zero" ? await this.roots(typed, state, isWanted) : await this.descents(typed, state, isWanted);
    return (
      answers && {
        goal,
        walks: answers.map((answer, k) => (goal === "zero" ? rootWalk(answer, runs[k]) : descentWalk(answer, runs[k]))),
        steps,
      }
    );
  }

  /** @param {object} typed @param {DescentState} state @param {() => boolean} isWanted @returns {Promise<any[] | null>} */
  async descents(typed, { runs, steps }, isWanted) {
    const wanted = runs.map(({ method, start, rate }) => ({ method, start: [start], learning_rate: rate, steps }));
    const answer = await this.client.send("descent", { function: typed, runs: wanted }, isWanted);
    return answer?.runs ?? null;
  }

  /** @param {object} typed @param {DescentState} state @param {() => boolean} isWanted @returns {Promise<any[] | null>} */
  async roots(typed, { runs, steps }, isWanted) {
    const answers = await Promise.all(
      runs.map(({ start }) => this.client.send("root", { function: typed, method: "newton", start, steps }, isWanted)),
    );
    return answers.includes(null) ? null : answers;
  }

  /**
   * The maps of many walks, once nothing has changed for a moment.
   * @param {Question} question
   * @param {number} selected  the run
   * @param {[number, number]} rates  of the learning-rate map
   */
  askLater(question, selected, rates) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { show, goal } = question.state;
      if (show.basins) this.askBasins(question, question.state.runs[selected]);
      if (show.map && goal === "minimum") this.askMap(question, selected, rates);
    }, UNHURRIED);
  }

  /** @param {Question} question @param {Run} run */
  async askBasins({ state, meaning }, { method, rate }) {
    const walk = state.goal === "zero" ? { method: "newton-root" } : { method, learning_rate: rate };
    const question = {
      function: functionOf(state, meaning),
      box: [state.domain.x],
      resolution: STARTS,
      steps: BASIN_STEPS,
      ...walk,
    };
    const basins = await this.inOrder.afterwards(this.channels.basins.ask(question));
    if (basins) this.answers.set({ basins });
  }

  /** @param {Question} question @param {number} run @param {[number, number]} rates */
  async askMap({ state, meaning }, run, rates) {
    const { method, start } = state.runs[run];
    const question = {
      function: functionOf(state, meaning),
      start: [start],
      learning_rate: rates,
      method,
      count: RATES,
      steps: UNSEEN,
      keep: KEPT,
    };
    const answer = await this.inOrder.afterwards(this.channels.map.ask(question));
    if (answer) this.answers.set({ map: { run, answer, ...scattered(answer) } });
  }

  dispose() {
    clearTimeout(this.timer);
    for (const channel of Object.values(this.channels)) channel.close();
  }
}

/** @param {any} answer @param {Run} run @returns {Walk} */
function descentWalk(answer, run) {
  const {
    points,
    values,
    slopes,
    curvatures,
    stop,
    ended_at: end,
    predicted_rate: predictedRate,
    order,
    evaluations,
    closed_form: closedForm,
  } = answer;
  const flat = points.map((/** @type {number[]} */ [x]) => x);
  return {
    run,
    points: flat,
    values,
    slopes,
    curvatures,
    stop,
    kind: end?.kind ?? null,
    curvature: end?.eigenvalues[0] ?? null,
    predictedRate,
    order,
    evaluations,
    closedForm,
  };
}

/** @param {any} answer @param {Run} run @returns {Walk} */
function rootWalk({ iterates, stop, order }, run) {
  const column = (/** @type {string} */ name) => iterates.map((/** @type {any} */ each) => each[name]);
  const kind = stop.reason === "converged" ? "zero" : null;
  const evaluations = { value: iterates.length, gradient: iterates.length, hessian: 0 };
  return {
    run,
    points: column("x"),
    values: column("value"),
    slopes: column("slope"),
    curvatures: [],
    stop,
    kind,
    curvature: null,
    predictedRate: null,
    order,
    evaluations,
    closedForm: null,
  };
}

/** All kept iterates as one cloud of points over their learning rates. @param {any} answer */
export function scattered({ learning_rates: rates, ends }) {
  const pairs = ends.flatMap((/** @type {(number | null)[]} */ places, /** @type {number} */ k) =>
    distinct(places).map((place) => [rates[k], place]),
  );
  return { x: Float64Array.from(pairs, ([rate]) => rate), y: Float64Array.from(pairs, ([, place]) => place) };
}

/** A walk at rest is one point. @param {(number | null)[]} places @returns {number[]} */
function distinct(places) {
  return [
    ...new Set(
      places.filter((place) => place !== null).map((place) => Number(/** @type {number} */ (place).toPrecision(9))),
    ),
  ];
}
