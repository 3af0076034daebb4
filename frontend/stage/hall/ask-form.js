/** Asking the hall: what the scene suggests, or a question of one's own. */

import { html } from "../../core/dom.js";
import { prose } from "../../core/prose.js";

/** @typedef {import("./right.js").Suggested} Suggested */

const KINDS = /** @type {const} */ ([
  ["point", "a place on the map"],
  ["number", "a number"],
  ["choice", "a choice"],
]);

export class AskForm {
  /** @param {(question: Suggested) => void} onAsk */
  constructor(onAsk) {
    this.onAsk = onAsk;
    this.suggested = html("ul", { class: "suggested", lang: "en" });
    this.text = html("input", {
      "aria-label": "A question of your own",
      placeholder: "A question of your own",
      maxLength: 200,
    });
    this.kind = html(
      "select",
      { "aria-label": "What is answered" },
      KINDS.map(([value, name]) => html("option", { value }, [name])),
    );
    this.choices = html("input", { "aria-label": "Choices, separated by /", placeholder: "this / that", hidden: true });
    this.kind.addEventListener("change", () => (this.choices.hidden = this.kind.value !== "choice"));
    const ask = html("button", { type: "submit", class: "primary" }, ["Ask"]);
    const form = html("form", { class: "own-question" }, [this.text, this.kind, this.choices, ask]);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    this.element = html("div", { class: "ask-form" }, [this.suggested, form]);
  }

  /** @param {Suggested[]} questions */
  suggest(questions) {
    this.suggested.replaceChildren(...questions.map((question) => html("li", {}, [this.button(question)])));
  }

  /** @param {Suggested} question */
  button(question) {
    const button = html("button", { type: "button" }, prose(question.text));
    button.addEventListener("click", () => this.onAsk(question));
    return button;
  }

  ask() {
    const kind = /** @type {Suggested["kind"]} */ (this.kind.value);
    const choices = this.choices.value.split("/").map((each) => each.trim());
    const named = kind === "choice" ? choices.filter(Boolean).slice(0, 6) : [];
    const text = this.text.value.trim();
    if (!text || (kind === "choice" && named.length < 2)) return;
    this.onAsk({ kind, text, choices: named, right: null, within: null });
    this.text.value = "";
  }
}
