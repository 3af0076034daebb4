/** The field a function is typed in: grows with its lines, underlines a mistake at its place, says the remedy. */

import { formulaElement, html } from "../core/dom.js";
import { cutAtSpan } from "../core/span.js";

/**
 * @typedef {{message: string, hint: string | null, span: [number, number] | null}} Mistake  span in characters
 */

export class FunctionField extends HTMLElement {
  connectedCallback() {
    if (this.input) return;
    // Where there are several fields, each names its own.
    const messageId = this.dataset.messageId ?? "function-message";
    this.mirror = html("div", { class: "mirror", "aria-hidden": "true" });
    this.input = html("textarea", {
      rows: 1,
      spellcheck: false,
      autocapitalize: "off",
      autocomplete: "off",
      maxLength: 4096,
      "aria-label": this.dataset.label ?? "Function",
      "aria-describedby": messageId,
    });
    this.message = html("p", { class: "field-message", id: messageId, role: "status" });
    this.formula = html("div", { class: "function-formula" });
    this.append(html("div", { class: "function-editor" }, [this.mirror, this.input]), this.message, this.formula);
    this.input.addEventListener("input", () => {
      this.showMirror(null);
      this.grow();
      this.dispatchEvent(new CustomEvent("draft", { detail: this.value }));
    });
  }

  get value() {
    return this.input?.value ?? "";
  }

  set value(text) {
    if (!this.input || this.input.value === text) return;
    this.input.value = text;
    this.showMirror(null);
    this.grow();
  }

  /** @param {Mistake | null} mistake */
  showMistake(mistake) {
    if (!this.input || !this.message) return;
    this.input.setAttribute("aria-invalid", String(mistake !== null));
    this.showMirror(mistake?.span ?? null);
    this.message.replaceChildren(
      ...(mistake
        ? [html("strong", {}, [sentence(mistake.message)]), mistake.hint ? ` ${sentence(mistake.hint)}` : ""]
        : []),
    );
  }

  /** @param {string | null} mathml */
  showFormula(mathml) {
    if (this.formula)
      this.formula.replaceChildren(mathml ? formulaElement(mathml) : "This formula is too long to show.");
  }

  /** @param {[number, number] | null} span */
  showMirror(span) {
    if (!this.mirror) return;
    const [before, marked, after] = span ? cutAtSpan(this.value, span) : [this.value, "", ""];
    // A last line without characters has no height unless something stands in it.
    this.mirror.replaceChildren(before, marked ? html("mark", {}, [marked]) : "", after, "\u200b");
  }

  grow() {
    if (this.input) this.input.rows = Math.min(8, this.value.split("\n").length);
  }
}

/** First letter large, a full stop at the end. @param {string} text */
function sentence(text) {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(whole) ? whole : `${whole}.`;
}

customElements.define("function-field", FunctionField);
