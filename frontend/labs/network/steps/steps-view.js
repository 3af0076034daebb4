/** A few samples through the network: numbers flow forward, derivatives back, and then every number moves. */

import { html } from "../../../core/dom.js";
import { typeset } from "../../../core/format.js";
import { onceAFrame } from "../../../core/pace.js";
import { createStore } from "../../../core/signal.js";
import { say } from "../../../core/status.js";
import { Player } from "../../../widgets/player.js";
import { Asking } from "../../common/asking.js";
import { choice } from "../../common/choice.js";
import { group, whereLine } from "../../common/groups.js";
import { RateField } from "../../common/setting-fields.js";
import { Says } from "../../common/says.js";
import { indexOf, nameOf, numberAt, numbersOf } from "../numbers.js";
import { NumberInHand } from "../number-in-hand.js";
import { ShapeGroup } from "../setup-groups.js";
import { choices, sizesOf } from "../state.js";
import { COST_NAMES } from "../words.js";
import { CheckCard, MatrixCard, ProductCard, ShapesCard } from "./cards.js";
import { moved, stepSentence, stepsThrough } from "./flow.js";
import { FlowPicture } from "./flow-picture.js";
import { isOfState, QUESTIONS } from "./questions.js";
import { LookChoice, SampleGroup } from "./samples.js";
import { targetsFor } from "./targets.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../../common/lab-of-views.js").View} View
 * @typedef {import("../numbers.js").Place} Place
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

const STEPS_A_SECOND = 1; // each is something to look at
const REPLAY = 700; // ms between the step before and the step again
const RATE = {
  name: "learning_rate",
  label: "Learning rate",
  kind: /** @type {const} */ ("number"),
  default: 0.5,
  minimum: 0,
  maximum: 100,
  choices: [],
  scale: /** @type {const} */ ("log"),
};

/** @implements {View} */
export class StepsView {
  /** @type {[string, string][]} */
  gestures = [["Point at a line, press a unit", "to see how its derivative comes about"]];

  /** @type {Place} */
  selected = { layer: 0, unit: 0, from: 0 };

  /** @param {Surroundings} surroundings */
  constructor({ store, change, settle, client }) {
    /** @type {import("../../../core/signal.js").Store<NetworkState>} */
    this.store = store;
    this.change = change;
    this.answers = createStore(/** @type {import("./questions.js").Answers} */ ({ passed: null, costAfter: null }));
    this.asking = new Asking(client, QUESTIONS, {
      now: () => this.moment,
      answers: this.answers,
      onRefusal: ({ message, hint }) => say("network", [message, hint].filter(Boolean).join(". "), 8_000),
    });
    this.drawing = onceAFrame(() => this.draw());
    this.picture = new FlowPicture((place) => this.select(place));
    this.player = new Player((step) => store.set({ step }), STEPS_A_SECOND);
    this.says = new Says();
    this.hand = new NumberInHand((value, kind) => this.moveNumber(value, kind), settle, null);
    const noted = (/** @type {Partial<NetworkState>} */ patch, /** @type {string | null} */ kind = null) =>
      change(patch, kind);
    this.shape = new ShapeGroup(noted, () => store.get());
    this.sample = new SampleGroup(noted, () => store.get());
    this.rate = new RateField(RATE, {
      of: "",
      settle,
      set: (_, value, kind) => change({ settings: { learning_rate: value } }, kind),
    });
    this.keeps = html("input", { type: "checkbox" });
    this.keeps.addEventListener("change", () => change({ keeps: this.keeps.checked }, null));
    this.cost = choice("Loss", choices.cost, COST_NAMES, (cost) =>
      change({ cost, target: targetsFor(cost, store.get().target) }, null),
    );
    this.take = html("button", { type: "button" }, ["Take this step"]);
    this.take.addEventListener("click", () => this.takeStep());
    const how = group("How does it move?", "learning", [
      whereLine("Loss", this.cost),
      html("div", { class: "run" }, [this.rate.element]),
      html("label", { class: "switch" }, [this.keeps, "Biases stay as they are"]),
      this.take,
    ]);
    this.groups = [this.sample.element, this.shape.element, how];
    this.cards = {
      product: new ProductCard(),
      check: new CheckCard((place) => this.select(place)),
      matrix: new MatrixCard(),
      shapes: new ShapesCard(),
    };
    this.look = new LookChoice((look) => store.set({ look }));
    this.again = html("button", { type: "button", class: "quiet", title: "See this step once more (R)" }, ["Replay"]);
    this.again.addEventListener("click", () => this.replay());
    this.player.element.append(this.again);
    const views = html("div", { class: "flow-stage" }, [this.picture.element]);
    this.stage = {
      element: html("section", { class: "stage", "aria-label": "Plots" }, [
        views,
        this.look.element,
        this.hand.element,
        this.player.element,
        ...this.says.elements,
      ]),
    };
    this.shortcuts = [
      { keys: [" "], shown: "Space", does: "play all steps", run: () => this.player.toggle() },
      { keys: ["."], shown: ".", does: "a step on", run: () => this.player.move(1) },
      { keys: [","], shown: ",", does: "a step back", run: () => this.player.move(-1) },
      { keys: ["home"], shown: "Home", does: "to the inputs", run: () => this.player.go(0) },
      { keys: ["end"], shown: "End", does: "to the last step", run: () => this.player.go(Infinity) },
      { keys: ["r"], shown: "R", does: "this step once more", run: () => this.replay() },
      { keys: ["["], shown: "[", does: "look at the sample before, or the mean", run: () => this.lookAt(-1) },
      { keys: ["]"], shown: "]", does: "look at the next sample", run: () => this.lookAt(1) },
      {
        keys: ["enter"],
        shown: "Enter",
        does: "take this step: begin again with the moved numbers",
        run: () => this.takeStep(),
      },
    ];
    this.unsubscribe = [
      store.subscribe(["input", "target", "hidden", "activations", "cost", "initialisation", "seed", "numbers"], () =>
        this.follow(),
      ),
      store.subscribe(["settings", "keeps"], () => this.followStep()),
      this.answers.subscribe(["passed"], () => this.followStep()),
      this.answers.subscribe(["costAfter"], () => this.redraw()),
      store.subscribe(["step", "look"], () => this.redraw()),
    ];
  }

  open() {
    this.player.pause();
  }

  follow() {
    this.asking.ask("passed");
  }

  /** What the cost is once every number has moved. */
  followStep() {
    this.redraw();
    this.asking.ask("after");
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

  redraw() {
    this.drawing.ask();
  }

  draw() {
    const state = this.store.get();
    const { passed } = this;
    this.shape.show(state);
    this.sample.show(state);
    this.cost.value = state.cost;
    this.rate.show(this.rateNow);
    this.keeps.checked = state.keeps;
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
    for (const end of this.unsubscribe) end();
    this.player.pause();
    clearTimeout(this.replaying);
    this.drawing.stop();
    this.asking.dispose();
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
