/** The derivative lab: what is shown for a state, and what a gesture changes in it. */

import { roundToPixel } from "../../core/format.js";
import { complaintAbout, inside, nudgedAlong, roundedToPixels, zoomedAround } from "../../core/interval.js";
import { arrowKeys } from "../../core/keys.js";
import { atMostEvery, onceAFrame } from "../../core/pace.js";
import { createStore } from "../../core/signal.js";
import { say } from "../../core/status.js";
import { currentTheme } from "../../core/theme.js";
import { Asking } from "../common/asking.js";
import { FunctionGroup } from "../common/function-group.js";
import { furnish } from "../common/groups.js";
import { Switches } from "../common/switches.js";
import { ExtremaCard, FormulaCard, LensCard, SlopesCard } from "./cards.js";
import { DerivationCard } from "./derivation-card.js";
import { QUESTIONS } from "./requests.js";
import { Stage } from "./stage.js";
import { DEFAULT_STATE } from "./state.js";
import { WhereGroup } from "./where-group.js";

/**
 * @typedef {import("./state.js").DerivativeState} DerivativeState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("../../core/laboratory.js").Lab} Lab
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

/** @type {Answers} */
const NOTHING = {
  meaning: null,
  domain: null,
  curve: null,
  at: null,
  extrema: null,
  derivation: null,
  formula: null,
  refusal: null,
};
const READING = 80; // ms: nobody reads faster
const LINE = { count: 1, what: "a curve has one variable" };
const UNREAD = { variables: ["x"], parameters: [] };
const SLIDE = 4_000; // ms in which h goes to a ten-thousandth of itself
const SLIDE_END = 1e-4;
const SMALLEST_H = 1e-6; // of the interval: below, rounding is all that is left of the secant

/**
 * What each switch shows, and the colour it has everywhere.
 * @type {Record<keyof DerivativeState["show"], [string, string]>}
 */
const SWITCHES = {
  tangent: ["Tangent line", "tangent"],
  secant: ["Secant to a second point", "direction"],
  lens: ["Lens: how good is the tangent?", "direction"],
  derivatives: ["Derivatives below", "gradient"],
  derivation: ["Derivation, rule by rule", "gradient"],
  taylor: ["Taylor polynomial", "hessian"],
  extrema: ["Extrema on the interval", "ink"],
  slopes: ["Is there a derivative here?", "ink"],
};

/** @implements {Lab} */
export class DerivativeLab {
  /** @type {[string, string][]} */
  gestures = [
    ["Drag the point", "along the curve; a click moves it there"],
    ["Drag the second point", "to change h"],
    ["Drag the picture", "to pan; when it is zoomed, the interval follows too"],
  ];

  /** @type {number} */
  sliding = 0;

  /** @param {HTMLElement} element @param {Surroundings} surroundings */
  constructor(element, surroundings) {
    const { store, change, settle, client, sceneCard } = surroundings;
    /** @type {import("../../core/signal.js").Store<DerivativeState>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.answers = createStore(NOTHING);
    this.drawing = onceAFrame(() => this.draw());
    this.writing = atMostEvery(READING, () => this.write());
    this.function = new FunctionGroup("Function of x", LINE, surroundings, {
      onRead: () => this.redraw(),
      stateOver: ([x]) => ({ domain: { x }, point: [x[0] + 0.7 * (x[1] - x[0])] }),
    });
    this.asking = new Asking(client, QUESTIONS, {
      now: () => this.function.typed.moment,
      answers: this.answers,
      onRefusal: (problem) => this.function.typed.complain(problem),
    });
    this.where = new WhereGroup(surroundings, {
      onInterval: (x) => this.changeInterval(x, null),
      onSlide: () => this.slide(),
    });
    this.switches = new Switches(SWITCHES, surroundings);
    this.stage = new Stage({
      onPoint: (x, isSettled) => this.movePoint(x, isSettled),
      onSecant: (x, isSettled) => this.moveSecant(x, isSettled),
      onInterval: (x, isSettled) => this.changeInterval(roundedToPixels(x), "pan", isSettled),
    });
    this.cards = {
      formula: new FormulaCard(),
      slopes: new SlopesCard(),
      lens: new LensCard(),
      derivation: new DerivationCard(),
      extrema: new ExtremaCard((x) => change({ point: [inside(x, store.get().domain.x)] }, null)),
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
    this.follow();
  }

  keys() {
    const steps = { arrowleft: [-0.01, 0], arrowright: [0.01, 0], arrowup: [0, 0.01], arrowdown: [0, -0.01] };
    return [
      arrowKeys("move the point; up and down change h", steps, (step) => this.nudge(step)),
      this.switches.shortcut,
      {
        keys: [" "],
        shown: "Space",
        does: "let h go to 0; without secant or lens, sweep the first parameter",
        isIdle: () => !this.hasSecant && this.function.isStill,
        run: () => this.play(),
      },
      { keys: ["+", "="], shown: "+", does: "zoom in around the point", run: () => this.zoom(0.5) },
      { keys: ["-"], shown: "−", does: "zoom out", run: () => this.zoom(2) },
      {
        keys: ["0"],
        shown: "0",
        does: "the interval of the beginning",
        run: () => this.changeInterval(DEFAULT_STATE.domain.x, null),
      },
      { keys: ["f"], shown: "F", does: "type another function", run: () => this.function.focus() },
    ];
  }

  listen() {
    this.store.subscribe(["source", "parameters", "domain"], () => this.follow());
    this.store.subscribe(["point", "h"], () => this.followPoint());
    this.store.subscribe(["show"], () => this.askLater());
    this.store.subscribe(["source", "parameters", "domain", "point", "h", "order", "taylor", "show"], () =>
      this.redraw(),
    );
    this.answers.subscribe(/** @type {(keyof Answers)[]} */ (Object.keys(NOTHING)), () => this.redraw());
    this.answers.subscribe(["extrema"], ({ extrema }) => {
      if (extrema && !extrema.isFinal) this.asking.ask("proof");
    });
  }

  /** Another state as a whole: undone, redone, or opened from a link. @param {DerivativeState} state */
  open(state) {
    this.stopSliding();
    this.function.typed.replace(state.source);
    this.store.set(state);
  }

  dispose() {
    this.stopSliding();
    this.drawing.stop();
    this.writing.stop();
    this.function.dispose();
    this.asking.dispose();
    this.stage.dispose();
    this.cards.lens.dispose();
  }

  /** Asks for what the function, its parameters or the interval changed. */
  async follow() {
    if (!(await this.function.typed.inForce())) return;
    this.asking.ask("picture");
    this.askLater();
  }

  followPoint() {
    this.asking.ask("point");
    if (this.store.get().show.derivation) this.askLater();
  }

  askLater() {
    this.asking.askLater("extrema", "derivation");
  }

  redraw() {
    this.drawing.ask();
  }

  draw() {
    const state = this.store.get();
    const answers = this.answers.get();
    const meaning = this.function.typed.meaning ?? answers.meaning ?? UNREAD;
    this.element.classList.toggle("has-nothing", !answers.curve);
    this.function.show(state.parameters, meaning.parameters);
    this.where.show(state, meaning.variables[0], this.sliding !== 0);
    this.switches.show(state.show);
    const { slopes, lens, derivation, extrema } = this.cards;
    slopes.element.hidden = !state.show.slopes;
    lens.element.hidden = !state.show.lens;
    derivation.element.hidden = !state.show.derivation;
    extrema.element.hidden = !state.show.extrema;
    if (!answers.curve) return;
    this.stage.show(state, answers, currentTheme());
    this.writing.ask();
  }

  /** What stands under the plots. */
  write() {
    const state = this.store.get();
    const answers = this.answers.get();
    const { formula, slopes, lens, derivation, extrema } = this.cards;
    formula.show(state, answers);
    if (state.show.slopes) slopes.show(answers);
    if (state.show.lens) lens.show(answers, currentTheme());
    if (state.show.derivation) derivation.show(answers);
    if (state.show.extrema) extrema.show(answers);
  }

  get width() {
    const [low, high] = this.store.get().domain.x;
    return high - low;
  }

  /** @param {number} x @param {boolean} isSettled */
  movePoint(x, isSettled) {
    this.change({ point: [inside(roundToPixel(x, this.width), this.store.get().domain.x)] }, "drag the point");
    if (isSettled) this.settle();
  }

  /** @param {number} x @param {boolean} isSettled */
  moveSecant(x, isSettled) {
    this.stopSliding();
    this.changeDistance(roundToPixel(x - this.store.get().point[0], this.width), "drag h");
    if (isSettled) this.settle();
  }

  /** @param {number} h @param {string} kind */
  changeDistance(h, kind) {
    const smallest = SMALLEST_H * this.width;
    this.change({ h: Math.abs(h) < smallest ? (h < 0 ? -smallest : smallest) : h }, kind);
  }

  /** @param {[number, number]} x @param {string | null} kind @param {boolean} [isSettled] */
  changeInterval(x, kind, isSettled = true) {
    const complaint = complaintAbout(x);
    if (complaint) {
      say("box", complaint, 4_000);
      this.stage.reset();
      return;
    }
    this.change({ domain: { x }, point: [inside(this.store.get().point[0], x)] }, kind);
    if (isSettled) this.settle();
  }

  /** @param {number} factor */
  zoom(factor) {
    const { domain, point } = this.store.get();
    this.changeInterval(zoomedAround(domain.x, point[0], factor), null);
  }

  /** @param {number[]} step  of the point and of h, in parts of the interval */
  nudge([along, h]) {
    const { domain, point, h: before } = this.store.get();
    if (along) this.change({ point: [nudgedAlong(point[0], along, domain.x)] }, "nudge the point");
    if (h) this.changeDistance(nudgedAlong(before, h / 2, [-this.width, this.width]), "nudge h");
  }

  /** Whether there is an h to be seen. */
  get hasSecant() {
    const { show } = this.store.get();
    return show.secant || show.lens;
  }

  play() {
    if (this.hasSecant) this.slide();
    else this.function.play();
  }

  /** The second point slides into the first: the secant becomes the tangent. */
  slide() {
    if (this.sliding) return this.stopSliding();
    const { h } = this.store.get();
    const from = Math.abs(h) <= 10 * SMALLEST_H * this.width ? 0.2 * this.width * (Math.sign(h) || 1) : h;
    const start = performance.now();
    const step = () => {
      const share = Math.min(1, (performance.now() - start) / SLIDE);
      this.changeDistance(Number((from * SLIDE_END ** share).toPrecision(4)), "slide h");
      if (share === 1) this.stopSliding();
      else this.sliding = requestAnimationFrame(step);
    };
    this.sliding = requestAnimationFrame(step);
  }

  stopSliding() {
    if (!this.sliding) return;
    cancelAnimationFrame(this.sliding);
    this.sliding = 0;
    this.settle();
    this.redraw();
  }
}
