/** The labs, each a link that opens it as it is at first. */

import { html } from "../core/dom.js";

export class LabMenu {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  /** @param {{name: string, title: string, address: string}[]} labs */
  fill(labs) {
    this.element.replaceChildren(
      ...labs.map(({ name, title, address }) => html("a", { href: address, "data-lab": name }, [title])),
    );
  }

  /** @param {string} name */
  mark(name) {
    for (const link of this.element.querySelectorAll("a")) {
      if (link.dataset.lab === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }
}
