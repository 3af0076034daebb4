/** The chain-rule view: a computation as a graph of stages, and the derivatives that flow through it. */

import { roundToPixel } from "../../../core/format.js";
import { nudgedAlong } from "../../../core/interval.js";
import { arrowKeys } from "../../../core/keys.js";
import { atMostEvery, onceAFrame } from "../../../core/pace.js";
import { createStore } from "../../../core/signal.js";
import { currentTheme } from "../../../core/theme.js";
import { Player } from "../../../widgets/player.js";
import { Asking } from "../../common/asking.js";
import { choice } from "../../common/choice.js";
import { group, whereLine } from "../../common/groups.js";
import { CostCard } from "./cost-card.js";
import { Inputs } from "./inputs.js";
import { nearestTime, pathPicture, runOf } from "./path.js";
import { ProductCard } from "./product-card.js";
import { QUESTIONS } from "./requests.js";
import { Stage } from "./stage.js";
import { StagesCard } from "./stages-card.js";
import { StagesGroup } from "./stages-group.js";
import { lastStep } from "./steps.js";
import { pathSentence, stepSentence, totalsText } from "./words.js";

/**
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./steps.js").Mode} Mode
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

/** @type {Answers} */
const NOTHING = { chain: null, path: null, pathOf: "" };
const READING = 80; // ms: nobody reads faster
const SIZES = ["2", "3", "4", "5", "6", "7", "8"];
const STEPS_A_SECOND = 1; // each is something to look at

export class ChainView {
  /** @type {[string, string][]} */
  gestures = [
    ["Point at an entry of the product", "to see the sum that it is"],
    ["Drag the point on the map", "along its curve"],
  ];

  /** What is seen of the map, if it was panned or zoomed. @type {import("../../../plots/geometry.js").Domain | null} */
  box = null;
  /** What `box` is of. @type {Answers["path"]} */
  path = null;
  /** Of the first stage in force. @type {string[]} */
  variables = [];
  /** Whether the first stage takes one vector, which may have any size. */
  isVector = false;

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    const { store, client } = surroundings;
    this.surroundings = surroundings;
    /** @type {import("../../../core/signal.js").Store<import("../state.js").JacobianState>} */
    this.store = store;
    this.answers = createStore(NOTHING);
    this.drawing = onceAFrame(() => this.draw());
    this.writing = atMostEvery(READING, () => this.write());
    this.stages = new StagesGroup(surroundings, () => this.redraw());
    this.asking = new Asking(client, QUESTIONS, {
      now: () => this.stages.moment,
      answers: this.answers,
      onRefusal: (problem) => this.stages.complain(problem),
    });
    this.inputs = new Inputs(surroundings);
    this.run = new Inputs(surroundings);
    this.player = new Player((step) => store.set({ step }), STEPS_A_SECOND);
    this.stage = new Stage(
      {
        onMode: (mode) => this.choose(mode),
        onPlace: (x, y, isSettled) => this.moveTo(x, y, isSettled),
        onBox: (box) => this.look(box),
      },
      this.player.element,
      this.run.element,
    );
    this.cards = {
      product: new ProductCard(),
      cost: new CostCard((mode) => this.choose(mode)),
      stages: new StagesCard(),
    };
    this.size = choice("Size of the input", SIZES, {}, (size) => this.resize(Number(size)));
    this.sizeLine = whereLine("entries", this.size);
    this.where = group("Where?", "where", [this.sizeLine, this.inputs.element]);
    this.groups = [this.stages.element, this.where];
    this.shortcuts = this.keys();
    this.unsubscribe = [
      store.subscribe(["sources", "parameters", "point", "domain"], () => this.follow()),
      store.subscribe(["sources", "parameters", "point", "domain", "step", "mode"], () => this.redraw()),
      this.answers.subscribe(["chain", "path"], () => this.redraw()),
    ];
  }

  keys() {
    const steps = { arrowleft: [-0.02, 0], arrowright: [0.02, 0], arrowup: [0, 0.02], arrowdown: [0, -0.02] };
    return [
      arrowKeys("move the input", steps, (step) => this.nudge(step)),
      { keys: [" "], shown: "Space", does: "play or pause", run: () => this.player.toggle() },
      { keys: ["."], shown: ".", does: "one step on", run: () => this.player.move(1) },
      { keys: [","], shown: ",", does: "one step back", run: () => this.player.move(-1) },
      { keys: ["home"], shown: "Home", does: "to the start", run: () => this.player.go(0) },
      { keys: ["end"], shown: "End", does: "to the last step", run: () => this.player.go(Infinity) },
      {
        keys: ["m"],
        shown: "M",
        does: "forward or reverse mode",
        run: () => this.choose(this.store.get().mode === "forward" ? "reverse" : "forward"),
      },
      { keys: ["r"], shown: "R", does: "run along the first input, or stop", run: () => this.runner().play() },
      { keys: ["f"], shown: "F", does: "type another function", run: () => this.stages.focus() },
    ];
  }

  /** The slider that is seen. */
  runner() {
    return this.stage.side.hidden ? this.inputs : this.run;
  }

  /**
   * Another state as a whole: undone, redone, or opened from a link.
   * @param {import("../state.js").JacobianState} state
   */
  open(state) {
    this.player.pause();
    this.stages.replace(state.sources);
  }

  /** Asks for what the functions, their parameters or the input changed. */
  async follow() {
    const meanings = await this.stages.inForce();
    if (!meanings) return;
    const { variables, inputs } = meanings[0];
    this.isVector = inputs.length === 1 && inputs[0].shape.length === 1;
    const { point } = this.store.get();
    // The input has as many numbers as the first function that was typed has variables.
    if (point.length !== variables.length) this.store.set({ point: variables.map((_, k) => point[k] ?? 1) });
    this.variables = variables;
    this.asking.ask("chain");
  }

  redraw() {
    this.drawing.ask();
  }

  draw() {
    const state = this.store.get();
    const { chain } = this.answers.get();
    this.stages.show(state, chain);
    this.sizeLine.hidden = !this.isVector;
    this.size.value = String(this.variables.length);
    for (const inputs of [this.inputs, this.run]) inputs.show(this.variables, state);
    this.stage.element.parentElement?.classList.toggle("has-nothing", !chain);
    if (!chain) return;
    const last = lastStep(chain.stages.length);
    this.stage.show(chain, state.mode, Math.min(state.step, last));
    this.player.show(state.step, last);
    this.drawPath();
    this.stage.says.show(stepSentence(chain, state.mode, Math.min(state.step, last)), totalsText(chain));
    this.writing.ask();
  }

  drawPath() {
    const { chain, path } = this.answers.get();
    const isThere = chain !== null && path !== null;
    if (path !== this.path) this.box = null;
    this.path = path;
    // On its curve the point has its slider beside the map.
    this.where.hidden = isThere;
    this.stage.showPath(
      isThere ? pathPicture(chain, path, this.box ?? path.box, currentTheme()) : null,
      isThere ? pathSentence(runOf(chain)) : "",
    );
  }

  /** What stands under the stage. */
  write() {
    const { chain } = this.answers.get();
    if (!chain) return;
    this.cards.product.show(chain);
    this.cards.cost.show(chain, this.store.get().mode);
    this.cards.stages.show(chain);
  }

  /** @param {Mode} mode */
  choose(mode) {
    if (mode === this.store.get().mode) return;
    this.surroundings.change({ mode }, null);
  }

  /** As many numbers as a vector is to have. @param {number} size */
  resize(size) {
    const { point } = this.store.get();
    this.surroundings.change({ point: Array.from({ length: size }, (_, k) => point[k] ?? 1) }, null);
  }

  /** @param {number} x @param {number} y @param {boolean} isSettled */
  moveTo(x, y, isSettled) {
    const { path } = this.answers.get();
    if (!path) return;
    const [from, to] = this.store.get().domain.x;
    this.surroundings.change({ point: [roundToPixel(nearestTime(path, [x, y]), to - from)] }, "drag along");
    if (isSettled) this.surroundings.settle();
  }

  /** @param {import("../../../plots/geometry.js").Domain} box */
  look(box) {
    this.box = box;
    this.redraw();
  }

  /** @param {number[]} step  in parts of the ranges of the first two inputs */
  nudge(step) {
    const { point, domain } = this.store.get();
    const ranges = [domain.x, domain.y];
    const moved = point.map((/** @type {number} */ entry, /** @type {number} */ k) =>
      step[k] ? roundToPixel(nudgedAlong(entry, step[k], ranges[k]), ranges[k][1] - ranges[k][0]) : entry,
    );
    this.surroundings.change({ point: moved }, "nudge the input");
  }

  dispose() {
    for (const stop of this.unsubscribe) stop();
    this.player.pause();
    this.drawing.stop();
    this.writing.stop();
    this.stages.dispose();
    for (const inputs of [this.inputs, this.run]) inputs.dispose();
    this.asking.dispose();
    this.stage.dispose();
  }
}
