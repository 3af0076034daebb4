/** What a card asks further about the walks: one question, again only when it is another one. */

import { createStore } from "../../../core/signal.js";
import { Asking } from "../../common/asking.js";

/**
 * @template Moment
 * @template Answer
 */
export class CardAsking {
  /** What the card is about now. @type {Moment | null} */
  moment = null;
  wanted = "";

  /**
   * @param {import("./extra-cards.js").Reach} reach
   * @param {(moment: Moment) => unknown} about  all that the answer depends on
   * @param {(moment: Moment, send: import("../../common/asking.js").Send) => Promise<Answer | null | undefined>} ask
   */
  constructor({ surroundings, onShown }, about, ask) {
    this.about = about;
    this.answers = createStore(/** @type {{answer: Answer | null}} */ ({ answer: null }));
    /** @type {import("../../common/asking.js").Question<Moment, {answer: Answer | null}>} */
    const question = { isSlow: true, about, exactly: about, fills: ["answer"], ask, told: (answer) => ({ answer }) };
    this.asking = new Asking(
      surroundings.client,
      { question },
      {
        now: () => this.moment,
        answers: this.answers,
        // A card that cannot be filled stays empty.
        onRefusal: () => {},
      },
    );
    this.answers.subscribe(["answer"], onShown);
  }

  /** What was answered last, to this or to a question before. */
  get answer() {
    return this.answers.get().answer;
  }

  /** Asks once nothing has changed for a while: cards are shown again and again. @param {Moment} moment */
  ask(moment) {
    const wanted = JSON.stringify(this.about(moment));
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.moment = moment;
    this.asking.askLater("question");
  }

  dispose() {
    this.asking.dispose();
  }
}
