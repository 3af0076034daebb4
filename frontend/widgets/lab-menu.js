/** The questions that one asks, each a link to a lab that answers it. */

import { html } from "../core/dom.js";

export class LabMenu {
  /** @param {HTMLElement} element @param {(title: string) => void} onChoice  what is in the hand goes along */
  constructor(element, onChoice) {
    this.element = element;
    this.onChoice = onChoice;
  }

  /** @param {{title: string, labs: string[], address: string}[]} questions  each with where it leads in a new window */
  fill(questions) {
    this.element.replaceChildren(...questions.map((question) => this.link(question)));
  }

  /** @param {{title: string, labs: string[], address: string}} question */
  link({ title, labs, address }) {
    const link = html("a", { href: address, "data-labs": labs.join(" ") }, [title]);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.onChoice(title);
    });
    return link;
  }

  /** @param {string} name  of the lab that is open */
  mark(name) {
    for (const link of this.element.querySelectorAll("a")) {
      if (link.dataset.labs?.split(" ").includes(name)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }
}
