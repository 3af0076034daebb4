/** "What to show?": a switch for everything that can be shown, and a number key for each. */

import { html } from "../../core/dom.js";
import { group, More } from "./groups.js";

export class Switches {
  /**
   * @param {Record<string, [string, string]>} switches  label and colour of each, in order
   * @param {Pick<import("../../core/laboratory.js").Surroundings, "store" | "change">} surroundings
   * @param {string[]} [behind]  those behind "More"
   */
  constructor(switches, { store, change }, behind = []) {
    this.store = store;
    this.change = change;
    this.names = Object.keys(switches);
    this.boxes = this.names.map((name) => this.checkbox(name));
    this.lines = Object.values(switches).map(([label, color], k) =>
      html("label", { class: `switch ${color}` }, [this.boxes[k], label]),
    );
    this.behind = behind;
    const isBehind = (/** @type {number} */ k) => behind.includes(this.names[k]);
    this.more = new More(this.lines.filter((_, k) => isBehind(k)));
    const seen = this.lines.filter((_, k) => !isBehind(k));
    this.element = group("What to show?", "show", [...seen, ...(behind.length ? [this.more.element] : [])]);
    this.legend = html("ul", { class: "switch-legend" });
    this.entries = Object.values(switches).map(([label, color]) =>
      html("li", {}, [html("span", { class: `swatch ${color}` }), label]),
    );
    // What has no colour of its own is a card, or says itself what it is.
    this.hasColor = Object.values(switches).map(([, color]) => color !== "ink");
    /** @type {import("../../core/keys.js").Shortcut} */
    this.shortcut = {
      keys: this.names.map((_, k) => String(k + 1)),
      shown: `1 to ${this.names.length}`,
      does: "switch on and off what is listed under “What to show?”",
      run: (event) => this.toggle(this.names[Number(event.key) - 1]),
    };
  }

  /** @param {string} name */
  checkbox(name) {
    const box = html("input", { type: "checkbox", name });
    box.addEventListener("change", () => this.toggle(name));
    return box;
  }

  /** @param {string} name */
  toggle(name) {
    const { show } = this.store.get();
    this.change({ show: { ...show, [name]: !show[name] } }, null);
  }

  /**
   * @param {Record<string, boolean>} show
   * @param {string[]} without  what there is nothing to show of
   */
  show(show, without = []) {
    const isOn = (/** @type {string} */ name) => show[name] && !without.includes(name);
    this.names.forEach((name, k) => {
      this.boxes[k].checked = show[name];
      this.lines[k].hidden = without.includes(name);
    });
    this.more.show(this.behind.filter(isOn).length);
    const on = this.entries.filter((_, k) => this.hasColor[k] && isOn(this.names[k]));
    if (on.length !== this.legend.children.length || on.some((each, k) => each !== this.legend.children[k]))
      this.legend.replaceChildren(...on);
  }
}
