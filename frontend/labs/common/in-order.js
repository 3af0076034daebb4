/** Answers of several channels about one thing: a later question's answer is never followed by an earlier one's. */

import { unlessRefused } from "../../core/client.js";

export class InOrder {
  turn = 0;
  shown = 0;
  /** @type {Promise<unknown>} */
  settled = Promise.resolve();

  /** @param {(problem: import("../../core/client.js").Problem) => void} onRefusal */
  constructor(onRefusal) {
    this.onRefusal = onRefusal;
  }

  /** Nothing that was asked for is wanted any longer. */
  drop() {
    this.shown = ++this.turn;
  }

  /**
   * The answer, or null if it was refused, overtaken, or comes after that to a later question.
   * @template T
   * @param {Promise<T | null>} question
   * @returns {Promise<T | null>}
   */
  answer(question) {
    const answer = this.inTurn(question);
    this.settled = Promise.all([this.settled, answer]);
    return answer;
  }

  /**
   * The answer to a longer question, once all that was asked before it is settled: what that takes away comes first.
   * @template T
   * @param {Promise<T | null>} question
   * @param {(problem: import("../../core/client.js").Problem) => void} [onRefusal]
   * @returns {Promise<T | null>}
   */
  afterwards(question, onRefusal = this.onRefusal) {
    const { settled } = this;
    const outcome = question.finally(() => settled);
    return unlessRefused(outcome, onRefusal);
  }

  /**
   * @template T
   * @param {Promise<T | null>} question
   * @returns {Promise<T | null>}
   */
  async inTurn(question) {
    const turn = ++this.turn;
    const answer = await unlessRefused(question, this.onRefusal);
    if (!answer || turn < this.shown) return null;
    this.shown = turn;
    return answer;
  }
}
