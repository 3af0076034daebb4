/** Something that is read in a few words and, pressed, opens what it is made of, over the page. */

import { html } from "../core/dom.js";

export class Fold {
  /** @param {HTMLElement[]} content */
  constructor(content) {
    this.summary = html("summary", { class: "rest" });
    this.element = html("details", { class: "fold" }, [this.summary, html("div", { class: "fold-content" }, content)]);
    this.element.addEventListener("toggle", () => this.element.open && this.closeLater());
    this.element.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !this.element.open) return;
      this.element.open = false;
      this.summary.focus();
    });
  }

  /** A press anywhere else closes it. */
  closeLater() {
    const close = (/** @type {Event} */ { target }) => {
      if (this.element.isConnected && this.element.contains(/** @type {Node} */ (target))) return;
      this.element.open = false;
      removeEventListener("pointerdown", close, true);
    };
    addEventListener("pointerdown", close, true);
  }

  /** @param {string} text */
  show(text) {
    if (this.summary.textContent !== text) this.summary.textContent = text;
  }
}
