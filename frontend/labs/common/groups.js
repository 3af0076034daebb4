/** The left column of a lab: groups of controls, each under its question. */

import { html } from "../../core/dom.js";
import { t } from "../../core/texts.js";

/** @param {string} title @param {string} name @param {(Node | string)[]} children */
export function group(title, name, children) {
  return html("section", { class: `group ${name}` }, [html("h2", {}, [title]), ...children]);
}

/** @param {string} title @param {HTMLElement} content */
export function whereLine(title, content) {
  return html("div", { class: "where-line" }, [html("span", { class: "where-label" }, [title]), content]);
}

/** What is rarely needed, one press away: it opens in place, and says how much in it is on. */
export class More {
  /** @param {(Node | string)[]} children */
  constructor(children) {
    this.summary = html("summary", {}, ["More"]);
    this.element = html("details", { class: "more" }, [this.summary, ...children]);
  }

  /** @param {number} count  of what is on in it */
  show(count) {
    const text = t(count ? `More (${count})` : "More");
    if (this.summary.textContent !== text) this.summary.textContent = text;
  }
}

/** A part of the page's line: a word, and what it says. @param {string} word @param {HTMLElement} content */
export function part(word, content) {
  return html("span", { class: "part" }, [`${word} `, content]);
}

/**
 * Fills a lab's element: controls at the left; plots with their cards below them at the right.
 * @param {HTMLElement} element
 * @param {HTMLElement[]} groups
 * @param {HTMLElement} stage
 * @param {HTMLElement[]} cards
 */
export function furnish(element, groups, stage, cards) {
  const controls = html("aside", { class: "controls", "aria-label": "Controls" }, groups);
  const unreached = html("p", { class: "unreached" }, [
    "Pictures and numbers are computed by the server, which cannot be reached.",
    " ",
    "They come by themselves as soon as it answers; what you type meanwhile is kept.",
  ]);
  const below = html("div", { class: "cards" }, cards);
  element.replaceChildren(controls, html("div", { class: "picture" }, [unreached, stage, below]));
}
