/** The descent lab: walks on a curve, side by side, and what a gesture changes in them. */

import { html } from "../../core/dom.js";
import { roundToPixel } from "../../core/format.js";
import { complaintAbout, inside, nudgedAlong, roundedToPixels, zoomedAround } from "../../core/interval.js";
import { arrowKeys } from "../../core/keys.js";
import { atMostEvery, onceAFrame } from "../../core/pace.js";
import { createStore } from "../../core/signal.js";
import { say } from "../../core/status.js";
import { currentTheme } from "../../core/theme.js";
import { CurvePlot } from "../../plots/curve.js";
import { IntervalField } from "../../widgets/interval-field.js";
import { Player } from "../../widgets/player.js";
import { Asking } from "../common/asking.js";
import { FunctionGroup } from "../common/function-group.js";
import { furnish, group } from "../common/groups.js";
import { PlotCard } from "../common/plot-card.js";
import { Says } from "../common/says.js";
import { Switches } from "../common/switches.js";
import { BasinsLegend } from "./basins-legend.js";
import { RunsCard, TableCard } from "./cards.js";
import {
  cobwebPicture,
  errorPicture,
  iteratesPicture,
  lastStep,
  mainPicture,
  mapPicture,
  ratesToMap,
} from "./picture.js";
import { QUESTIONS } from "./requests.js";
import { DEFAULT_STATE } from "./state.js";
import { WalkGroup } from "./walk-group.js";
import { endSentence, stepSentence } from "./words.js";

/**
 * @typedef {import("./state.js").DescentState} DescentState
 * @typedef {import("./state.js").Run} Run
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("../../core/laboratory.js").Lab} Lab
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

/** @type {Answers} */
const NOTHING = { meaning: null, domain: null, curve: null, walks: [], goal: "minimum", basins: null, map: null };
const READING = 80; // ms: nobody reads faster
const LINE = { count: 1, what: "a curve has one variable" };
const UNREAD = { variables: ["x"], parameters: [] };

/**
 * What each switch shows, and the colour it has everywhere.
 * @type {Record<keyof DescentState["show"], [string, string]>}
 */
const SWITCHES = {
  cobweb: ["Cobweb: from one iterate to the next", "ink"],
  iterates: ["Iterates, step by step", "ink"],
  error: ["Distance to the end", "ink"],
  map: ["Learning-rate map", "ink"],
  basins: ["Basins: where each start leads", "ink"],
  table: ["Table of the iterates", "ink"],
};

/** @implements {Lab} */
export class DescentLab {
  /** @type {[string, string][]} */
  gestures = [
    ["Drag a numbered start", "along the curve; a click moves the selected one there"],
    ["Drag a rate", "in the learning-rate map; a click sets that of the selected run"],
    ["Drag the picture", "to pan; when it is zoomed, the interval follows too"],
  ];

  selected = 0;
  /** Of the learning-rate maps: they only grow, so that they do not slip away under the hand. */
  rates = noRates();

  /** @param {HTMLElement} element @param {Surroundings} surroundings */
  constructor(element, surroundings) {
    const { store, change, settle, client, sceneCard } = surroundings;
    /** @type {import("../../core/signal.js").Store<DescentState>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.answers = createStore(NOTHING);
    this.drawing = onceAFrame(() => this.draw());
    this.writing = atMostEvery(READING, () => this.write());
    this.function = new FunctionGroup("Function of x", LINE, surroundings, {
      onRead: () => this.redraw(),
      stateOver: ([x]) => this.stateOver(x),
    });
    this.asking = new Asking(client, QUESTIONS, {
      now: () => this.moment,
      answers: this.answers,
      onRefusal: (problem) => this.function.typed.complain(problem),
    });
    this.interval = new IntervalField((x) => this.changeInterval(x, null));
    this.walk = new WalkGroup(surroundings, (k) => this.select(k));
    this.switches = new Switches(SWITCHES, surroundings);
    this.player = new Player((step) => store.set({ step }));
    this.says = new Says();
    this.cards = this.makeCards();
    this.shortcuts = this.keys();
    this.element = element;
    const where = group("Where?", "where", [this.interval.element]);
    const cards = Object.values(this.cards).map((card) => card.element);
    furnish(
      element,
      [sceneCard, this.function.element, this.walk.element, where, this.switches.element],
      this.stage(),
      cards,
    );
    this.listen();
    this.follow();
  }

  stage() {
    this.basinsLegend = new BasinsLegend();
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
    return html("section", { class: "stage", "aria-label": "Plots" }, [
      views,
      this.basinsLegend.element,
      this.player.element,
      ...this.says.elements,
    ]);
  }

  makeCards() {
    const setRate = (/** @type {number} */ k, /** @type {number} */ rate, /** @type {boolean} */ isSettled) => {
      this.walk.changeRun(k, { rate: Number(Math.max(rate, 0).toPrecision(3)) }, "drag a rate");
      if (isSettled) this.settle();
    };
    const onMap = {
      onDrag: (
        /** @type {string} */ id,
        /** @type {number} */ x,
        /** @type {number} */ _,
        /** @type {boolean} */ isSettled,
      ) => setRate(Number(id.split(" ")[1]), x, isSettled),
      onPress: (/** @type {number} */ x, /** @type {number} */ _, /** @type {boolean} */ isSettled) =>
        setRate(this.selected, x, isSettled),
    };
    return {
      runs: new RunsCard((k) => this.select(k)),
      iterates: new PlotCard("Iterates, step by step", "tall", iteratesPicture),
      error: new PlotCard("Distance to where it ends", "tall", errorPicture),
      cobweb: new PlotCard("Cobweb", "square", cobwebPicture),
      map: new PlotCard(
        "Where it ends, by learning rate",
        "tall",
        (scene) => mapPicture(scene, this.mapRates(scene.state.runs[scene.selected].method)),
        onMap,
      ),
      table: new TableCard(),
    };
  }

  keys() {
    const steps = { arrowleft: [-0.01], arrowright: [0.01] };
    return [
      arrowKeys("move the start of the selected run", steps, ([step]) => this.nudge(step)),
      { keys: [" "], shown: "Space", does: "play or pause", run: () => this.player.toggle() },
      { keys: ["."], shown: ".", does: "one step on", run: () => this.player.move(1) },
      { keys: [","], shown: ",", does: "one step back", run: () => this.player.move(-1) },
      { keys: ["home"], shown: "Home", does: "to the start", run: () => this.player.go(0) },
      { keys: ["end"], shown: "End", does: "to the last step", run: () => this.player.go(Infinity) },
      {
        keys: ["r"],
        shown: "R",
        does: "look at the next run",
        run: () => this.select((this.selected + 1) % this.store.get().runs.length),
      },
      this.switches.shortcut,
      { keys: ["+", "="], shown: "+", does: "zoom in around the selected start", run: () => this.zoom(0.5) },
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
    this.store.subscribe(["runs", "steps", "goal"], () => this.asking.ask("walks"));
    this.store.subscribe(["show"], () => this.askLater());
    this.store.subscribe(["source", "parameters", "domain", "runs", "steps", "goal", "step", "show"], () =>
      this.redraw(),
    );
    this.answers.subscribe(/** @type {(keyof Answers)[]} */ (Object.keys(NOTHING)), () => this.redraw());
    // Where the map must reach is known once the walks have come.
    this.answers.subscribe(["walks"], () => this.askLater());
  }

  /** Another state as a whole: undone, redone, or opened from a link. @param {DescentState} state */
  open(state) {
    this.player.pause();
    this.selected = Math.min(this.selected, state.runs.length - 1);
    this.rates = noRates();
    this.function.typed.replace(state.source);
    this.store.set(state);
  }

  dispose() {
    this.player.pause();
    this.drawing.stop();
    this.writing.stop();
    this.function.dispose();
    this.asking.dispose();
    this.says.dispose();
    this.plot?.destroy();
    for (const card of [this.cards.iterates, this.cards.error, this.cards.cobweb, this.cards.map]) card.dispose();
  }

  /** @param {[number, number]} x  of an example */
  stateOver(x) {
    const { runs } = this.store.get();
    return {
      domain: { x },
      step: 0,
      runs: runs.map((/** @type {Run} */ run) => ({ ...run, start: inside(run.start, x) })),
    };
  }

  /** What a question is made of now. @returns {import("./requests.js").Moment | null} */
  get moment() {
    const { moment } = this.function.typed;
    if (!moment) return null;
    const selected = Math.min(this.selected, moment.state.runs.length - 1);
    return { ...moment, selected, rates: this.mapRates(moment.state.runs[selected].method) };
  }

  /** Asks for what the function, its parameters or the interval changed. */
  async follow() {
    if (!(await this.function.typed.inForce())) return;
    this.rates = noRates();
    this.asking.ask("picture");
  }

  askLater() {
    this.asking.askLater("basins", "map");
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

  redraw() {
    this.drawing.ask();
  }

  draw() {
    const state = this.store.get();
    const answers = this.answers.get();
    const meaning = this.function.typed.meaning ?? answers.meaning ?? UNREAD;
    this.element.classList.toggle("has-nothing", !answers.curve);
    this.function.show(state.parameters, meaning.parameters);
    this.interval.show(meaning.variables[0], state.domain.x);
    this.walk.show(state, this.selected);
    this.switches.show(state.show);
    const { runs: _, ...optional } = this.cards;
    for (const [name, card] of Object.entries(optional))
      card.element.hidden = !state.show[/** @type {keyof typeof state.show} */ (name)];
    if (state.goal === "zero") this.cards.map.element.hidden = true;
    if (!answers.curve || !answers.walks.length) return;
    const scene = this.scene();
    this.plot?.draw(mainPicture(scene));
    this.basinsLegend?.show(scene);
    this.player.show(state.step, lastStep(answers.walks));
    this.says.show(stepSentence(state, answers, scene.selected), endSentence(state, answers, scene.selected));
    this.writing.ask();
  }

  scene() {
    const answers = this.answers.get();
    // The walk of a run that was just added is still on its way.
    const selected = Math.min(this.selected, answers.walks.length - 1);
    return { state: this.store.get(), answers, selected, theme: currentTheme() };
  }

  /** What stands under the curve. */
  write() {
    const scene = this.scene();
    for (const card of Object.values(this.cards)) if (!card.element.hidden) card.show(scene);
  }

  /** @param {number} k */
  select(k) {
    if (k === this.selected) return;
    this.selected = k;
    this.askLater();
    this.redraw();
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

  /** @param {number} step  in parts of the interval */
  nudge(step) {
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

/** @returns {Record<Run["method"], [number, number]>} */
function noRates() {
  return { "gradient-descent": [0, 0], newton: [0, 0] };
}
