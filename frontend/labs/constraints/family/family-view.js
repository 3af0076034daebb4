/** Distributions that walk towards data by the ordinary and the natural gradient, and what a gesture changes. */

import { t } from "../../../core/texts.js";
import { roundToPixel } from "../../../core/format.js";
import { say } from "../../../core/status.js";
import { BoxField } from "../../../widgets/box-field.js";
import { Player } from "../../../widgets/player.js";
import { PointField } from "../../../widgets/point-field.js";
import { Bench } from "../../common/bench.js";
import { isDrawable } from "../../common/drawable.js";
import { arrows, playing, zooming } from "../../common/keys.js";
import { boxByHand, nudged, within, zoomed } from "../../common/moves.js";
import { progressCard, WalksCard } from "./cards.js";
import { FamilyGroup } from "./family-group.js";
import { drawnOf, heldOf, QUESTIONS, rangeOf, wholeOf } from "./requests.js";
import { lastStep, sightOf } from "./sight.js";
import { Stage, SWITCHES } from "./stage.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

/** @type {import("../../common/bench.js").Description<FamilyView, Moment, Answers>} */
export const FAMILY = {
  switches: SWITCHES,
  gestures: [
    ["Drag the start", "over the parameters"],
    ["Drag the data", "along the axis under the densities"],
    ["Drag the map", "to pan; when it is zoomed, the box follows too"],
  ],
  keys: [arrows("move the start over the parameters", 0.02), ...playing(), ...zooming("zoom in around the start")],
  nothing: {
    parameters: [],
    box: null,
    held: null,
    ground: null,
    walks: [],
    distance: null,
    shortest: null,
    densities: null,
  },
  questions: QUESTIONS,
  follows: [
    { of: ["family", "density", "names", "support", "data", "domain", "plane"], asks: ["picture"] },
    { of: ["theta"], asks: (lab) => (lab.isSliceElsewhere() ? ["picture"] : ["walks"]) },
    { of: ["rate", "steps", "compare", "show"], asks: ["walks"] },
    { of: ["step"], asks: ["densities"] },
  ],
  hears: [{ of: ["walks"], asks: ["densities"] }],
  draws: [
    "family",
    "density",
    "names",
    "support",
    "data",
    "domain",
    "theta",
    "plane",
    "rate",
    "steps",
    "compare",
    "show",
    "step",
  ],
};

/** @extends {Bench<ConstraintsState, Moment, Answers>} */
export class FamilyView extends Bench {
  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, FAMILY);
    this.player = new Player((step) => this.store.set({ step }));
    this.family = new FamilyGroup(surroundings);
    this.start = new PointField(t("from"), (value, axis) =>
      this.change({ theta: this.store.get().theta.with(axis, value), step: 0 }, null),
    );
    this.data = new PointField("data", (value, axis) =>
      this.change({ data: this.store.get().data.with(axis, value) }, null),
    );
    this.box = new BoxField((interval, axis) =>
      this.changeDomain({ ...this.store.get().domain, [axis === 0 ? "x" : "y"]: interval }),
    );
    this.line = [this.data.element, this.start.element, this.box.element];
    this.controls = [this.family, this.switches];
    this.stage = new Stage(
      {
        onStart: (theta, isSettled) => this.moveStart(theta, isSettled),
        onDatum: (k, x, isSettled) => this.moveDatum(k, x, isSettled),
        onDomain: (domain) => this.changeDomain(boxByHand(domain)),
        onZoom: (factor) => this.zoom(factor),
      },
      this.player.element,
    );
    this.cards = { walks: new WalksCard(), progress: progressCard() };
    this.listen();
  }

  /** Nothing is read before it is asked. */
  get moment() {
    return { state: this.store.get() };
  }

  /** A refusal stands at the text that it is about. @param {import("../../../core/client.js").Problem} problem */
  complain(problem) {
    if (this.store.get().family === "own") this.family.complain(problem);
    else say("family", problem.message, 6_000);
  }

  draw() {
    const state = this.store.get();
    const answers = this.answers.get();
    this.showNothing(!answers.ground);
    this.family.show(state);
    this.showWhere(state, answers.parameters);
    this.showCards(state);
    if (!answers.ground || !answers.walks.length || answers.parameters.length !== state.theta.length) return;
    this.family.complain(null);
    const sight = sightOf(state, answers, this.theme);
    this.player.show(sight.step, lastStep(answers.walks));
    this.stage.show(sight);
    this.writing.ask();
  }

  /** @param {ConstraintsState} state @param {string[]} names */
  showWhere({ theta, plane, data, domain }, names) {
    this.start.showPoint(names.length === theta.length ? names : theta.map((_, k) => `θ_${k + 1}`), theta);
    this.data.show([data.map((value, k) => ({ label: `Datum ${k + 1}`, variable: `x_${k + 1}`, value }))]);
    const drawn = drawnOf({ theta, plane }).map((k) => names[k] ?? "");
    this.box.show(drawn, [domain.x, domain.y]);
  }

  write() {
    const answers = this.answers.get();
    if (!answers.ground || !answers.walks.length) return;
    const sight = sightOf(this.store.get(), answers, this.theme);
    this.cards.walks.show(sight);
    this.cards.progress.show(sight);
  }

  /** Whether the parameter that is held has moved away from the slice that is drawn. */
  isSliceElsewhere() {
    return JSON.stringify(heldOf(this.store.get())) !== JSON.stringify(this.answers.get().held);
  }

  /** @param {number[]} place  of the parameters that are drawn @param {boolean} isSettled */
  moveStart(place, isSettled) {
    const state = this.store.get();
    const sides = [state.domain.x, state.domain.y];
    this.player.pause();
    const rounded = place.map((entry, k) => roundToPixel(entry, sides[k][1] - sides[k][0]));
    this.change({ theta: wholeOf(rounded, state), step: 0 }, "drag the start");
    if (isSettled) this.settle();
  }

  /** @param {number} k @param {number} x @param {boolean} isSettled */
  moveDatum(k, x, isSettled) {
    const { data, family, support } = this.store.get();
    const [low, high] = rangeOf(data);
    const place = Math.min(Math.max(x, low), high);
    const value = admitted(family === "own" ? support : family, roundToPixel(place, high - low));
    this.change({ data: data.with(k, value) }, "drag the data");
    if (isSettled) this.settle();
  }

  /** The start as it lies in the plane. @returns {[number, number]} */
  get drawnStart() {
    const { theta, plane } = this.store.get();
    const [x, y = 0] = drawnOf({ theta, plane }).map((k) => theta[k]);
    return [x, y];
  }

  /** @param {number[]} step  in parts of the box */
  nudge(step) {
    const [x, y] = nudged(this.drawnStart, step, this.store.get().domain);
    this.moveStart(this.store.get().theta.length === 1 ? [x] : [x, y], true);
  }

  /** @param {import("../../../plots/geometry.js").Domain} domain */
  changeDomain(domain) {
    if (isDrawable(domain, this.stage.map)) this.change({ domain }, null);
  }

  /** @param {number} factor */
  zoom(factor) {
    const { domain } = this.store.get();
    this.changeDomain(zoomed(domain, within(this.drawnStart, domain), factor));
  }
}

/** The nearest value that x may have. @param {string} family  or where x may lie @param {number} x */
export function admitted(family, x) {
  if (["bits", "bernoulli"].includes(family)) return x >= 0.5 ? 1 : 0;
  if (["counts", "poisson"].includes(family)) return Math.max(0, Math.round(x));
  return ["positive", "exponential"].includes(family) ? Math.max(1e-3, x) : x;
}
