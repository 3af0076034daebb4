/** One field for everything: what is typed is looked for at once, and Enter goes to the first that is found. */

import { html } from "../core/dom.js";
import { prose } from "../core/prose.js";
import { t } from "../core/texts.js";

/**
 * @typedef {{address: string, number?: string, name: string, detail: string}} Found
 * @typedef {object} Finder
 * @property {(text: string) => Promise<Found[]>} find
 * @property {(text: string) => Promise<Found | {mistake: string} | null>} read  as a function; null if it is none
 */

const PAUSE = 250; // ms without a key before the server is asked

let fields = 0; // on this page so far

export class SearchField {
  /** @param {Finder} finder @param {string} label @param {string} place  that tells it from another one of the page */
  constructor(finder, label, place) {
    this.finder = finder;
    this.active = 0;
    const id = `found-${++fields}`;
    this.list = html("ul", { id, class: "found", hidden: true });
    this.input = html("input", {
      type: "search",
      class: "find",
      placeholder: label,
      autocomplete: "off",
      spellcheck: false,
      "aria-label": label,
      "aria-controls": id,
    });
    this.note = html("p", { class: "find-note", role: "status" });
    this.element = html("div", { class: "search", role: "search", "aria-label": place }, [
      this.input,
      this.note,
      this.list,
    ]);
    this.input.addEventListener("input", () => this.look(this.input.value));
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("click", () => this.clear());
  }

  /** @param {string} text */
  async look(text) {
    if (this.input.value !== text) this.input.value = text;
    this.input.focus({ preventScroll: true });
    clearTimeout(this.waiting);
    this.asked = text;
    const found = text.trim() ? await this.finder.find(text) : [];
    if (this.asked !== text) return;
    this.show(found, "");
    this.reading = new Promise((resolve) => {
      this.waiting = setTimeout(() => resolve(this.readAs(text, found)), PAUSE);
    });
  }

  /** @param {string} text @param {Found[]} found  by its words */
  async readAs(text, found) {
    const read = text.trim() ? await this.finder.read(text) : null;
    if (this.asked !== text) return;
    const isFunction = read && "address" in read;
    const mistake = read && !isFunction ? read.mistake : "";
    const isLost = text.trim() && !isFunction && !found.length && !mistake;
    this.show(isFunction ? [read, ...found] : found, isLost ? "Nothing is found: try another word." : mistake);
  }

  /** @param {Found[]} found @param {string} note */
  show(found, note) {
    this.active = 0;
    this.note.textContent = t(note);
    this.list.hidden = !found.length;
    this.list.replaceChildren(
      ...found.map(({ address, number, name, detail }) =>
        html("li", {}, [
          html("a", { href: address }, [
            number ? html("span", { class: "scene-number" }, [number]) : null,
            html("span", number ? { class: "name", lang: "en" } : { class: "name" }, number ? prose(name) : [name]),
            html("span", { class: "detail" }, [detail]),
          ]),
        ]),
      ),
    );
    this.mark();
  }

  mark() {
    this.links().forEach((link, k) => {
      link.toggleAttribute("data-active", k === this.active);
      if (k === this.active) link.scrollIntoView({ block: "nearest" });
    });
  }

  /** @returns {HTMLAnchorElement[]} */
  links() {
    return [...this.list.querySelectorAll("a")];
  }

  /** @param {KeyboardEvent} event */
  async press(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (step && this.links().length) {
      event.preventDefault();
      this.active = (this.active + step + this.links().length) % this.links().length;
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const text = this.input.value;
      // Who is quicker than the server means what it will say.
      if (!this.active) await this.reading;
      if (this.input.value === text) this.links()[this.active]?.click();
    } else if (event.key === "Escape" && this.input.value) {
      event.preventDefault();
      this.clear();
    }
  }

  clear() {
    clearTimeout(this.waiting);
    this.asked = this.input.value = "";
    this.show([], "");
  }
}
