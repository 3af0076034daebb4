/** What is seen as a program, folded away: it is written when it is opened, and again when the state rests. */

import { copy } from "../core/clipboard.js";
import { html } from "../core/dom.js";
import { t } from "../core/texts.js";

const RESTING = 400; // ms without a change

export class ProgramFold {
  /** @param {() => Promise<string>} load  the program of this moment */
  constructor(load) {
    this.load = load;
    this.code = html("code");
    this.copying = html("button", { type: "button", class: "quiet" }, ["Copy"]);
    this.copying.addEventListener("click", () => this.copy());
    this.element = html("details", { class: "as-program" }, [
      html("summary", {}, ["As a program"]),
      this.copying,
      html("pre", { role: "region", "aria-label": "As a program" }, [this.code]),
    ]);
    this.element.addEventListener("toggle", () => this.write());
  }

  async copy() {
    const isCopied = await copy(this.code.textContent ?? "");
    this.copying.textContent = t(isCopied ? "Copied" : "The browser did not let it be copied.");
  }

  /** Something has changed. */
  changed() {
    this.copying.textContent = t("Copy");
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
