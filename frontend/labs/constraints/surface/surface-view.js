/** Descent on the surface of an equation, and what a gesture changes in it. */

import { t } from "../../../core/texts.js";
import { roundToPixel } from "../../../core/format.js";
import { complaintAbout } from "../../../core/interval.js";
import { say } from "../../../core/status.js";
import { BoxField } from "../../../widgets/box-field.js";
import { Player } from "../../../widgets/player.js";
import { PointField } from "../../../widgets/point-field.js";
import { arrows, key, playing, typing } from "../../common/keys.js";
import { isDrawable } from "../../common/drawable.js";
import { unread } from "../../common/meaning.js";
import { boxByHand, nudged, within, zoomed } from "../../common/moves.js";
import { formulaOf as equationOf, isChart, startInSpace } from "../constraint.js";
import { ConstraintBench } from "../constraint-bench.js";
import { tangentsTo } from "../on-surfaces.js";
import { chartBox } from "../state.js";
import { SolutionsCard } from "../solutions-card.js";
import { stateOf, SURFACES } from "../surfaces.js";
import { gapsCard, offCard, valuesCard, WalksCard } from "./cards.js";
import { QUESTIONS } from "./requests.js";
import { lastStep, PARTS, placeOnChart, sightOf } from "./sight.js";
import { Stage } from "./stage.js";
import { WalkGroup } from "./walk-group.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

const UNREAD = unread("x", "y", "z");

/** @type {import("../../common/bench.js").Description<SurfaceView, Moment, Answers>} */
export const SURFACE_WALK = {
  typed: {
    label: "Function of x, y and z",
    axes: { count: 3, what: "a surface here lies in space, and has three variables" },
    examples: SURFACES,
    stateOver: (box, example) => ({
      ...stateOf(box, example),
      ...(example.chart ? { chart: example.chart } : {}),
      rate: example.rate,
      step: 0,
      part: 0,
    }),
  },
  switches: {
    arrows: ["The step: −a∇f, its projection, and the way back", "gradient"],
    tangent: ["Tangent plane", "tangent"],
    slow: ["Project, step, retract in slow motion", "ink"],
    plain: ["Plain descent beside it", "ink"],
    ordinary: ["Ordinary descent in the coordinates", "ink"],
    power: ["Power iteration beside it", "ink"],
    solutions: ["Solutions", "ink"],
    contour: ["Level lines of f on the surface", "ink"],
    ellipses: ["The metric as ellipses in the chart", "hessian"],
    ways: ["Closest point against geodesic", "ink"],
  },
  behind: ["slow", "ordinary", "power", "solutions", "contour", "ellipses", "ways"],
  // A surface by an equation has no coordinates.
  without: ({ constraint }) => (isChart(constraint) ? [] : ["ordinary", "ellipses"]),
  shownBy: { off: "plain", gaps: "ways" },
  gestures: [
    ["Drag the start", "over the surface"],
    ["Drag the map", "to pan; when it is zoomed, the box follows too"],
    ["Point at the plot beside it", "to go to that step"],
    ["Drag the surface", "to turn it"],
  ],
  keys: [
    arrows("move the start over the surface", 0.02),
    ...playing(),
    key("g", "type another constraint", (lab) => lab.constraint.field.input.focus()),
    typing(),
  ],
  nothing: {
    meaning: null,
    box: null,
    extrema: null,
    surface: null,
    curve: [],
    walks: [],
    gaps: [],
    flat: null,
    power: null,
    chart: null,
  },
  questions: QUESTIONS,
  follows: [
    { of: ["source", "parameters", "domain", "depth", "chart", "constraint", "level"], reads: true, asks: ["picture"] },
    { of: ["start", "rate", "momentum", "retraction", "steps", "show"], asks: ["walks"] },
  ],
  hears: [{ of: ["surface"], does: (lab) => lab.liftStart() }],
  draws: [
    "source",
    "parameters",
    "domain",
    "depth",
    "chart",
    "constraint",
    "level",
    "start",
    "rate",
    "momentum",
    "retraction",
    "steps",
    "step",
    "part",
    "show",
  ],
};

/** @extends {ConstraintBench<Moment, Answers>} */
export class SurfaceView extends ConstraintBench {
  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, SURFACE_WALK);
    this.player = new Player((at) => this.goTo(at));
    this.start = new PointField(t("from"), (value, axis) =>
      this.change({ start: this.startShown.with(axis, value) }, null),
    );
    this.box = new BoxField((interval, axis) => this.changeBox(interval, axis), 3);
    this.walk = new WalkGroup(surroundings);
    this.line = [...this.problem, this.start.element, this.box.element];
    this.controls = [this.function, this.walk, this.switches];
    this.stage = new Stage(
      {
        onStart: (place, isSettled) => this.moveStart(place, isSettled),
        onPlace: (place, isSettled) => this.movePlace(place, isSettled),
        onChart: (box) => this.changeChart(boxByHand(box)),
        onZoom: (factor) => this.zoom(factor),
        onStep: (step) => this.goTo(this.isSlow ? PARTS * step : step),
      },
      this.player.element,
    );
    this.cards = {
      walks: new WalksCard(),
      solutions: new SolutionsCard((place) => this.moveStart(place, true)),
      values: valuesCard(),
      off: offCard(),
      gaps: gapsCard(),
    };
    this.constraint.replace(this.store.get().constraint);
    this.listen();
  }

  /** Where the walk begins, in the coordinates of the surface if it has such. */
  get startShown() {
    const { start, constraint } = this.store.get();
    const place = this.answers.get().walks[0]?.coordinates?.[0];
    if (!isChart(constraint)) return startInSpace(this.store.get());
    return start.length === 3 && place ? place.map(Number) : start;
  }

  /** A start of two numbers is a place of the chart; a surface by an equation has none. */
  liftStart() {
    if (!isChart(this.store.get().constraint)) this.lift(this.answers.get().surface?.vertices ?? []);
  }

  get isSlow() {
    return this.store.get().show.slow;
  }

  /** In slow motion the player counts parts of steps. @param {number} at */
  goTo(at) {
    const [step, part] = this.isSlow ? [Math.floor(at / PARTS), at % PARTS] : [at, 0];
    this.store.set({ step: Math.min(step, this.store.get().steps), part });
  }

  draw() {
    const state = this.store.get();
    const answers = this.answers.get();
    const { variables, parameters } = this.function.typed.meaning ?? answers.meaning ?? UNREAD;
    this.showNothing(!answers.extrema);
    this.function.show(state.parameters, parameters);
    this.walk.show(state);
    this.showWhere(state, variables);
    this.showCards(state);
    this.cards.values.element.hidden = !answers.chart;
    if (!answers.meaning || !answers.extrema || !answers.walks.length) return;
    this.constraint.show(formulaOf(answers), state.constraint);
    const last = lastStep([...answers.walks, ...(this.isSlow ? [] : [answers.flat, answers.power])]);
    if (this.isSlow) this.player.show(PARTS * state.step + state.part, PARTS * last);
    else this.player.show(state.step, last);
    this.stage.show(sightOf(state, answers, this.theme));
    this.writing.ask();
  }

  write() {
    const state = this.store.get();
    const answers = this.answers.get();
    if (!answers.meaning || !answers.extrema || !answers.walks.length) return;
    const sight = sightOf(state, answers, this.theme);
    this.cards.walks.show(sight);
    if (state.show.solutions) this.cards.solutions.show(sight.extrema, sight.variables, sight.f);
    if (answers.chart) this.cards.values.show(sight);
    if (state.show.plain) this.cards.off.show(sight);
    if (state.show.ways) this.cards.gaps.show(sight);
  }

  /**
   * The start and the box, of the coordinates where there are such.
   * @param {ConstraintsState} state
   * @param {string[]} variables
   */
  showWhere(state, variables) {
    const { constraint, domain, depth } = state;
    const { x, y } = chartBox(state);
    const names = this.answers.get().chart?.coordinates ?? ["u", "v"];
    const start = this.startShown;
    this.start.showPoint(start.length === 2 ? names : variables, start);
    if (isChart(constraint)) this.box.show(names, [x, y]);
    else this.box.show(variables, [domain.x, domain.y, depth.z]);
  }

  /** @param {[number, number]} place  of the chart @param {boolean} isSettled */
  movePlace([u, v], isSettled) {
    const { x, y } = chartBox(this.store.get());
    const start = [roundToPixel(u, x[1] - x[0]), roundToPixel(v, y[1] - y[0])];
    this.player.pause();
    this.change({ start, step: 0, part: 0 }, "drag the start");
    if (isSettled) this.settle();
  }

  /** @param {number[]} place  near the surface @param {boolean} isSettled */
  moveStart(place, isSettled) {
    const { chart, surface } = this.answers.get();
    if (chart && surface) return this.movePlace(placeOnChart(surface, chart.grid, place), isSettled);
    const { domain, depth } = this.store.get();
    const start = place.map((entry, k) => {
      const [low, high] = [domain.x, domain.y, depth.z][k];
      return roundToPixel(entry, high - low);
    });
    this.player.pause();
    this.change({ start, step: 0, part: 0 }, "drag the start");
    if (isSettled) this.settle();
  }

  /** Over the surface, to the side and upwards. @param {number[]} step  in parts of the box */
  nudge([right, up]) {
    const { walks } = this.answers.get();
    const { domain } = this.store.get();
    const start = this.startShown;
    const box = chartBox(this.store.get());
    if (start.length === 2) return this.movePlace(nudged([start[0], start[1]], [right, up], box), true);
    const [point, normal] = [walks[0]?.points[0] ?? start, walks[0]?.normals[0] ?? [0, 0, 1]];
    const [first, second] = tangentsTo(normal.map(Number));
    const size = domain.x[1] - domain.x[0];
    this.moveStart(
      point.map((entry, k) => Number(entry) + size * (right * first[k] + up * second[k])),
      true,
    );
  }

  /** @param {[number, number]} interval @param {number} axis */
  changeBox(interval, axis) {
    const complaint = complaintAbout(interval);
    if (complaint) return say("box", complaint, 4_000);
    const { domain, constraint } = this.store.get();
    const box = chartBox(this.store.get());
    if (isChart(constraint)) return this.changeChart({ ...box, [axis ? "y" : "x"]: interval });
    this.change(
      axis === 2 ? { depth: { z: interval } } : { domain: { ...domain, [axis ? "y" : "x"]: interval } },
      null,
    );
  }

  /** @param {import("../../../plots/geometry.js").Domain} box */
  changeChart(box) {
    if (isDrawable(box, this.stage.map)) this.change({ chart: [...box.x, ...box.y] }, null);
  }

  /** @param {number} factor */
  zoom(factor) {
    const box = chartBox(this.store.get());
    const [u, v] = this.startShown;
    this.changeChart(zoomed(box, within([u, v], box), factor));
  }
}

/**
 * One equation is shown as a formula; several, and a vector, which would be three lines high, as they are typed.
 * @param {Answers} answers
 */
function formulaOf({ extrema, chart }) {
  if (chart) return null;
  return equationOf(/** @type {import("../solution-words.js").Extrema} */ (extrema));
}
