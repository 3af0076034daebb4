/** A few samples through the network: numbers flow forward, derivatives back, and then every number moves. */

import { html } from "../../../core/dom.js";
import { typeset } from "../../../core/format.js";
import { say } from "../../../core/status.js";
import { Player } from "../../../widgets/player.js";
import { Bench } from "../../common/bench.js";
import { key, playing } from "../../common/keys.js";
import { Says } from "../../common/says.js";
import { indexOf, nameOf, numberAt, numbersOf } from "../numbers.js";
import { NumberInHand } from "../number-in-hand.js";
import { ShapeGroup } from "../setup-groups.js";
import { sizesOf } from "../state.js";
import { CheckCard, MatrixCard, ShapesCard } from "./cards.js";
import { moved, stepSentence, stepsThrough } from "./flow.js";
import { FlowPicture } from "./flow-picture.js";
import { MoveGroup, RATE } from "./move-group.js";
import { ProductCard } from "./product-card.js";
import { isOfState, QUESTIONS } from "./questions.js";
import { LookChoice, SampleGroup } from "./samples.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../numbers.js").Place} Place
 * @typedef {import("./questions.js").Moment} Moment
 * @typedef {import("./questions.js").Answers} Answers
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

const STEPS_A_SECOND = 1; // each is something to look at
const REPLAY = 700; // ms between the step before and the step again

/** @type {import("../../common/bench.js").Description<StepsView, Moment, Answers>} */
export const STEPS = {
  gestures: [["Point at a line, press a unit", "to see how its derivative comes about"]],
  keys: [
    ...playing({ play: "play all steps", on: "a step on", back: "a step back", start: "to the inputs" }),
    key("r", "this step once more", (lab) => lab.replay()),
    key("[", "look at the sample before, or the mean", (lab) => lab.lookAt(-1)),
    key("]", "look at the next sample", (lab) => lab.lookAt(1)),
    key("enter", "take this step: begin again with the moved numbers", (lab) => lab.takeStep()),
  ],
  nothing: { passed: null, costAfter: null },
  questions: QUESTIONS,
  follows: [
    { of: ["input", "target", "hidden", "activations", "cost", "initialisation", "seed", "numbers"], asks: ["passed"] },
    { of: ["settings", "keeps"], asks: ["after"] },
  ],
  // What the cost is once every number has moved.
  hears: [{ of: ["passed"], asks: ["after"] }],
  draws: [
    ...["input", "target", "hidden", "activations", "cost", "initialisation", "seed", "numbers"],
    ...["settings", "keeps", "step", "look"],
  ],
};

/** @extends {Bench<NetworkState, Moment, Answers>} */
export class StepsView extends Bench {
  /** @type {Place} */
  selected = { layer: 0, unit: 0, from: 0 };

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, STEPS);
    const current = () => this.store.get();
    const noted = (/** @type {Partial<NetworkState>} */ patch, /** @type {string | null} */ kind = null) =>
      this.change(patch, kind);
    this.shape = new ShapeGroup(noted, current);
    this.sample = new SampleGroup(noted, current);
    this.move = new MoveGroup(noted, this.settle, current, () => this.takeStep());
    this.controls = [this.sample, this.move];
    this.line = [this.shape.part, this.move.part];
    this.picture = new FlowPicture((place) => this.select(place));
    this.player = new Player((step) => this.store.set({ step }), STEPS_A_SECOND);
    this.hand = new NumberInHand((value, kind) => this.moveNumber(value, kind), this.settle, null);
    this.look = new LookChoice((look) => this.store.set({ look }));
    this.says = new Says();
    this.stage = this.madeStage();
    this.cards = {
      product: new ProductCard(),
      check: new CheckCard((place) => this.select(place)),
      matrix: new MatrixCard(),
      shapes: new ShapesCard(),
    };
    this.listen();
  }

  madeStage() {
    const again = html("button", { type: "button", class: "quiet", title: "See this step once more (R)" }, ["Replay"]);
    again.addEventListener("click", () => this.replay());
    this.player.element.append(again);
    const parts = [
      html("div", { class: "flow-stage" }, [this.picture.element]),
      this.look.element,
      this.hand.element,
      this.player.element,
      ...this.says.elements,
    ];
    return { element: html("section", { class: "stage", "aria-label": "Plots" }, parts) };
  }

  /** @param {import("../../../core/client.js").Problem} problem */
  complain({ message, hint }) {
    say("network", [message, hint].filter(Boolean).join(". "), 8_000);
  }

  /** What a question is made of now. @returns {import("./questions.js").Moment} */
  get moment() {
    return { state: this.store.get(), rate: this.rateNow, passed: this.passed };
  }

  get passed() {
    return this.answers.get().passed;
  }

  get rateNow() {
    return Number(this.store.get().settings.learning_rate ?? RATE.default);
  }

  get after() {
    return moved(/** @type {import("./questions.js").Known} */ (this.passed), this.rateNow, this.store.get().keeps);
  }

  takeStep() {
    if (!isOfState(this.moment)) return;
    this.player.pause();
    // In full: the next step begins exactly where this one ends.
    const numbers = this.after.layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases]);
    // To what the moved numbers cost: that is what the step was for.
    this.change(
      { numbers, step: stepsThrough(this.after.layers.length).findIndex(({ kind }) => kind === "cost") },
      null,
    );
  }

  /** The step before, and soon this one again. */
  replay() {
    this.player.pause();
    clearTimeout(this.replaying);
    const { step } = this.store.get();
    if (!step) return;
    this.store.set({ step: step - 1 });
    this.replaying = setTimeout(() => this.store.get().step === step - 1 && this.store.set({ step }), REPLAY);
  }

  /** @param {number} by */
  lookAt(by) {
    const { input, look } = this.store.get();
    if (input.length > 1) this.store.set({ look: Math.min(Math.max(look + by, 0), input.length) });
  }

  /** @param {Place} place */
  select(place) {
    const { layer, unit, from } = this.selected;
    // A line that is drawn anew under a resting pointer is pointed at once more.
    if (layer === place.layer && unit === place.unit && from === place.from) return;
    this.selected = place;
    this.redraw();
  }

  /** @param {number} value @param {string | null} kind */
  moveNumber(value, kind) {
    if (!this.passed || !isOfState(this.moment)) return;
    const numbers = numbersOf(this.passed.network);
    numbers[indexOf(sizesOf(this.store.get()), this.selected)] = value;
    this.change({ numbers }, kind);
  }

  draw() {
    const state = this.store.get();
    const { passed } = this;
    this.shape.show(state);
    this.sample.show(state);
    this.move.show(state, this.rateNow);
    const sizes = sizesOf(state);
    const look = state.input.length > 1 ? Math.min(state.look, state.input.length) : 1;
    this.look.show(look, state.input.length);
    // An answer for another shape is on its way.
    if (!passed || !isOfState(this.moment)) return;
    const selected = (this.selected = inside(this.selected, sizes));
    const { input, target } = passed;
    const steps = stepsThrough(passed.layers.length);
    const at = Math.min(state.step, steps.length - 1);
    this.player.show(at, steps.length - 1);
    this.picture.draw({ passed, after: this.after, input, target, look, at, selected });
    this.hand.show(nameOf(selected), numberAt(passed.network, selected));
    const findings = passed.findings.map(({ message }) => typeset(message)).join(" ");
    this.says.show(
      stepSentence(steps[at], passed, {
        input,
        target,
        look,
        rate: this.rateNow,
        keeps: state.keeps,
        costAfter: this.answers.get().costAfter,
      }),
      findings,
    );
    const shown = { passed, input, look, rate: this.rateNow, keeps: state.keeps, selected };
    for (const card of Object.values(this.cards)) card.show(shown);
  }

  dispose() {
    super.dispose();
    clearTimeout(this.replaying);
    this.says.dispose();
    this.picture.dispose();
  }
}

/**
 * The same number, or the first one where there is none such.
 * @param {Place} place
 * @param {number[]} sizes
 * @returns {Place}
 */
function inside(place, sizes) {
  const { layer, unit, from } = place;
  return layer < sizes.length - 1 && unit < sizes[layer + 1] && (from ?? 0) < sizes[layer]
    ? place
    : { layer: 0, unit: 0, from: 0 };
}
