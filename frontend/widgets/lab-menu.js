/** The questions that one asks, each a link to a lab that answers it. */

import { html } from "../core/dom.js";

/** Pixels of the lab before that are seen too, so that one sees that there is one. */
const BESIDE = 48;

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
      if (link.dataset.labs?.split(" ").includes(name)) this.open(link);
      else link.removeAttribute("aria-current");
    }
  }

  /** On a phone the line of labs is longer than the window: what is open is in sight. @param {HTMLElement} link */
  open(link) {
    if (link.hasAttribute("aria-current")) return;
    link.setAttribute("aria-current", "page");
    this.element.scrollLeft = link.offsetLeft - this.element.offsetLeft - BESIDE;
  }
}
