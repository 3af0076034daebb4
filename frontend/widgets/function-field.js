/** The field a function is typed in: grows with its lines, underlines a mistake at its place, says the remedy. */

import { formulaElement, html } from "../core/dom.js";
import { cutAtSpan } from "../core/span.js";

/**
 * @typedef {{name: string, run: () => void}} Cure  what a button does about it
 * @typedef {object} Mistake
 * @property {string} message
 * @property {string | null} hint
 * @property {[number, number] | null} span  in characters
 * @property {Cure | null} [cure]
 */

export class FunctionField {
  /** @param {string} label @param {string} [messageId]  its own, where there are several fields */
  constructor(label, messageId = "function-message") {
    this.mirror = html("div", { class: "mirror", "aria-hidden": "true" });
    this.input = html("textarea", {
      rows: 1,
      spellcheck: false,
      autocapitalize: "off",
      autocomplete: "off",
      maxLength: 4096,
      "aria-label": label,
      "aria-describedby": messageId,
    });
    this.message = html("p", { class: "field-message", id: messageId, role: "status" });
    this.formula = html("div", { class: "function-formula" });
    const editor = html("div", { class: "function-editor" }, [this.mirror, this.input]);
    this.element = html("div", { class: "function-field" }, [editor, this.message, this.formula]);
  }

  /** @param {() => void} onDraft  told at every key @param {() => void} onSettle  and once the text is left */
  listen(onDraft, onSettle) {
    this.input.addEventListener("input", () => {
      this.showMirror(null);
      this.grow();
      onDraft();
    });
    this.input.addEventListener("change", onSettle);
  }

  get value() {
    return this.input.value;
  }

  set value(text) {
    if (this.input.value === text) return;
    this.input.value = text;
    this.showMirror(null);
    this.grow();
  }

  /** @param {Mistake | null} mistake */
  showMistake(mistake) {
    this.input.setAttribute("aria-invalid", String(mistake !== null));
    this.showMirror(mistake?.span ?? null);
    this.message.replaceChildren(
      ...(mistake
        ? [
            html("strong", {}, [sentence(mistake.message)]),
            mistake.hint ? ` ${sentence(mistake.hint)}` : "",
            mistake.cure ? cureButton(mistake.cure) : "",
          ]
        : []),
    );
  }

  /** @param {string | null} mathml */
  showFormula(mathml) {
    this.formula.replaceChildren(mathml ? formulaElement(mathml) : "This formula is too long to show.");
  }

  /** @param {[number, number] | null} span */
  showMirror(span) {
    const [before, marked, after] = span ? cutAtSpan(this.value, span) : [this.value, "", ""];
    // A last line without characters has no height unless something stands in it.
    this.mirror.replaceChildren(before, marked ? html("mark", {}, [marked]) : "", after, "\u200b");
  }

  grow() {
    this.input.rows = Math.min(8, this.value.split("\n").length);
  }
}

/** @param {Cure} cure */
function cureButton({ name, run }) {
  const button = html("button", { type: "button", class: "link" }, [name]);
  button.addEventListener("click", run);
  return button;
}

/** First letter large, a full stop at the end. @param {string} text */
function sentence(text) {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(whole) ? whole : `${whole}.`;
}
