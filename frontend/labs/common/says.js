/** What a picture says, in one live sentence with its notes; for those who cannot see it, read out once it rests. */

import { html, renew } from "../../core/dom.js";
import { plainProse, prose } from "../../core/prose.js";
import { t } from "../../core/texts.js";

const QUIET = 500; // ms without a change before the description is read out

export class Says {
  constructor() {
    // Seen where a first text cannot be read; until its answer comes, what works says so.
    const whereNothing = t("Nothing is drawn until the function can be read.");
    this.sentence = html("p", { class: "sentence", "data-nothing": whereNothing });
    this.notes = html("p", { class: "notes" });
    this.whole = html("p", { class: "whole" });
    // Plots name it as their description by this id.
    this.description = html("p", { class: "visually-hidden", id: "description", lang: "en", "aria-live": "polite" });
    this.elements = [
      html("div", { class: "says", lang: "en" }, [this.sentence, this.notes, this.whole]),
      this.description,
    ];
  }

  /**
   * @param {string} sentence
   * @param {string} notes
   * @param {string} [whole]  what a table says of all that is seen, in short: the stage has no tables
   */
  show(sentence, notes, whole = "") {
    renew(this.sentence, prose(sentence));
    renew(this.notes, prose(notes));
    renew(this.whole, prose(whole));
    clearTimeout(this.speaking);
    this.speaking = setTimeout(
      () => (this.description.textContent = plainProse(`${sentence} ${notes} ${whole}`)),
      QUIET,
    );
  }

  dispose() {
    clearTimeout(this.speaking);
  }
}
