/** What is seen as a program, folded away: it is written when it is opened, and again when the state rests. */

import { html } from "../core/dom.js";
import { t } from "../core/texts.js";

const RESTING = 400; // ms without a change

export class ProgramFold {
  /** @param {() => Promise<string>} load  the program of this moment */
  constructor(load) {
    this.load = load;
    this.code = html("code");
    const copy = html("button", { type: "button", class: "quiet" }, ["Copy"]);
    copy.addEventListener("click", () =>
      navigator.clipboard?.writeText(this.code.textContent ?? "").then(() => copy.replaceChildren(t("Copied"))),
    );
    this.element = html("details", { class: "as-program" }, [
      html("summary", {}, ["As a program"]),
      copy,
      html("pre", { role: "region", "aria-label": "As a program" }, [this.code]),
    ]);
    this.element.addEventListener("toggle", () => this.write());
  }

  /** Something has changed. */
  changed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.write(), RESTING);
  }

  async write() {
    if (!this.element.open) return;
    const turn = (this.turn = {});
    const text = await this.load().catch((problem) => `# ${problem.message}`);
    if (turn === this.turn) this.code.textContent = text;
  }

  dispose() {
    clearTimeout(this.waiting);
    this.turn = null;
  }
}
