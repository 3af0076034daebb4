/** Something that is read in a few words and, pressed, opens what it is made of, over the page. */

import { html } from "../core/dom.js";
import { t } from "../core/texts.js";

const EDGE = 8; // px that are left free at the side of the window

export class Fold {
  /** @param {HTMLElement[]} content */
  constructor(content) {
    this.summary = html("summary", { class: "rest" });
    this.content = html("div", { class: "fold-content" }, content);
    this.element = html("details", { class: "fold" }, [this.summary, this.content]);
    this.element.addEventListener("toggle", () => {
      if (!this.element.open) return;
      this.keepInside();
      this.closeLater();
    });
    this.element.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.element.open) this.close();
    });
  }

  /** Where the hand was in what is no longer seen, it goes on from what it opened. */
  close() {
    const isWithin = this.content.contains(document.activeElement);
    this.element.open = false;
    if (isWithin) this.summary.focus();
  }

  /** At the end of a line it opens towards the middle of the page. */
  keepInside() {
    this.content.style.translate = "none";
    const { left, right } = this.content.getBoundingClientRect();
    const beyond = right + EDGE - document.documentElement.clientWidth;
    this.content.style.translate = beyond > 0 ? `${-Math.min(beyond, left - EDGE)}px` : "";
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
    const shown = t(text);
    if (this.summary.textContent !== shown) this.summary.textContent = shown;
  }
}
