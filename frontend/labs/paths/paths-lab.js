/** The paths lab: methods racing downhill on a surface and its map, and what a gesture changes in them. */

import { CATALOGUE } from "../../core/catalogue.js";
import { roundToPixel } from "../../core/format.js";
import { t } from "../../core/texts.js";
import { BoxField } from "../../widgets/box-field.js";
import { PointField } from "../../widgets/point-field.js";
import { isDrawable } from "../common/drawable.js";
import { examplesOf } from "../common/function-group.js";
import { gapNotes } from "../common/grid.js";
import { arrows, key, typing, zooming } from "../common/keys.js";
import { labOf } from "../common/lab-of-views.js";
import { looksOf } from "../common/methods.js";
import { boxByHand, nudged, within, zoomed } from "../common/moves.js";
import { lastStep } from "../walks/places.js";
import { TableCard } from "../walks/table-card.js";
import { WALKING, WalksBench } from "../walks/walks-bench.js";
import { ProgressCard, RunsCard } from "./cards.js";
import { extraCards } from "./extras/extra-cards.js";
import { pictureOf, placeAfter, projectionPicture } from "./picture.js";
import { QUESTIONS } from "./requests.js";
import { RunsGroup } from "./runs-group.js";
import { Stage } from "./stage.js";
import { fitted, startsOf, stateOver } from "./starts.js";
import { endSentence, labelOf, stepSentence, tableRows, tableTitles } from "./words.js";
import { LOOKING } from "../common/look-row.js";
import { unread } from "../common/meaning.js";

/**
 * @typedef {import("./state.js").PathsState} PathsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

const { variables: most } = CATALOGUE.limits;
const UNREAD = unread("x", "y");

/** @type {import("../common/bench.js").Description<PathsBench, Moment, Answers>} */
export const PATHS = {
  typed: {
    label: "Function of x, y, …",
    axes: { count: 2, most, what: `walks go in at most ${most} variables` },
    stateOver,
    // The gallery of test functions comes first.
    examples: [...CATALOGUE.test_functions, ...examplesOf(2)],
  },
  switches: {
    progress: ["Progress: f, gradient and steps", "ink"],
    arrows: ["What makes the next step", "gradient"],
    theory: ["Rates of convergence, by theory and in practice", "hessian"],
    rates: ["Rate of convergence over learning rate and momentum", "hessian"],
    basins: ["Basins: where each start leads", "ink"],
    sweep: ["Sweep of the learning rate", "ink"],
    saddle: ["Ways into and out of a saddle", "hessian"],
    critical: ["Critical points", "ink"],
    table: ["Table of the iterates", "ink"],
  },
  behind: ["progress", "arrows", "theory", "rates", "basins", "sweep", "saddle", "table"],
  gestures: [
    ["Drag a start", "on the surface or on the map; a click moves the selected one there"],
    ["Point at a plot of progress", "to go to that step"],
    ["Drag the surface", "to turn it"],
    ["Drag the map", "to pan; when it is zoomed, the box follows too"],
  ],
  keys: [
    arrows("move the start of the selected run", 0.02),
    ...WALKING,
    ...zooming("zoom in around the selected start"),
    key("0", "the camera of the beginning", (lab) => lab.stage.scene.lookFrom("home")),
    ...LOOKING,
    typing(),
  ],
  nothing: { meaning: null, domain: null, grid: null, walks: [], critical: null },
  questions: QUESTIONS,
  follows: [
    { of: ["source", "parameters", "domain"], reads: true, asks: ["picture"], later: ["critical"] },
    { of: ["runs", "steps"], asks: ["walks"] },
    { of: ["show"], asks: ["walks"], later: ["critical"] },
  ],
  draws: ["source", "parameters", "domain", "runs", "together", "steps", "step", "trail", "against", "show"],
};

/** @extends {WalksBench<PathsState, Moment, Answers>} */
class PathsBench extends WalksBench {
  /** Coordinates to look along, if there are more than two variables. @type {[number, number] | null} */
  plane = null;
  /** Of which variables. */
  planeOf = "";
  /** @type {import("../common/methods.js").Method[]} */
  methods = CATALOGUE.methods;

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, PATHS);
    this.runs = new RunsGroup(surroundings, (k) => this.select(k));
    this.starts = new PointField(t("from"), (value, axis, k) => this.runs.changeEntry(k, axis, value));
    this.box = new BoxField((interval, axis) =>
      this.changeDomain({ ...this.store.get().domain, [axis === 0 ? "x" : "y"]: interval }),
    );
    this.controls = [this.function, this.runs, this.switches];
    this.line = [this.function.field.element, this.starts.element, this.box.element];
    this.stage = this.madeStage();
    this.extras = extraCards({
      surroundings,
      onSet: (name, value, kind) => this.runs.set(this.selected, name, value, kind),
      onStart: (place) => this.moveStart(place, true),
      onShown: () => this.redraw(),
    });
    this.cards = {
      runs: new RunsCard((k) => this.select(k)),
      progress: new ProgressCard(
        (against) => this.change({ against }, null),
        (place) => this.goTo(place),
      ),
      table: new TableCard(tableTitles, tableRows),
      ...this.extras,
    };
    this.stage.scene.look(this.store.get().view);
    this.listen();
  }

  madeStage() {
    const hands = {
      onStart: (/** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ isSettled) =>
        this.moveStart([x, y], isSettled),
      onGrip: (/** @type {number} */ k) => this.select(this.store.get().together ? this.selected : k),
      onDomain: (/** @type {import("../../plots/geometry.js").Domain} */ domain) =>
        this.changeDomain(boxByHand(domain)),
      onCamera: (/** @type {PathsState["view"]} */ view) => this.store.set({ view }),
      onZoom: (/** @type {number} */ factor) => this.zoom(factor),
      onPlane: (/** @type {[number, number] | null} */ chosen) => this.look(chosen),
    };
    return new Stage(hands, this.player.element);
  }

  /** @param {PathsState} state */
  open(state) {
    super.open(state);
    if (JSON.stringify(state.view) !== JSON.stringify(this.store.get().view)) this.stage.scene.look(state.view);
  }

  /** Starts have as many entries as the function that was typed has variables. */
  async reads() {
    if (!(await super.reads())) return false;
    const { variables } = this.function.typed.meaning;
    const { runs } = this.store.get();
    if (runs.some(({ start }) => start.length !== variables.length))
      this.store.set({ runs: runs.map((run) => ({ ...run, start: fitted(run.start, variables.length) })) });
    if (variables.join() !== this.planeOf) this.plane = null;
    this.planeOf = variables.join();
    return true;
  }

  scene() {
    const state = this.store.get();
    return {
      state,
      answers: this.answers.get(),
      selected: Math.min(this.selected, state.runs.length - 1),
      theme: this.theme,
    };
  }

  draw() {
    const scene = this.scene();
    const { state, answers, selected } = scene;
    const meaning = this.function.typed.meaning ?? answers.meaning ?? UNREAD;
    this.showNothing(!answers.meaning);
    this.function.show(state.parameters, meaning.parameters);
    this.runs.show({ state, selected, methods: this.methods });
    this.starts.show(startsOf(state, meaning.variables));
    const isDrawn = meaning.variables.length <= 2;
    this.box.show(isDrawn ? meaning.variables : [], [state.domain.x, state.domain.y]);
    this.showCards(state);
    if (!answers.meaning || !answers.walks.length) return;
    this.drawStage(scene);
    this.player.show(state.step, lastStep(answers.walks));
    const gaps = answers.grid ? gapNotes(answers.grid) : "";
    const notes = [endSentence(state, answers, selected), gaps].filter(Boolean).join(" ");
    this.stage.says.show(stepSentence(state, answers, selected, this.methods), notes);
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
        pictureOf(scene, [
          ...this.shownExtras().map((card) => card.onMap(scene, this.methods)),
          { marks: this.surroundings.laid?.() ?? [] },
        ]),
      );
  }

  /** Those that are seen, once what is known is about the function of the state: they ask further about it. */
  shownExtras() {
    if (this.answers.get().meaning?.source !== this.store.get().source) return [];
    return Object.values(this.extras).filter(({ element }) => !element.hidden);
  }

  write() {
    const scene = this.scene();
    if (!scene.answers.walks.length) return;
    this.cards.runs.show(scene, this.methods);
    if (scene.state.show.progress) this.cards.progress.show(scene);
    if (scene.state.show.table) this.cards.table.show(scene);
    for (const card of this.shownExtras()) card.show(scene, this.methods);
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
    if (!isDrawable(domain, this.stage.map)) return;
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

export const PathsLab = labOf(PathsBench);
