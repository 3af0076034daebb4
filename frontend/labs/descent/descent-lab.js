/** The descent lab: walks on a curve, side by side, and what a gesture changes in them. */

import { html } from "../../core/dom.js";
import { roundToPixel } from "../../core/format.js";
import { complaintAbout, inside, nudgedAlong, roundedToPixels, zoomedAround } from "../../core/interval.js";
import { say } from "../../core/status.js";
import { t } from "../../core/texts.js";
import { CurvePlot } from "../../plots/curve.js";
import { BoxField } from "../../widgets/box-field.js";
import { PointField } from "../../widgets/point-field.js";
import { isUnresolved, UNRESOLVED } from "../common/curve.js";
import { arrowsAlong, key, typing, zooming } from "../common/keys.js";
import { labOf } from "../common/lab-of-views.js";
import { unread } from "../common/meaning.js";
import { PlotCard } from "../common/plot-card.js";
import { Says } from "../common/says.js";
import { lastStep } from "../walks/places.js";
import { TableCard } from "../walks/table-card.js";
import { WALKING, WalksBench } from "../walks/walks-bench.js";
import { BasinsLegend } from "./basins-legend.js";
import { RunsCard } from "./cards.js";
import { cobwebPicture } from "./cobweb.js";
import { errorPicture, iteratesPicture } from "./iterates.js";
import { mainPicture } from "./picture.js";
import { mapPicture, ratesToMap } from "./rate-map.js";
import { QUESTIONS } from "./requests.js";
import { choices, DEFAULT_STATE } from "./state.js";
import { WalkGroup } from "./walk-group.js";
import { endSentence, stepSentence, tableRows, tableTitles } from "./words.js";

/**
 * @typedef {import("./state.js").DescentState} DescentState
 * @typedef {import("./state.js").Run} Run
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

const UNREAD = unread("x");

/** @type {import("../common/bench.js").Description<DescentBench, Moment, Answers>} */
export const DESCENT = {
  typed: {
    label: "Function of x",
    axes: { count: 1, what: "a curve has one variable" },
    stateOver: ([x], _, { runs }) => ({
      domain: { x },
      step: 0,
      runs: runs.map((/** @type {Run} */ run) => ({ ...run, start: inside(run.start, x) })),
    }),
  },
  switches: {
    cobweb: ["Cobweb: from one iterate to the next", "ink"],
    iterates: ["Iterates, step by step", "ink"],
    error: ["Distance to the end", "ink"],
    map: ["Learning-rate map", "ink"],
    basins: ["Basins: where each start leads", "ink"],
    table: ["Table of the iterates", "ink"],
  },
  behind: ["cobweb", "error", "basins", "table"],
  gestures: [
    ["Drag a numbered start", "along the curve; a click moves the selected one there"],
    ["Drag a rate", "in the learning-rate map; a click sets that of the selected run"],
    ["Drag the picture", "to pan; when it is zoomed, the interval follows too"],
  ],
  keys: [
    arrowsAlong("move the start of the selected run", 0.01),
    ...WALKING,
    ...zooming("zoom in around the selected start"),
    key("0", "the interval of the beginning", (lab) => lab.changeInterval(DEFAULT_STATE.domain.x, null)),
    typing(),
  ],
  nothing: { meaning: null, domain: null, curve: null, walks: [], goal: "minimum", basins: null, map: null },
  questions: QUESTIONS,
  follows: [
    { of: ["source", "parameters", "domain"], reads: true, asks: ["picture"], does: (lab) => lab.forgetRates() },
    { of: ["runs", "steps", "goal"], asks: ["walks"] },
    { of: ["show"], later: ["basins", "map"] },
  ],
  // Where the map must reach is known once the walks have come.
  hears: [{ of: ["walks"], later: ["basins", "map"] }],
  draws: ["source", "parameters", "domain", "runs", "steps", "goal", "step", "show"],
};

/** @extends {WalksBench<DescentState, Moment, Answers>} */
class DescentBench extends WalksBench {
  /** Of the learning-rate maps: they only grow, so that they do not slip away under the hand. */
  rates = noRates();

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, DESCENT);
    this.interval = new BoxField((x) => this.changeInterval(x, null), 1);
    this.starts = new PointField(t("from"), (start, _, k) => this.walk.changeRun(k, { start }, null));
    this.walk = new WalkGroup(surroundings, (k) => this.select(k));
    this.controls = [this.function, this.walk, this.switches];
    this.line = [this.function.field.element, this.starts.element, this.interval.element];
    this.says = new Says();
    this.basinsLegend = new BasinsLegend();
    this.stage = this.madeStage();
    this.cards = this.madeCards();
    this.listen();
  }

  madeStage() {
    const place = html("div", {
      class: "plot",
      role: "img",
      "aria-describedby": "description",
      "aria-label": "The function with the walks on it",
    });
    this.plot = new CurvePlot(place, {
      onDrag: (id, x, _, isSettled) => this.moveStart(Number(id.split(" ")[1]), x, isSettled),
      onPress: (x, _, isSettled) => this.moveStart(this.selected, x, isSettled),
      onDomain: (x, isSettled) => this.changeInterval(roundedToPixels(x), "pan", isSettled),
    });
    const views = html("div", { class: "views curves" }, [html("figure", {}, [place])]);
    const parts = [views, this.basinsLegend.element, this.player.element, ...this.says.elements];
    return { element: html("section", { class: "stage", "aria-label": "Plots" }, parts) };
  }

  madeCards() {
    /** @type {import("../../plots/curve-picture.js").CurveHandlers} */
    const onMap = {
      onDrag: (id, x, _, isSettled) => this.moveRate(Number(id.split(" ")[1]), x, isSettled),
      onPress: (x, _, isSettled) => this.moveRate(this.selected, x, isSettled),
    };
    const rates = (/** @type {any} */ scene) => this.mapRates(scene.state.runs[scene.selected].method);
    return {
      runs: new RunsCard((k) => this.select(k)),
      iterates: new PlotCard("Iterates, step by step", "tall", iteratesPicture),
      error: new PlotCard("Distance to where it ends", "tall", errorPicture),
      cobweb: new PlotCard("Cobweb", "square", cobwebPicture),
      map: new PlotCard("Where it ends, by learning rate", "tall", (scene) => mapPicture(scene, rates(scene)), onMap),
      table: new TableCard(tableTitles, tableRows),
    };
  }

  /** @param {DescentState} state */
  open(state) {
    super.open(state);
    this.forgetRates();
  }

  dispose() {
    super.dispose();
    this.says.dispose();
    this.plot?.destroy();
  }

  /** What a question is made of now. @returns {Moment | null} */
  get moment() {
    const { moment } = this.function.typed;
    if (!moment) return null;
    const selected = Math.min(this.selected, moment.state.runs.length - 1);
    return { ...moment, selected, rates: this.mapRates(moment.state.runs[selected].method) };
  }

  forgetRates() {
    this.rates = noRates();
  }

  /**
   * What the map of a method spans: it only grows, so that it does not slip away under the hand.
   * @param {Run["method"]} method
   */
  mapRates(method) {
    const wanted = ratesToMap(this.answers.get().walks, this.store.get().runs, method);
    if (wanted[1] > this.rates[method][1]) this.rates[method] = wanted;
    return this.rates[method];
  }

  draw() {
    const state = this.store.get();
    const answers = this.answers.get();
    const meaning = this.function.typed.meaning ?? answers.meaning ?? UNREAD;
    this.showNothing(!answers.curve);
    this.function.show(state.parameters, meaning.parameters);
    const [variable] = meaning.variables;
    const [low, high] = state.domain.x;
    this.starts.show(
      state.runs.map(({ start }, k) => [{ label: `Start of run ${k + 1}`, variable, value: start, width: high - low }]),
    );
    this.interval.show([variable], [state.domain.x]);
    this.walk.show(state, this.selected);
    this.showCards(state);
    if (state.goal === "zero") this.cards.map.element.hidden = true;
    if (!answers.curve || !answers.walks.length) return;
    const scene = this.scene();
    this.plot?.draw(mainPicture(scene));
    this.basinsLegend.show(scene);
    this.player.show(state.step, lastStep(answers.walks));
    const unresolved = isUnresolved(answers.curve) ? UNRESOLVED : "";
    const notes = [unresolved, endSentence(state, answers, scene.selected)].filter(Boolean).join(" ");
    this.says.show(stepSentence(state, answers, scene.selected), notes);
    this.writing.ask();
  }

  scene() {
    const answers = this.answers.get();
    // The walk of a run that was just added is still on its way.
    const selected = Math.min(this.selected, answers.walks.length - 1);
    return { state: this.store.get(), answers, selected, theme: this.theme };
  }

  write() {
    const scene = this.scene();
    for (const card of Object.values(this.cards)) if (!card.element.hidden) card.show(scene);
  }

  /** @param {number} k */
  select(k) {
    if (k !== this.selected) this.asking.askLater("basins", "map");
    super.select(k);
  }

  get width() {
    const [low, high] = this.store.get().domain.x;
    return high - low;
  }

  /** @param {number} k @param {number} x @param {boolean} isSettled */
  moveStart(k, x, isSettled) {
    this.walk.changeRun(k, { start: inside(roundToPixel(x, this.width), this.store.get().domain.x) }, "drag a start");
    if (isSettled) this.settle();
  }

  /** @param {number} k @param {number} rate @param {boolean} isSettled */
  moveRate(k, rate, isSettled) {
    this.walk.changeRun(k, { rate: Number(Math.max(rate, 0).toPrecision(3)) }, "drag a rate");
    if (isSettled) this.settle();
  }

  /** @param {number[]} step  in parts of the interval */
  nudge([step]) {
    const { domain, runs } = this.store.get();
    this.walk.changeRun(
      this.selected,
      { start: nudgedAlong(runs[this.selected].start, step, domain.x) },
      "nudge a start",
    );
  }

  /** @param {[number, number]} x @param {string | null} kind @param {boolean} [isSettled] */
  changeInterval(x, kind, isSettled = true) {
    const complaint = complaintAbout(x);
    if (complaint) {
      say("box", complaint, 4_000);
      this.plot?.reset();
      return;
    }
    this.change({ domain: { x } }, kind);
    if (isSettled) this.settle();
  }

  /** @param {number} factor */
  zoom(factor) {
    const { domain, runs } = this.store.get();
    this.changeInterval(zoomedAround(domain.x, runs[this.selected].start, factor), null);
  }
}

export const DescentLab = labOf(DescentBench);

/** @returns {Record<Run["method"], [number, number]>} */
function noRates() {
  return Object.fromEntries(choices.runs.map((name) => [name, [0, 0]]));
}
