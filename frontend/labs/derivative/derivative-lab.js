/** The derivative lab: what it has, and what a gesture changes in it. */

import { html } from "../../core/dom.js";
import { formatNumber, nameText, roundToPixel } from "../../core/format.js";
import { isNewcomer, noteDrag } from "../../core/hints.js";
import { complaintAbout, inside, nudgedAlong, roundedToPixels, zoomedAround } from "../../core/interval.js";
import { say } from "../../core/status.js";
import { Bench } from "../common/bench.js";
import { arrows, key, typing, zooming } from "../common/keys.js";
import { labOf } from "../common/lab-of-views.js";
import { unread } from "../common/meaning.js";
import { surfaceOf } from "../common/slices.js";
import { ExtremaCard, FormulaCard, LensCard, SlopesCard } from "./cards.js";
import { QuotientsCard } from "./quotients-card.js";
import { DerivationCard } from "./derivation-card.js";
import { QUESTIONS } from "./requests.js";
import { Stage } from "./stage.js";
import { DEFAULT_STATE } from "./state.js";
import { WhereGroup } from "./where-group.js";
import { t } from "../../core/texts.js";

/**
 * @typedef {import("./state.js").DerivativeState} DerivativeState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

const UNREAD = unread("x");
/** What may come once the hand rests. */
const LATER = ["quotients", "extrema", "derivation"];
const SLIDE = 4_000; // ms in which h goes to a ten-thousandth of itself
const SLIDE_END = 1e-4;
const SMALLEST_H = 1e-6; // of the interval: below, rounding is all that is left of the secant

/** @type {import("../common/bench.js").Description<DerivativeBench, Moment, Answers>} */
export const DERIVATIVE = {
  typed: {
    label: "Function of x",
    axes: { count: 1, what: "a curve has one variable" },
    stateOver: ([x]) => ({ domain: { x }, point: [x[0] + 0.7 * (x[1] - x[0])] }),
  },
  switches: {
    tangent: ["Tangent line", "tangent"],
    secant: ["Secant to a second point", "direction"],
    lens: ["Lens: how good is the tangent?", "direction"],
    quotients: ["Difference quotients, h by h", "direction"],
    derivatives: ["Derivatives below", "gradient"],
    derivation: ["Derivation, rule by rule", "gradient"],
    taylor: ["Taylor polynomial", "hessian"],
    extrema: ["Extrema on the interval", "ink"],
    slopes: ["Is there a derivative here?", "ink"],
    equal: ["Equal units: slope 1 rises at 45°", "ink"],
  },
  behind: ["lens", "quotients", "derivation", "equal"],
  gestures: [
    ["Drag the point", "along the curve; a click moves it there"],
    ["Drag the second point", "to change h"],
    ["Drag the picture", "to pan; when it is zoomed, the interval follows too"],
  ],
  keys: [
    arrows("move the point; up and down change h", 0.01),
    key(
      " ",
      "let h go to 0; without secant or lens, sweep the first parameter",
      (lab) => lab.play(),
      (lab) => !lab.hasSecant && lab.function.isStill,
    ),
    ...zooming("zoom in around the point"),
    key("0", "the interval of the beginning", (lab) => lab.changeInterval(DEFAULT_STATE.domain.x, null)),
    typing(),
  ],
  nothing: {
    meaning: null,
    domain: null,
    curve: null,
    at: null,
    quotients: undefined,
    extrema: null,
    derivation: null,
    formula: null,
    refusal: null,
  },
  questions: QUESTIONS,
  follows: [
    { of: ["source", "parameters", "domain"], reads: true, asks: ["picture"], later: LATER },
    { of: ["point", "h"], asks: ["point"], later: ["derivation"] },
    { of: ["point"], later: ["quotients"] },
    { of: ["show"], later: LATER },
  ],
  // The proof that these are all comes once the quick answer is there.
  hears: [{ of: ["extrema"], asks: (lab) => (lab.answers.get().extrema?.isFinal === false ? ["proof"] : []) }],
  draws: ["source", "parameters", "domain", "point", "h", "order", "taylor", "show"],
};

/** @extends {Bench<DerivativeState, Moment, Answers>} */
class DerivativeBench extends Bench {
  /** @type {number} */
  sliding = 0;
  /** To the surface that the curve is a slice of. */
  back = html("button", { type: "button", class: "link part" });

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, DERIVATIVE);
    this.where = new WhereGroup(surroundings, {
      onInterval: (x) => this.changeInterval(x, null),
      onSlide: () => this.slide(),
    });
    this.controls = [this.function, this.switches, this.where];
    this.back.addEventListener("click", () => this.goBack());
    this.line = [this.function.field.element, ...this.where.parts, this.back];
    this.stage = new Stage({
      onPoint: (x, isSettled) => this.movePoint(x, isSettled),
      onSecant: (x, isSettled) => this.moveSecant(x, isSettled),
      onInterval: (x, isSettled) => this.changeInterval(roundedToPixels(x), "pan", isSettled),
    });
    this.cards = {
      formula: new FormulaCard(),
      slopes: new SlopesCard(),
      lens: new LensCard(),
      quotients: new QuotientsCard(),
      derivation: new DerivationCard(),
      extrema: new ExtremaCard((x) => this.change({ point: [inside(x, this.store.get().domain.x)] }, null)),
    };
    this.listen();
  }

  goBack() {
    const surface = this.surface();
    if (surface) this.surroundings.subjects?.openAt(surface);
  }

  /** What the curve is a slice of. */
  surface() {
    return surfaceOf(this.store.get(), (this.function.typed.meaning ?? UNREAD).variables[0]);
  }

  /** @param {DerivativeState} state */
  open(state) {
    this.stopSliding();
    super.open(state);
  }

  dispose() {
    this.stopSliding();
    super.dispose();
  }

  draw() {
    const state = this.store.get();
    const answers = this.answers.get();
    const meaning = this.function.typed.meaning ?? answers.meaning ?? UNREAD;
    this.showNothing(!answers.curve);
    const surface = this.surface();
    this.back.hidden = !surface;
    if (surface)
      this.back.textContent = t(`slice at ${nameText(surface.held)} = ${formatNumber(surface.value)}: to the surface`);
    this.function.show(state.parameters, meaning.parameters);
    this.where.show(state, meaning.variables[0], this.sliding !== 0);
    this.showCards(state);
    if (!answers.curve) return;
    this.stage.show(state, answers, this.theme, this.hint);
    this.writing.ask();
  }

  write() {
    const state = this.store.get();
    const answers = this.answers.get();
    const { formula, slopes, lens, quotients, derivation, extrema } = this.cards;
    const { show } = state;
    this.inSight.write(formula, () => formula.show(state, answers));
    if (show.slopes) this.inSight.write(slopes, () => slopes.show(answers));
    if (show.lens) this.inSight.write(lens, () => lens.show(answers, this.theme));
    if (show.quotients) this.inSight.write(quotients, () => quotients.show(answers, this.theme));
    if (show.derivation) this.inSight.write(derivation, () => derivation.show(answers));
    if (show.extrema) extrema.show(answers);
  }

  get width() {
    const [low, high] = this.store.get().domain.x;
    return high - low;
  }

  /** What a newcomer is told about the point of the beginning. */
  get hint() {
    const { source, point } = this.store.get();
    const isFirst = source === DEFAULT_STATE.source && point[0] === DEFAULT_STATE.point[0];
    return isFirst && isNewcomer() ? t("drag me") : "";
  }

  /** @param {number} x @param {boolean} isSettled */
  movePoint(x, isSettled) {
    noteDrag();
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

export const DerivativeLab = labOf(DerivativeBench);
