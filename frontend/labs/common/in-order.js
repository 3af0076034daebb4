/** Answers of several channels about one thing: a later question's answer is never followed by an earlier one's. */

import { unlessRefused } from "../../core/client.js";

export class InOrder {
  turn = 0;
  shown = 0;

  /** @param {(problem: import("../../core/client.js").Problem) => void} onRefusal */
  constructor(onRefusal) {
    this.onRefusal = onRefusal;
  }

  /**
   * The answer, or null if it was refused, overtaken, or comes after that to a later question.
   * @template T
   * @param {Promise<T | null>} question
   * @returns {Promise<T | null>}
   */
  async answer(question) {
    const turn = ++this.turn;
    const answer = await unlessRefused(question, this.onRefusal);
    if (!answer || turn < this.shown) return null;
    this.shown = turn;
    return answer;
  }
}
