/** What the paths lab asks the backend, and when. */

import { Channel } from "../../core/client.js";
import { decodedGrid } from "../common/grid.js";
import { InOrder } from "../common/in-order.js";
import { functionOf } from "../common/meaning.js";

/**
 * @typedef {import("./state.js").PathsState} PathsState
 * @typedef {import("./state.js").Run} Run
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 * @typedef {{meaning: Meaning, state: PathsState}} Question
 * @typedef {object} Walk  one run as it went: an entry of the answer of POST descent
 * @property {Run} run
 * @property {number[][]} points
 * @property {(number | null)[]} values
 * @property {(number | null)[][]} gradients
 * @property {(number | null)[]} norms  of the gradients
 * @property {number[]} work
 * @property {Record<string, any> | null} internals
 * @property {{reason: string, message: string}} stop
 * @property {{kind: string, eigenvalues: number[]} | null} end
 * @property {any} theory
 * @property {number | null} predictedRate
 * @property {number | null} measuredRate
 * @property {{kind: string | null, order: number | null, rate: number | null}} order
 * @property {Record<string, number>} evaluations
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {PathsState["domain"] | null} domain  of the grid
 * @property {(import("../../plots/geometry.js").Grid & {holes: number}) | null} grid  null where there are more than two variables
 * @property {Walk[]} walks
 * @property {any} critical
 */

const RESOLUTION = 100;
const UNHURRIED = 150; // ms without a change before the longer answers are asked for

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
      critical: client.channel("critical-points"),
    };
  }

  /** The surface and the walks on it together. @param {Question} question */
  async askPicture(question) {
    const { meaning, state } = question;
    const before = this.answers.get();
    const isOther = before.meaning?.source !== meaning.source || before.domain !== state.domain;
    const answer = await this.inOrder.answer(this.channels.picture.ask(question));
    if (answer) this.answers.set({ ...answer, meaning, domain: state.domain, ...(isOther ? { critical: null } : {}) });
  }

  /** @param {Question} question @param {() => boolean} isWanted */
  async picture(question, isWanted) {
    const { state, meaning } = question;
    const { x, y } = state.domain;
    const isFlat = meaning.variables.length > 2;
    const grid = { function: functionOf(state, meaning), x, y, resolution: RESOLUTION, arrays: "base64" };
    const [surface, walks] = await Promise.all([
      isFlat ? null : this.client.send("surface", grid, isWanted),
      this.walks(question, isWanted),
    ]);
    if ((!surface && !isFlat) || !walks) return null;
    return { grid: surface && decodedGrid(surface), ...walks };
  }

  /** @param {Question} question */
  async askWalks(question) {
    const answer = await this.inOrder.answer(this.channels.walks.ask(question));
    if (answer) this.answers.set(answer);
  }

  /** @param {Question} question @param {() => boolean} isWanted */
  async walks({ state, meaning }, isWanted) {
    const { runs, steps, show } = state;
    const wanted = runs.map(({ method, start, settings }) => ({ method, start, steps, ...settings }));
    const answer = await this.client.send(
      "descent",
      { function: functionOf(state, meaning), runs: wanted, internals: show.arrows },
      isWanted,
    );
    return (
      answer && { walks: answer.runs.map((/** @type {any} */ each, /** @type {number} */ k) => walkOf(each, runs[k])) }
    );
  }

  /** The critical points, once nothing has changed for a moment. @param {Question} question */
  askLater(question) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.askCritical(question), UNHURRIED);
  }

  /** @param {Question} question */
  async askCritical({ state, meaning }) {
    if (!state.show.critical || meaning.variables.length > 2) return;
    const { x, y } = state.domain;
    const critical = await this.inOrder.afterwards(
      this.channels.critical.ask({ function: functionOf(state, meaning), box: [x, y] }),
    );
    if (critical) this.answers.set({ critical });
  }

  dispose() {
    clearTimeout(this.timer);
    for (const channel of Object.values(this.channels)) channel.close();
  }
}

/** @param {any} answer @param {Run} run @returns {Walk} */
function walkOf(answer, run) {
  const {
    points,
    values,
    gradients,
    gradient_norms: norms,
    work,
    internals,
    stop,
    ended_at: end,
    theory,
    order,
    evaluations,
  } = answer;
  return {
    run,
    points,
    values,
    gradients,
    norms,
    work,
    internals,
    stop,
    end,
    theory,
    order,
    evaluations,
    predictedRate: answer.predicted_rate,
    measuredRate: answer.measured_rate,
  };
}
