/** The paths lab: methods racing downhill on a surface and its map, and what a gesture changes in them. */

import { CATALOGUE } from "../../core/catalogue.js";
import { roundToPixel } from "../../core/format.js";
import { complaintAbout } from "../../core/interval.js";
import { arrowKeys } from "../../core/keys.js";
import { atMostEvery, onceAFrame } from "../../core/pace.js";
import { createStore } from "../../core/signal.js";
import { say } from "../../core/status.js";
import { currentTheme } from "../../core/theme.js";
import { IntervalField } from "../../widgets/interval-field.js";
import { Player } from "../../widgets/player.js";
import { Asking } from "../common/asking.js";
import { examplesOf, FunctionGroup } from "../common/function-group.js";
import { furnish, group } from "../common/groups.js";
import { boxByHand, nudged, within, zoomed } from "../common/moves.js";
import { Switches } from "../common/switches.js";
import { ProgressCard, RunsCard, TableCard } from "./cards.js";
import { extraCards } from "./extras/extra-cards.js";
import { looksOf } from "../common/methods.js";
import { lastStep, pictureOf, placeAfter, projectionPicture } from "./picture.js";
import { QUESTIONS } from "./requests.js";
import { RunsGroup } from "./runs-group.js";
import { Stage } from "./stage.js";
import { endSentence, labelOf, stepSentence } from "./words.js";

/**
 * @typedef {import("./state.js").PathsState} PathsState
 * @typedef {import("./state.js").Run} Run
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("../../core/laboratory.js").Lab} Lab
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

/** @type {Answers} */
const NOTHING = { meaning: null, domain: null, grid: null, walks: [], critical: null };
const READING = 80; // ms: nobody reads faster
const { variables: most } = CATALOGUE.limits;
const SPACE = { count: 2, most, what: `walks go in at most ${most} variables` };
const UNREAD = { variables: ["x", "y"], parameters: [] };

/**
 * What each switch shows, and the colour it has everywhere.
 * @type {Record<keyof PathsState["show"], [string, string]>}
 */
const SWITCHES = {
  progress: ["Progress: f, gradient and steps", "ink"],
  arrows: ["What makes the next step", "gradient"],
  theory: ["Rates by theory and in practice", "hessian"],
  rates: ["Rate over learning rate and momentum", "hessian"],
  basins: ["Basins: where each start leads", "ink"],
  sweep: ["Sweep of the learning rate", "ink"],
  saddle: ["Ways into and out of a saddle", "hessian"],
  critical: ["Critical points", "ink"],
  table: ["Table of the iterates", "ink"],
};

/** @implements {Lab} */
export class PathsLab {
  /** @type {[string, string][]} */
  gestures = [
    ["Drag a start", "on the surface or on the map; a click moves the selected one there"],
    ["Point at a plot of progress", "to go to that step"],
    ["Drag the surface", "to turn it"],
    ["Drag the map", "to pan; when it is zoomed, the box follows too"],
  ];

  selected = 0;
  /** Coordinates to look along, if there are more than two variables. @type {[number, number] | null} */
  plane = null;
  /** Of which variables. */
  planeOf = "";
  /** @type {import("../common/methods.js").Method[]} */
  methods = CATALOGUE.methods;

  /** @param {HTMLElement} element @param {Surroundings} surroundings */
  constructor(element, surroundings) {
    const { store, change, settle, client, sceneCard } = surroundings;
    /** @type {import("../../core/signal.js").Store<PathsState>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.answers = createStore(NOTHING);
    this.drawing = onceAFrame(() => this.draw());
    this.writing = atMostEvery(READING, () => this.write());
    this.function = new FunctionGroup("Function of x, y, …", SPACE, surroundings, {
      onRead: () => this.redraw(),
      stateOver: (box, example) => stateOver(store.get(), box, example),
      // The gallery of test functions comes first.
      examples: [...CATALOGUE.test_functions, ...examplesOf(2)],
    });
    this.asking = new Asking(client, QUESTIONS, {
      now: () => this.function.typed.moment,
      answers: this.answers,
      onRefusal: (problem) => this.function.typed.complain(problem),
    });
    this.runs = new RunsGroup(surroundings, (k) => this.select(k));
    this.intervals = /** @type {const} */ (["x", "y"]).map(
      (axis) => new IntervalField((interval) => this.changeDomain({ ...store.get().domain, [axis]: interval })),
    );
    this.where = group(
      "Where?",
      "where",
      this.intervals.map((field) => field.element),
    );
    this.switches = new Switches(SWITCHES, surroundings);
    this.player = new Player((step) => store.set({ step }));
    this.stage = new Stage(
      {
        onStart: (x, y, isSettled) => this.moveStart([x, y], isSettled),
        onGrip: (k) => this.select(store.get().together ? this.selected : k),
        onDomain: (domain) => this.changeDomain(boxByHand(domain)),
        onCamera: (view) => store.set({ view }),
        onZoom: (factor) => this.zoom(factor),
        onPlane: (chosen) => this.look(chosen),
      },
      this.player.element,
    );
    this.cards = {
      runs: new RunsCard((k) => this.select(k)),
      progress: new ProgressCard(
        (against) => change({ against }, null),
        (place) => this.goTo(place),
      ),
      table: new TableCard(),
    };
    this.extras = extraCards({
      surroundings,
      onSet: (name, value, kind) => this.runs.set(this.selected, name, value, kind),
      onStart: (place) => this.moveStart(place, true),
      onShown: () => this.redraw(),
    });
    this.shortcuts = this.keys();
    this.element = element;
    const cards = [...Object.values(this.cards), ...Object.values(this.extras)].map((card) => card.element);
    furnish(
      element,
      [sceneCard, this.function.element, this.runs.element, this.where, this.switches.element],
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
      arrowKeys("move the start of the selected run", steps, (step) => this.nudge(step)),
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
      { keys: ["0"], shown: "0", does: "the camera of the beginning", run: () => this.stage.scene.look(null) },
      { keys: ["f"], shown: "F", does: "type another function", run: () => this.function.focus() },
    ];
  }

  listen() {
    this.store.subscribe(["source", "parameters", "domain"], () => this.follow());
    this.store.subscribe(["runs", "steps"], () => this.asking.ask("walks"));
    this.store.subscribe(["show"], () => this.followShow());
    this.store.subscribe(
      ["source", "parameters", "domain", "runs", "together", "steps", "step", "trail", "against", "show"],
      () => this.redraw(),
    );
    this.answers.subscribe(/** @type {(keyof Answers)[]} */ (Object.keys(NOTHING)), () => this.redraw());
  }

  /** Another state as a whole: undone, redone, or opened from a link. @param {PathsState} state */
  open(state) {
    this.player.pause();
    this.selected = Math.min(this.selected, state.runs.length - 1);
    this.function.typed.replace(state.source);
    const isOtherView = JSON.stringify(state.view) !== JSON.stringify(this.store.get().view);
    this.store.set(state);
    if (isOtherView) this.stage.scene.look(state.view);
  }

  dispose() {
    this.player.pause();
    this.drawing.stop();
    this.writing.stop();
    this.function.dispose();
    this.asking.dispose();
    this.stage.dispose();
    this.cards.progress.dispose();
    for (const card of Object.values(this.extras)) card.dispose();
  }

  /** Asks for what the function, its parameters or the box changed. */
  async follow() {
    const meaning = await this.function.typed.inForce();
    if (!meaning) return;
    const count = meaning.variables.length;
    const { runs } = this.store.get();
    // Starts have as many entries as the function that was typed has variables.
    if (runs.some(({ start }) => start.length !== count))
      this.store.set({ runs: runs.map((run) => ({ ...run, start: fitted(run.start, count) })) });
    if (meaning.variables.join() !== this.planeOf) this.plane = null;
    this.planeOf = meaning.variables.join();
    this.asking.ask("picture");
    this.asking.askLater("critical");
  }

  followShow() {
    this.asking.ask("walks");
    this.asking.askLater("critical");
  }

  redraw() {
    this.drawing.ask();
  }

  scene() {
    const state = this.store.get();
    return {
      state,
      answers: this.answers.get(),
      selected: Math.min(this.selected, state.runs.length - 1),
      theme: currentTheme(),
    };
  }

  draw() {
    const scene = this.scene();
    const { state, answers, selected } = scene;
    const meaning = this.function.typed.meaning ?? answers.meaning ?? UNREAD;
    this.element.classList.toggle("has-nothing", !answers.meaning);
    this.function.show(state.parameters, meaning.parameters);
    this.runs.show({ state, selected, variables: meaning.variables, methods: this.methods });
    this.where.hidden = meaning.variables.length > 2;
    this.intervals.forEach((field, axis) => field.show(meaning.variables[axis], state.domain[axis === 0 ? "x" : "y"]));
    this.switches.show(state.show);
    this.cards.progress.element.hidden = !state.show.progress;
    this.cards.table.element.hidden = !state.show.table;
    for (const [name, card] of Object.entries(this.extras))
      card.element.hidden = !state.show[/** @type {keyof PathsState["show"]} */ (name)];
    if (!answers.meaning || !answers.walks.length) return;
    this.drawStage(scene);
    this.player.show(state.step, lastStep(answers.walks));
    this.stage.says.show(stepSentence(state, answers, selected, this.methods), endSentence(state, answers, selected));
    this.writing.ask();
  }

  /** @param {import("./picture.js").Scene} scene */
  drawStage(scene) {
    const { state, answers, selected } = scene;
    const { variables } = /** @type {import("../common/meaning.js").Meaning} */ (answers.meaning);
    const looks = looksOf(state.runs);
    this.stage.showLegend(
      state.runs.map(({ method }, k) => ({
        ...looks[k],
        name: labelOf(method, this.methods),
        isSelected: k === selected,
      })),
      (k) => this.select(k),
    );
    if (variables.length > 2) this.stage.showFlat(projectionPicture(scene, this.plane), variables, this.plane);
    else if (state.runs.every(({ start }) => start.length === 2))
      this.stage.show(
        pictureOf(
          scene,
          this.shownExtras().map((card) => card.onMap(scene, this.methods)),
        ),
      );
  }

  /** Those that are seen, once what is known is about the function of the state: they ask further about it. */
  shownExtras() {
    if (this.answers.get().meaning?.source !== this.store.get().source) return [];
    return Object.values(this.extras).filter(({ element }) => !element.hidden);
  }

  /** What stands under the stage. */
  write() {
    const scene = this.scene();
    if (!scene.answers.walks.length) return;
    this.cards.runs.show(scene, this.methods);
    if (scene.state.show.progress) this.cards.progress.show(scene);
    if (scene.state.show.table) this.cards.table.show(scene);
    for (const card of this.shownExtras()) card.show(scene, this.methods);
  }

  /** @param {number} k */
  select(k) {
    if (k === this.selected) return;
    this.selected = k;
    this.redraw();
  }

  /** @param {number} place  on a plot of progress: an iteration, or an amount of work */
  goTo(place) {
    const { state, answers, selected } = this.scene();
    this.player.pause();
    this.player.go(
      state.against === "work" ? placeAfter(answers.walks[selected], place) : Math.max(0, Math.round(place)),
    );
  }

  /** @param {[number, number] | null} chosen */
  look(chosen) {
    this.plane = chosen;
    this.redraw();
  }

  /** @param {[number, number]} place @param {boolean} isSettled */
  moveStart(place, isSettled) {
    const { domain } = this.store.get();
    const rounded = [
      roundToPixel(place[0], domain.x[1] - domain.x[0]),
      roundToPixel(place[1], domain.y[1] - domain.y[0]),
    ];
    this.runs.moveStart(this.selected, rounded, "drag a start");
    if (isSettled) this.settle();
  }

  /** @param {number[]} step  in parts of the box */
  nudge(step) {
    const { domain, runs } = this.store.get();
    const { start } = runs[this.selected];
    if (start.length === 2)
      this.runs.moveStart(
        this.selected,
        nudged(/** @type {[number, number]} */ (start), step, domain),
        "nudge a start",
      );
  }

  /** @param {import("../../plots/geometry.js").Domain} domain */
  changeDomain(domain) {
    const complaint = complaintAbout(domain.x) || complaintAbout(domain.y);
    if (complaint) {
      say("box", complaint, 4_000);
      this.stage.map.reset();
      return;
    }
    this.change({ domain }, null);
  }

  /** @param {number} factor */
  zoom(factor) {
    const { domain, runs } = this.store.get();
    const { start } = runs[this.selected];
    if (start.length === 2)
      this.changeDomain(zoomed(domain, within(/** @type {[number, number]} */ (start), domain), factor));
  }
}

/** @param {number[]} start @param {number} count */
function fitted(start, count) {
  return Array.from({ length: count }, (_, axis) => start[axis] ?? start[start.length - 1] ?? 0);
}

/**
 * What changes with an example: the box, and where the runs begin.
 * @param {PathsState} state
 * @param {[number, number][]} box
 * @param {any} example
 */
function stateOver(
  { runs, steps },
  [x, y = [-1, 1]],
  { start = [x[0] + 0.2 * (x[1] - x[0]), y[0] + 0.8 * (y[1] - y[0])], parameters = {} },
) {
  const sliders = Object.entries(parameters).map(([name, { value, minimum, maximum }]) => [
    name,
    { value, min: minimum, max: maximum },
  ]);
  return {
    domain: { x, y },
    step: steps,
    runs: runs.map((run) => ({ ...run, start })),
    parameters: Object.fromEntries(sliders),
    together: true,
  };
}
