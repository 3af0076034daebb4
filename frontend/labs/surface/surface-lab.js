/** The surface lab: what is shown for a state, and what a gesture changes in it. */

import { roundToPixel } from "../../core/format.js";
import { complaintAbout } from "../../core/interval.js";
import { arrowKeys } from "../../core/keys.js";
import { atMostEvery, onceAFrame } from "../../core/pace.js";
import { createStore } from "../../core/signal.js";
import { say } from "../../core/status.js";
import { currentTheme } from "../../core/theme.js";
import { Asking } from "../common/asking.js";
import { FunctionGroup } from "../common/function-group.js";
import { furnish } from "../common/groups.js";
import { isElsewhere } from "../common/meaning.js";
import { Switches } from "../common/switches.js";
import { CriticalCard } from "./critical-card.js";
import { AscentCard, SlicesCard } from "./curve-cards.js";
import { FormulaCard } from "./formula-card.js";
import { HessianCard } from "./hessian-card.js";
import { pictureOf } from "./picture.js";
import { QUESTIONS } from "./requests.js";
import { Stage } from "./stage.js";
import { DEFAULT_STATE } from "./state.js";
import { boxByHand, nudged, within, zoomed } from "../common/moves.js";
import { WhereGroup } from "./where-group.js";

/**
 * @typedef {import("./state.js").SurfaceState} SurfaceState
 * @typedef {import("./picture.js").Answers} Answers
 * @typedef {import("../../core/laboratory.js").Lab} Lab
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

/** @type {Answers} */
const NOTHING = { meaning: null, domain: null, grid: null, at: null, critical: null, field: null, isSearching: false };
const SEARCHES = ["critical", "field"];
const READING = 80; // ms: nobody reads faster
const PLANE = { count: 2, what: "a surface has two variables" };
/** What the controls show while the text they opened with cannot be read. */
const UNREAD = { variables: ["x", "y"], parameters: [] };

/**
 * What each switch shows, and the colour it has everywhere.
 * @type {Record<keyof SurfaceState["show"], [string, string]>}
 */
const SWITCHES = {
  tangent: ["Tangent plane", "tangent"],
  gradient: ["Gradient", "gradient"],
  field: ["Gradient field", "gradient"],
  direction: ["Direction u and its slope", "direction"],
  slices: ["Slices along the axes", "point"],
  quadratic: ["Quadratic model", "hessian"],
  eigenvectors: ["Eigenvectors of the Hessian", "hessian"],
  critical: ["Critical points", "ink"],
};

/** @implements {Lab} */
export class SurfaceLab {
  /** @type {[string, string][]} */
  gestures = [
    ["Drag the point", "on the surface or on the map; a click moves it there"],
    ["Drag the surface", "to turn it"],
    ["Drag the map", "to pan; when it is zoomed, the box follows too"],
    ["Drag the tip of u", "to turn the direction"],
  ];

  /** @type {unknown[]} what the cards should show */
  wanted = [];

  /** @param {HTMLElement} element @param {Surroundings} surroundings */
  constructor(element, surroundings) {
    const { store, change, settle, client, sceneCard } = surroundings;
    /** @type {import("../../core/signal.js").Store<SurfaceState>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.answers = createStore(NOTHING);
    this.drawing = onceAFrame(() => this.draw());
    this.writing = atMostEvery(READING, () => this.write());
    this.function = new FunctionGroup("Function of x and y", PLANE, surroundings, {
      onRead: () => this.redraw(),
      stateOver: ([x, y]) => ({ domain: { x, y } }),
    });
    this.asking = new Asking(client, QUESTIONS, {
      now: () => this.function.typed.moment,
      answers: this.answers,
      onRefusal: (problem) => this.function.typed.complain(problem),
    });
    this.where = new WhereGroup(surroundings);
    this.switches = new Switches(SWITCHES, surroundings);
    this.stage = new Stage({
      onPoint: (x, y, isSettled) => this.movePoint([x, y], isSettled),
      onAngle: (angle, isSettled) => this.turn(angle, isSettled),
      onDomain: (domain) => this.changeDomain(boxByHand(domain)),
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
    this.shortcuts = this.keys();
    this.element = element;
    const cards = Object.values(this.cards).map((card) => card.element);
    furnish(
      element,
      [sceneCard, this.function.element, this.where.element, this.switches.element],
      this.stage.element,
      cards,
    );
    this.listen();
    this.stage.scene.look(store.get().view);
    this.follow();
  }

  keys() {
    const steps = { arrowleft: [-0.02, 0], arrowright: [0.02, 0], arrowup: [0, 0.02], arrowdown: [0, -0.02] };
    return [
      arrowKeys("move the point", steps, (step) => this.nudge(step)),
      this.switches.shortcut,
      {
        keys: [" "],
        shown: "Space",
        does: "sweep the first parameter",
        isIdle: () => this.function.isStill,
        run: () => this.function.play(),
      },
      { keys: ["+", "="], shown: "+", does: "zoom in around the point", run: () => this.zoom(0.5) },
      { keys: ["-"], shown: "−", does: "zoom out", run: () => this.zoom(2) },
      { keys: ["0"], shown: "0", does: "the box and the camera of the beginning", run: () => this.home() },
      { keys: ["f"], shown: "F", does: "type another function", run: () => this.function.focus() },
    ];
  }

  listen() {
    this.store.subscribe(["source", "parameters", "domain"], () => this.follow());
    this.store.subscribe(["point", "angle"], () => this.asking.ask("point"));
    this.store.subscribe(["show"], () => this.searchLater());
    this.store.subscribe(["point", "angle", "show", "source", "parameters", "domain"], () => this.redraw());
    this.answers.subscribe(/** @type {(keyof Answers)[]} */ (Object.keys(NOTHING)), () => this.redraw());
  }

  /** Another state as a whole: undone, redone, or opened from a link. @param {SurfaceState} state */
  open(state) {
    // Even where the text in force is the same, what was typed instead of it may be another one.
    this.function.typed.replace(state.source);
    const isOtherView = JSON.stringify(state.view) !== JSON.stringify(this.store.get().view);
    this.store.set(state);
    if (isOtherView) this.stage.scene.look(state.view);
  }

  dispose() {
    this.drawing.stop();
    this.writing.stop();
    this.function.dispose();
    this.asking.dispose();
    this.stage.dispose();
    this.cards.slices.dispose();
    this.cards.ascent.dispose();
  }

  /** Asks for what the function, its parameters or the domain changed. */
  async follow() {
    const meaning = await this.function.typed.inForce();
    if (!meaning) return;
    const before = this.answers.get();
    this.asking.ask("picture");
    // What is seen of one function in one box follows a moving slider.
    if (isElsewhere(before, { meaning, state: this.store.get() })) this.searchLater();
    else {
      for (const name of SEARCHES) this.asking.ask(name);
      // A proof waits until the slider rests.
      this.asking.askLater("proof");
    }
  }

  searchLater() {
    this.asking.askLater(...SEARCHES, "proof");
  }

  redraw() {
    this.drawing.ask();
  }

  draw() {
    const state = this.store.get();
    const answers = this.answers.get();
    this.element.classList.toggle("has-nothing", !answers.meaning);
    this.showControls(this.function.typed.meaning ?? answers.meaning ?? UNREAD);
    if (!answers.meaning) return;
    const { meaning, at, critical, isSearching, grid } = answers;
    const picture = pictureOf(state, answers, currentTheme());
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
    this.writing.ask();
  }

  /** @param {{variables: string[], parameters: string[]}} meaning */
  showControls({ variables, parameters }) {
    const state = this.store.get();
    this.function.show(state.parameters, parameters);
    this.where.show(state, variables);
    this.switches.show(state.show);
  }

  /** What stands under the plots. */
  write() {
    const state = this.store.get();
    const answers = this.answers.get();
    if (!answers.meaning) return;
    const picture = pictureOf(state, answers, currentTheme());
    const { formula, hessian, slices, ascent } = this.cards;
    formula.show(state, answers.meaning, answers.at);
    hessian.show(answers.meaning, answers.at);
    if (state.show.slices) slices.show(picture);
    if (state.show.direction) ascent.show(picture);
  }

  /** @param {[number, number]} place @param {boolean} isSettled */
  movePoint(place, isSettled) {
    const { domain } = this.store.get();
    const rounded = /** @type {[number, number]} */ ([
      roundToPixel(place[0], domain.x[1] - domain.x[0]),
      roundToPixel(place[1], domain.y[1] - domain.y[0]),
    ]);
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

  /** @param {number[]} step in parts of the domain */
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
