/** The surface lab: what is shown for a state, and what a gesture changes in it. */

import { roundToPixel } from "../../core/format.js";
import { DEFAULT_STATE } from "../../core/link.js";
import { html } from "../../core/dom.js";
import { complaintAbout } from "../../core/interval.js";
import { createStore } from "../../core/signal.js";
import { say } from "../../core/status.js";
import { currentTheme } from "../../core/theme.js";
import { Controls } from "./controls.js";
import { CriticalCard } from "./critical-card.js";
import { AscentCard, SlicesCard } from "./curve-cards.js";
import { FormulaCard } from "./formula-card.js";
import { HessianCard } from "./hessian-card.js";
import { pictureOf } from "./picture.js";
import { Requests } from "./requests.js";
import { SceneCard } from "./scene-card.js";
import { Stage } from "./stage.js";
import { nudged, within, zoomed } from "./moves.js";

/**
 * @typedef {import("../../core/link.js").SurfaceState} SurfaceState
 * @typedef {import("./picture.js").Answers} Answers
 * @typedef {import("./picture.js").Meaning} Meaning
 * @typedef {object} Surroundings
 * @property {import("../../core/signal.js").Store<SurfaceState>} store
 * @property {(patch: Partial<SurfaceState>, kind: string | null) => void} change  noted for undo
 * @property {() => void} settle
 * @property {import("../../core/client.js").Client} client
 */

/** @type {Answers} */
const NOTHING = { meaning: null, domain: null, grid: null, at: null, critical: null, field: null, isSearching: false };
const READING = 80; // ms
/** What the controls show while the text they opened with cannot be read. */
const UNREAD = { variables: ["x", "y"], parameters: [] };
const SLIDER = { value: 1, min: -3, max: 3 };

export class SurfaceLab {
  /** @type {Meaning | null} of the text in force, which may be ahead of what is drawn */
  meaning = null;
  /** @type {number | undefined} */
  frame;
  /** @type {unknown[]} what the cards should show */
  wanted = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  writing;

  /** @param {HTMLElement} element @param {Surroundings} surroundings */
  constructor(element, { store, change, settle, client }) {
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.answers = createStore(NOTHING);
    this.requests = new Requests(client, this.answers, (problem) => this.complain(problem));
    this.controls = new Controls({ change, settle, draft: (text) => this.draft(text), state: store.get });
    this.sceneCard = new SceneCard();
    this.stage = new Stage({
      onPoint: (x, y, isSettled) => this.movePoint([x, y], isSettled),
      onAngle: (angle, isSettled) => this.turn(angle, isSettled),
      onDomain: (domain) => this.changeDomain(domain),
      onCamera: (view) => store.set({ view }),
      onZoom: (factor) => this.zoom(factor),
    });
    this.cards = {
      formula: new FormulaCard(),
      hessian: new HessianCard(),
      slices: new SlicesCard(),
      ascent: new AscentCard((angle, isSettled) => this.turn(angle, isSettled)),
      critical: new CriticalCard((point) => change({ point: within(point, store.get().domain) }, null)),
    };
    this.element = element;
    this.place(element);
    this.listen();
    this.stage.scene.look(store.get().view);
    this.follow();
  }

  /** @param {HTMLElement} element */
  place(element) {
    const { function: which, where, show } = this.controls.elements;
    const controls = html("aside", { class: "controls", "aria-label": "Controls" }, [this.sceneCard.element, which, where, show]);
    const cards = html("div", { class: "cards" }, Object.values(this.cards).map((card) => card.element));
    element.replaceChildren(controls, html("div", { class: "picture" }, [this.stage.element, cards]));
  }

  listen() {
    this.store.subscribe(["source", "parameters", "domain"], () => this.follow());
    this.store.subscribe(["point", "angle"], () => this.followPoint());
    this.store.subscribe(["show"], () => this.searchLater(false));
    this.store.subscribe(["point", "angle", "show", "source", "parameters", "domain"], () => this.redraw());
    this.answers.subscribe(/** @type {(keyof Answers)[]} */ (Object.keys(NOTHING)), () => this.redraw());
  }

  /** Another state as a whole: undone, redone, or opened from a link. @param {SurfaceState} state */
  open(state) {
    // Even where the text in force is the same, what was typed instead of it may be another one.
    this.controls.field.value = state.source;
    this.complain(null);
    const isOtherView = JSON.stringify(state.view) !== JSON.stringify(this.store.get().view);
    this.store.set(state);
    if (isOtherView) this.stage.scene.look(state.view);
  }

  /** What is typed becomes the state once it can be read. @param {string} text */
  async draft(text) {
    const meaning = await this.requests.read(text);
    if (!meaning || text !== this.controls.field.value) return;
    this.meaning = meaning;
    this.change({ source: text, parameters: parametersFor(meaning, this.store.get().parameters) }, "type");
  }

  /** Asks for what the function, its parameters or the domain changed. */
  async follow() {
    const { source } = this.store.get();
    this.controls.field.value = source;
    if (this.meaning?.source !== source) {
      const meaning = await this.requests.read(source);
      if (!meaning || source !== this.store.get().source) return;
      this.meaning = meaning;
      this.controls.field.showFormula(meaning.mathml);
      this.store.set({ parameters: parametersFor(meaning, this.store.get().parameters) });
    }
    this.controls.field.showFormula(this.meaning.mathml);
    this.requests.askPicture(this.store.get(), this.meaning);
    this.searchLater(this.answers.get().meaning?.source === source && this.answers.get().domain === this.store.get().domain);
  }

  followPoint() {
    const state = this.store.get();
    if (this.meaning?.source === state.source) this.requests.askPoint(state, this.meaning);
  }

  /** @param {boolean} isAtOnce */
  searchLater(isAtOnce) {
    const state = this.store.get();
    if (this.meaning?.source === state.source) this.requests.askLater(state, this.meaning, isAtOnce);
  }

  /** One drawing a frame, however much has changed. */
  redraw() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  draw() {
    const state = this.store.get();
    const answers = this.answers.get();
    this.element.classList.toggle("has-nothing", !answers.meaning);
    if (!answers.meaning) return this.controls.show(state, UNREAD);
    const { meaning, at, critical, isSearching, grid } = answers;
    const picture = pictureOf(state, answers, currentTheme());
    this.controls.show(state, this.meaning ?? meaning);
    const { slices, ascent, critical: table } = this.cards;
    slices.element.hidden = !state.show.slices;
    ascent.element.hidden = !state.show.direction;
    table.element.hidden = !state.show.critical;
    this.stage.show(picture, at, grid?.holes ?? 0);
    if (state.show.critical) table.show(critical, isSearching, meaning.variables, picture.names.value.split("(")[0]);
    // Half of all frames only move the dot: the answer for its new place has not come yet.
    const wanted = [at, grid, meaning, state.show, picture.theme];
    if (wanted.every((each, k) => each === this.wanted[k])) return;
    this.wanted = wanted;
    this.write();
  }

  /** What stands under the plots: at once, and then a dozen times a second at most. Nobody reads faster. */
  write() {
    if (this.writing) return;
    const { wanted } = this;
    const state = this.store.get();
    const answers = this.answers.get();
    if (!answers.meaning) return;
    const picture = pictureOf(state, answers, currentTheme());
    const { formula, hessian, slices, ascent } = this.cards;
    formula.show(state, answers.meaning, answers.at);
    hessian.show(answers.meaning, answers.at);
    if (state.show.slices) slices.show(picture);
    if (state.show.direction) ascent.show(picture);
    this.writing = setTimeout(() => {
      this.writing = undefined;
      if (wanted !== this.wanted) this.write();
    }, READING);
  }

  /** @param {import("../../core/client.js").Problem | null} problem */
  complain(problem) {
    this.controls.field.showMistake(problem && { message: problem.message, hint: problem.hint, span: problem.span });
    this.redraw();
  }

  /** @param {[number, number]} place @param {boolean} isSettled */
  movePoint(place, isSettled) {
    const { domain } = this.store.get();
    const rounded = /** @type {[number, number]} */ ([roundToPixel(place[0], domain.x[1] - domain.x[0]), roundToPixel(place[1], domain.y[1] - domain.y[0])]);
    this.change({ point: rounded }, "drag the point");
    if (isSettled) this.settle();
  }

  /** @param {number} angle @param {boolean} isSettled */
  turn(angle, isSettled) {
    this.change({ angle }, "turn u");
    if (isSettled) this.settle();
  }

  /** @param {import("../../plots/geometry.js").Domain} domain */
  changeDomain(domain) {
    const complaint = complaintAbout(domain.x) || complaintAbout(domain.y);
    if (complaint) {
      say("box", complaint, 4_000);
      this.stage.map.reset();
      return;
    }
    this.change({ domain, point: within(this.store.get().point, domain) }, null);
  }

  /** @param {number} factor */
  zoom(factor) {
    const { domain, point } = this.store.get();
    this.changeDomain(zoomed(domain, point, factor));
  }

  /** @param {[number, number]} step in parts of the domain */
  nudge(step) {
    const { domain, point } = this.store.get();
    this.change({ point: nudged(point, step, domain) }, "nudge the point");
  }

  /** Box and camera as they are at first. */
  home() {
    this.stage.scene.look(null);
    this.changeDomain(DEFAULT_STATE.domain);
  }
}

/**
 * A slider for every parameter: the one there was, or a new one.
 * @param {Meaning} meaning
 * @param {SurfaceState["parameters"]} known
 */
function parametersFor({ parameters }, known) {
  const isComplete = parameters.length === Object.keys(known).length && parameters.every((name) => name in known);
  return isComplete ? known : Object.fromEntries(parameters.map((name) => [name, known[name] ?? SLIDER]));
}
