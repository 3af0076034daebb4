/** What the surface lab asks the backend, and when. */

import { Channel } from "../../core/client.js";
import { decodedGrid } from "../common/grid.js";
import { InOrder } from "../common/in-order.js";
import { functionOf } from "../common/meaning.js";
import { fieldPoints } from "./picture.js";

/**
 * @typedef {import("./state.js").SurfaceState} SurfaceState
 * @typedef {import("./picture.js").Answers} Answers
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 */

const UNHURRIED = 150; // ms without a change before the longer searches begin
const OUTDATED = 400; // ms after which what belongs to an earlier function is taken away

/** The lab's channels to the backend. Answers go to a store. */
export class Requests {
  /**
   * @param {import("../../core/client.js").Client} client
   * @param {import("../../core/signal.js").Store<Answers>} answers
   * @param {(problem: import("../../core/client.js").Problem) => void} onRefusal
   */
  constructor(client, answers, onRefusal) {
    this.client = client;
    this.answers = answers;
    this.onRefusal = (/** @type {import("../../core/client.js").Problem} */ problem) => {
      answers.set({ isSearching: false });
      onRefusal(problem);
    };
    this.inOrder = new InOrder(this.onRefusal);
    this.channels = {
      picture: new Channel((/** @type {{state: SurfaceState, meaning: Meaning}} */ question, isWanted) =>
        this.picture(question, isWanted),
      ),
      point: client.channel("derivatives"),
      critical: client.channel("critical-points"),
      field: client.channel("derivatives"),
    };
  }

  /**
   * The surface and its point together, so that nobody sees the one without the other.
   * @param {SurfaceState} state
   * @param {Meaning} meaning
   */
  async askPicture(state, meaning) {
    const before = this.answers.get();
    const isOther = before.meaning?.source !== meaning.source || before.domain !== state.domain;
    const answer = await this.inOrder.answer(this.channels.picture.ask({ state, meaning }));
    if (!answer) return;
    this.answers.set({ ...answer, meaning, domain: state.domain, ...(isOther ? { critical: null, field: null } : {}) });
  }

  /**
   * @param {{state: SurfaceState, meaning: Meaning}} question
   * @param {() => boolean} isWanted
   */
  async picture({ state, meaning }, isWanted) {
    const { x, y } = state.domain;
    const grid = { function: functionOf(state, meaning), x, y, resolution: 100, arrays: "base64" };
    const [surface, point] = await Promise.all([
      this.client.send("surface", grid, isWanted),
      this.client.send("derivatives", pointQuestion(state, meaning), isWanted),
    ]);
    if (!surface || !point) return null;
    return { grid: decodedGrid(surface), at: { ...point.results[0], angle: state.angle } };
  }

  /** @param {SurfaceState} state @param {Meaning} meaning */
  async askPoint(state, meaning) {
    const answer = await this.inOrder.answer(this.channels.point.ask(pointQuestion(state, meaning)));
    if (!answer) return;
    this.answers.set({ at: { ...answer.results[0], angle: state.angle } });
  }

  /**
   * The slower questions, once nothing has changed for a moment.
   * @param {SurfaceState} state
   * @param {Meaning} meaning
   * @param {boolean} isAtOnce  for what should follow a moving slider
   */
  askLater(state, meaning, isAtOnce) {
    clearTimeout(this.timer);
    const ask = () => {
      if (state.show.critical) this.askCritical(state, meaning);
      if (state.show.field) this.askField(state, meaning);
    };
    if (isAtOnce) ask();
    else this.timer = setTimeout(ask, UNHURRIED);
  }

  /** @param {SurfaceState} state @param {Meaning} meaning */
  async askCritical(state, meaning) {
    const { x, y } = state.domain;
    this.answers.set({ isSearching: true });
    clearTimeout(this.outdating);
    this.outdating = setTimeout(() => this.answers.set({ critical: null }), OUTDATED);
    const critical = await this.inOrder.afterwards(
      this.channels.critical.ask({ function: functionOf(state, meaning), box: [x, y] }),
    );
    if (!critical) return;
    clearTimeout(this.outdating);
    this.answers.set({ critical, isSearching: false });
  }

  /** @param {SurfaceState} state @param {Meaning} meaning */
  async askField(state, meaning) {
    const points = fieldPoints(state.domain);
    const answer = await this.inOrder.afterwards(
      this.channels.field.ask({ function: functionOf(state, meaning), points, formulas: false }),
    );
    if (!answer) return;
    const vectors = answer.results.map((/** @type {any} */ result) =>
      result.gradient.map((/** @type {number | null} */ slope) => slope ?? NaN),
    );
    this.answers.set({ field: { points, vectors } });
  }

  dispose() {
    for (const channel of Object.values(this.channels)) channel.close();
    clearTimeout(this.timer);
    clearTimeout(this.outdating);
  }
}

/** @param {SurfaceState} state @param {Meaning} meaning */
function pointQuestion(state, meaning) {
  const radians = (state.angle * Math.PI) / 180;
  return {
    function: functionOf(state, meaning),
    points: [state.point],
    direction: [Math.cos(radians), Math.sin(radians)],
  };
}
