/** The Jacobian lab: one of its views at a time, each with controls, a stage and cards of its own. */

import { html } from "../../core/dom.js";
import { furnish } from "../common/groups.js";
import { ChainView } from "./chain/chain-view.js";
import { MapView } from "./map/map-view.js";
import { DEFAULT_STATE, VIEWS } from "./state.js";

/**
 * @typedef {import("./state.js").JacobianState} JacobianState
 * @typedef {import("../../core/laboratory.js").Lab} Lab
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 * @typedef {object} View  what each of the lab's views is
 * @property {HTMLElement[]} groups  of controls
 * @property {{element: HTMLElement}} stage
 * @property {Record<string, {element: HTMLElement}>} cards
 * @property {import("../../core/keys.js").Shortcut[]} shortcuts
 * @property {[string, string][]} gestures
 * @property {(state: any) => void} open
 * @property {() => void} follow
 * @property {() => void} redraw
 * @property {() => void} dispose
 */

/** @type {Record<JacobianState["view"], {title: string, View: new (surroundings: Surroundings) => View}>} */
const ENTRIES = {
  map: { title: "Linear map", View: MapView },
  chain: { title: "Chain rule", View: ChainView },
};

/** @implements {Lab} */
export class JacobianLab {
  /** @param {HTMLElement} element @param {Surroundings} surroundings */
  constructor(element, surroundings) {
    this.element = element;
    this.surroundings = surroundings;
    /** @type {import("../../core/signal.js").Store<JacobianState>} */
    this.store = surroundings.store;
    this.tabs = VIEWS.map((name) => this.tab(name));
    this.tabList = html("div", { class: "view-tabs", role: "group", "aria-label": "What to look at" }, this.tabs);
    this.name = this.store.get().view;
    this.view = this.built();
    this.store.subscribe(["view"], () => this.change());
  }

  /** @param {JacobianState["view"]} name */
  tab(name) {
    const button = html("button", { type: "button", class: "quiet" }, [ENTRIES[name].title]);
    button.addEventListener("click", () => this.choose(name));
    return button;
  }

  /** The other view begins where its own picture is worth looking at. @param {JacobianState["view"]} view */
  choose(view) {
    if (view === this.name) return;
    this.surroundings.change({ view, scene: null, ...BEGINNINGS[view] }, null);
  }

  change() {
    const { view } = this.store.get();
    if (view === this.name) return;
    this.view.dispose();
    this.name = view;
    this.view = this.built();
  }

  built() {
    const view = new ENTRIES[this.name].View(this.surroundings);
    this.tabs.forEach((tab, k) => tab.setAttribute("aria-pressed", String(VIEWS[k] === this.name)));
    const cards = Object.values(view.cards).map((card) => card.element);
    furnish(this.element, [this.surroundings.sceneCard, this.tabList, ...view.groups], view.stage.element, cards);
    view.follow();
    return view;
  }

  get shortcuts() {
    return this.view.shortcuts;
  }

  get gestures() {
    return this.view.gestures;
  }

  /** @param {JacobianState} state */
  open(state) {
    if (state.view === this.name) this.view.open(state);
    this.store.set(state);
  }

  redraw() {
    this.view.redraw();
  }

  dispose() {
    this.view.dispose();
  }
}

const { point, domain } = DEFAULT_STATE;
/** @type {Record<JacobianState["view"], Partial<JacobianState>>} */
const BEGINNINGS = {
  map: { source: DEFAULT_STATE.source, point, domain },
  chain: { sources: DEFAULT_STATE.sources, point: [0.6], domain: { x: [-3.2, 3.2], y: [-3, 3] }, step: 0 },
};
