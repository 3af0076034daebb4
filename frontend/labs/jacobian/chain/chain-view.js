/** The chain-rule view: a computation as a graph of stages, and the derivatives that flow through it. */

import { roundToPixel } from "../../../core/format.js";
import { nudgedAlong } from "../../../core/interval.js";
import { Player } from "../../../widgets/player.js";
import { Bench } from "../../common/bench.js";
import { choice } from "../../common/choice.js";
import { group, whereLine } from "../../common/groups.js";
import { arrows, key, playing, typing } from "../../common/keys.js";
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
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("./steps.js").Mode} Mode
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

const SIZES = ["2", "3", "4", "5", "6", "7", "8"];
const STEPS_A_SECOND = 1; // each is something to look at

/** @type {import("../../common/bench.js").Description<ChainView, Moment, Answers>} */
export const CHAIN = {
  gestures: [
    ["Point at an entry of the product", "to see the sum that it is"],
    ["Drag the point on the map", "along its curve"],
  ],
  keys: [
    arrows("move the input", 0.02),
    ...playing(),
    key("m", "forward or reverse mode", (lab) =>
      lab.choose(lab.store.get().mode === "forward" ? "reverse" : "forward"),
    ),
    key("r", "run along the first input, or stop", (lab) => lab.runner().play()),
    typing(),
  ],
  nothing: { chain: null, path: null, pathOf: "" },
  questions: QUESTIONS,
  follows: [{ of: ["sources", "parameters", "point", "domain"], reads: true, asks: ["chain"] }],
  draws: ["sources", "parameters", "point", "domain", "step", "mode"],
};

/** @extends {Bench<JacobianState, Moment, Answers>} */
export class ChainView extends Bench {
  /** Of all stages. */
  get title() {
    return this.store.get().sources.join("; ");
  }

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
    super(surroundings, CHAIN);
    this.function = new StagesGroup(surroundings, () => this.redraw());
    this.inputs = new Inputs(surroundings);
    this.run = new Inputs(surroundings);
    this.sweeps = [this.function, this.inputs, this.run].map(({ sliders }) => sliders);
    this.size = choice("Size of the input", SIZES, {}, (size) => this.resize(Number(size)));
    this.sizeLine = whereLine("entries", this.size);
    this.where = { element: group("Where?", "where", [this.sizeLine, this.inputs.element]) };
    this.controls = [this.function, this.where];
    this.line = [this.function.list];
    this.player = new Player((step) => this.store.set({ step }), STEPS_A_SECOND);
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
    this.listen();
  }

  /** The slider that is seen. */
  runner() {
    return this.stage.side.hidden ? this.inputs : this.run;
  }

  /** @param {JacobianState} state */
  open(state) {
    this.player.pause();
    this.stopSweeps();
    this.function.replace(state.sources);
  }

  get moment() {
    return this.function.moment;
  }

  /** @param {import("../../../core/client.js").Problem} problem */
  complain(problem) {
    this.function.complain(problem);
  }

  /** The input has as many numbers as the first function that was typed has variables. */
  async reads() {
    const meanings = await this.function.inForce();
    if (!meanings) return false;
    const { variables, inputs } = meanings[0];
    this.isVector = inputs.length === 1 && inputs[0].shape.length === 1;
    const { point } = this.store.get();
    if (point.length !== variables.length)
      this.store.set({ point: variables.map((/** @type {string} */ _, /** @type {number} */ k) => point[k] ?? 1) });
    this.variables = variables;
    return true;
  }

  draw() {
    const state = this.store.get();
    const { chain } = this.answers.get();
    this.function.show(state, chain);
    // On the stage tall formulas stand in the graph alone.
    this.function.list.classList.toggle("is-tall", chain?.stages.some(({ value }) => value.length > 2) ?? false);
    this.sizeLine.hidden = !this.isVector;
    this.size.value = String(this.variables.length);
    for (const inputs of [this.inputs, this.run]) inputs.show(this.variables, state);
    this.showNothing(!chain);
    if (!chain) return;
    const last = lastStep(chain.stages.length);
    const step = Math.min(state.step, last);
    this.stage.show(chain, state.mode, step);
    this.player.show(state.step, last);
    this.drawPath();
    this.stage.says.show(stepSentence(chain, state.mode, step), totalsText(chain));
    this.writing.ask();
  }

  drawPath() {
    const { chain, path } = this.answers.get();
    const isThere = chain !== null && path !== null;
    if (path !== this.path) this.box = null;
    this.path = path;
    // On its curve the point has its slider beside the map.
    this.where.element.hidden = isThere;
    this.stage.showPath(
      isThere ? pathPicture(chain, path, this.box ?? path.box, this.theme) : null,
      isThere ? pathSentence(runOf(chain)) : "",
    );
  }

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
    this.change({ mode }, null);
  }

  /** As many numbers as a vector is to have. @param {number} size */
  resize(size) {
    const { point } = this.store.get();
    this.change({ point: Array.from({ length: size }, (_, k) => point[k] ?? 1) }, null);
  }

  /** @param {number} x @param {number} y @param {boolean} isSettled */
  moveTo(x, y, isSettled) {
    const { path } = this.answers.get();
    if (!path) return;
    const [from, to] = this.store.get().domain.x;
    this.change({ point: [roundToPixel(nearestTime(path, [x, y]), to - from)] }, "drag along");
    if (isSettled) this.settle();
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
    this.change({ point: moved }, "nudge the input");
  }
}
