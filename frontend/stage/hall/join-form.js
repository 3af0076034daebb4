/** Joining a lecture by its code. */

import { html } from "../../core/dom.js";

const CODE = /^[2-9A-HJKMNP-Z]{6}$/;

/** What was typed, as a code; null if it cannot be one. @param {string} text */
export function codeIn(text) {
  const code = text.replace(/[\s-]/g, "").toUpperCase();
  return CODE.test(code) ? code : null;
}

export class JoinForm {
  /** @param {(code: string) => void} onCode */
  constructor(onCode) {
    const field = html("input", {
      class: "join-code",
      "aria-label": "Code of a lecture",
      placeholder: "code",
      autocomplete: "off",
      autocapitalize: "characters",
      spellcheck: false,
      maxLength: 9,
    });
    const join = html("button", { type: "submit" }, ["Join a lecture"]);
    const note = html("p", { class: "notes", role: "status" });
    this.element = html("form", { class: "join-form" }, [field, join, note]);
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      const code = codeIn(field.value);
      note.replaceChildren(code ? "" : "A code has six letters and digits.");
      if (code) onCode(code);
    });
  }
}
