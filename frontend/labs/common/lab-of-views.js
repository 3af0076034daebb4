/** A lab of one view, or of several of which one is open: each has controls, a stage and cards of its own. */

import { html } from "../../core/dom.js";
import { ProgramFold } from "../../widgets/program-fold.js";
import { takeMenu } from "../../widgets/take-menu.js";
import { furnish } from "./groups.js";
import { makeReachable } from "./reachable.js";

/**
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 * @typedef {object} View
 * @property {HTMLElement[]} groups  of controls
 * @property {HTMLElement[]} line  what it is about, for the page's line
 * @property {HTMLElement | null} menu  of what else it may be about
 * @property {{element: HTMLElement}} stage
 * @property {Record<string, {element: HTMLElement}>} cards
 * @property {import("../../core/keys.js").Shortcut[]} shortcuts
 * @property {[string, string][]} gestures
 * @property {import("./switches.js").Switches | null} [switches]
 * @property {(state: any) => void} open  another state of the lab, before the store has it
 * @property {() => void} follow  the state, from the beginning
 * @property {() => void} redraw
 * @property {() => void} dispose
 * @property {import("./asking.js").Asking<any, any>[]} [askings]  whose answers are seen
 * @property {string} [title]  of what is drawn, if it is not one function
 * @property {() => import("../../core/figures.js").Table[]} [tables]  of numbers, beside those of single pictures
 * @typedef {object} Entry
 * @property {string} name   of the view in the state
 * @property {string} title
 * @property {new (surroundings: Surroundings) => View} View
 * @property {(state: any, from: any) => object} beginning  what changes in the state when it is chosen, coming from
 *   another view
 */

/** Pictures, and cards that hold no other one. */
const PICTURES = ".stage :is(figure, .chain-graph, .flow-stage), .card:not(:has(.card))";

/** The class of a lab of one view. @param {Entry["View"]} View */
export function labOf(View) {
  return labOfViews([{ name: "", title: "", View, beginning: () => ({}) }]);
}

/** The lab's class. @param {Entry[]} entries @returns {import("../../core/laboratory.js").LabClass} */
export function labOfViews(entries) {
  const nameOf = (/** @type {any} */ { view }) => (entries.length > 1 ? view : entries[0].name);
  return class {
    /** @param {HTMLElement} element @param {Surroundings} surroundings */
    constructor(element, surroundings) {
      this.element = element;
      this.surroundings = surroundings;
      /** @type {import("../../core/signal.js").Store<any>} */
      this.store = surroundings.store;
      this.tabs = entries.map((entry) => this.tab(entry));
      this.tabList = html("div", { class: "view-tabs", role: "group", "aria-label": "What to look at" }, this.tabs);
      this.name = nameOf(this.store.get());
      /** @type {ProgramFold | null} */
      this.asProgram = null;
      /** Takes the names of the pictures away. */
      this.unname = () => {};
      this.view = this.built();
      this.store.subscribe(["view"], () => this.change());
      this.store.subscribe(Object.keys(this.store.get()), () => this.asProgram?.changed());
    }

    /** @param {Entry} entry */
    tab(entry) {
      const button = html("button", { type: "button", class: "quiet" }, [entry.title]);
      button.addEventListener("click", () => this.choose(entry));
      return button;
    }

    /** The other view begins where its own picture is worth looking at. @param {Entry} entry */
    choose({ name, beginning }) {
      if (name === this.name) return;
      this.surroundings.change({ view: name, scene: null, ...beginning(this.store.get(), this.view) }, null);
    }

    change() {
      const name = nameOf(this.store.get());
      if (name === this.name) return;
      this.dispose();
      this.name = name;
      this.view = this.built();
    }

    built() {
      const { View } = /** @type {Entry} */ (entries.find(({ name }) => name === this.name));
      const view = new View(this.surroundings);
      this.tabs.forEach((tab, k) => tab.setAttribute("aria-pressed", String(entries[k].name === this.name)));
      const { program } = this.surroundings;
      const cards = Object.values(view.cards).map((card) => card.element);
      this.asProgram = program ? new ProgramFold(program) : null;
      if (this.asProgram) cards.push(this.asProgram.element);
      const tabs = entries.length > 1 ? [this.tabList] : [];
      if (view.switches) view.stage.element.querySelector(".says")?.before(view.switches.legend);
      furnish(this.element, [this.surroundings.sceneCard, ...tabs, ...view.groups], view.stage.element, cards);
      const parts = html("div", { class: "parts" }, view.line);
      this.surroundings.line.replaceChildren(...(view.menu ? [view.menu] : []), parts);
      this.unname = makeReachable(view.stage.element, this.store);
      if (this.surroundings.take) this.offer(view);
      this.element.dataset.unanswered = "";
      Promise.race((view.askings ?? []).map(({ isHeard }) => isHeard)).then(() => {
        if (this.view === view) delete this.element.dataset.unanswered;
      });
      view.follow();
      return view;
    }

    /** Every picture has a menu of what can be taken along of it. @param {View} view */
    offer(view) {
      const take = /** @type {NonNullable<Surroundings["take"]>} */ (this.surroundings.take);
      for (const element of this.element.querySelectorAll(PICTURES)) {
        const tables = () => (element.closest(".stage") ? (view.tables?.() ?? []) : []);
        const title = () => view.title ?? this.store.get().source ?? "";
        const asked = () => (view.askings ?? []).flatMap((asking) => asking.evidence());
        const redraw = () => view.redraw();
        const fill = () => take({ element, title: title(), tables: tables(), asked: asked(), redraw });
        element.append(...takeMenu(fill));
      }
    }

    get shortcuts() {
      return this.view.shortcuts;
    }

    get gestures() {
      return this.view.gestures;
    }

    /** @param {any} state */
    open(state) {
      if (nameOf(state) === this.name) this.view.open(state);
      this.store.set(state);
    }

    redraw() {
      this.view.redraw();
    }

    dispose() {
      this.unname();
      this.asProgram?.dispose();
      this.view.dispose();
    }
  };
}
