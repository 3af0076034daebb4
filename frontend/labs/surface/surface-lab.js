/** The surface lab: what it has, and what a gesture changes in it. */

import { roundToPixel } from "../../core/format.js";
import { isNewcomer, noteDrag } from "../../core/hints.js";
import { areSame } from "../../core/same.js";
import { Bench } from "../common/bench.js";
import { isDrawable } from "../common/drawable.js";
import { arrows, key, SWEEPING, typing, zooming } from "../common/keys.js";
import { labOf } from "../common/lab-of-views.js";
import { isElsewhere, unread } from "../common/meaning.js";
import { boxByHand, nudged, within, zoomed } from "../common/moves.js";
import { sliceAlong } from "../common/slices.js";
import { CriticalCard } from "./critical-card.js";
import { AscentCard, SlicesCard } from "./curve-cards.js";
import { FormulaCard } from "./formula-card.js";
import { HessianCard } from "./hessian-card.js";
import { QUESTIONS } from "./requests.js";
import { sightOf } from "./sight.js";
import { Stage } from "./stage.js";
import { DEFAULT_STATE } from "./state.js";
import { WhereGroup } from "./where-group.js";
import { LOOKING } from "../common/look-row.js";
import { t } from "../../core/texts.js";

/**
 * @typedef {import("./state.js").SurfaceState} SurfaceState
 * @typedef {import("./sight.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

const SEARCHES = ["critical", "field"];
const UNREAD = unread("x", "y");

/** @type {import("../common/bench.js").Description<SurfaceBench, Moment, Answers>} */
export const SURFACE = {
  typed: {
    label: "Function of x and y",
    axes: { count: 2, what: "a surface has two variables" },
    stateOver: ([x, y]) => ({ domain: { x, y } }),
  },
  switches: {
    tangent: ["Tangent plane", "tangent"],
    gradient: ["Gradient", "gradient"],
    field: ["Gradient field", "gradient"],
    direction: ["Slope along u", "direction"],
    slices: ["Slices along the axes", "point"],
    quadratic: ["Quadratic model", "hessian"],
    eigenvectors: ["Eigenvectors of the Hessian", "hessian"],
    critical: ["Critical points", "ink"],
  },
  behind: ["field", "eigenvectors"],
  shownBy: { ascent: "direction" },
  gestures: [
    ["Drag the point", "on the surface or on the map; a click moves it there"],
    ["Drag the surface", "to turn it"],
    ["Drag the map", "to pan; when it is zoomed, the box follows too"],
    ["Drag the tip of u", "to turn the direction"],
  ],
  keys: [
    arrows("move the point", 0.02),
    SWEEPING,
    ...zooming("zoom in around the point"),
    key("0", "the box and the camera of the beginning", (lab) => lab.home()),
    ...LOOKING,
    typing(),
  ],
  nothing: { meaning: null, domain: null, grid: null, at: null, critical: null, field: null, isSearching: false },
  questions: QUESTIONS,
  follows: [
    {
      of: ["source", "parameters", "domain"],
      reads: true,
      // What is seen of one function in one box follows a moving slider; a proof waits until it rests.
      asks: (lab) => (lab.isElsewhere ? ["picture"] : ["picture", ...SEARCHES]),
      later: (lab) => (lab.isElsewhere ? [...SEARCHES, "proof"] : ["proof"]),
    },
    { of: ["point", "angle"], asks: ["point"] },
    { of: ["show"], later: [...SEARCHES, "proof"] },
  ],
  draws: ["point", "angle", "show", "source", "parameters", "domain"],
};

/** @extends {Bench<SurfaceState, Moment, Answers>} */
class SurfaceBench extends Bench {
  /** @type {unknown[]} what the cards should show */
  wanted = [];

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, SURFACE);
    this.where = new WhereGroup(surroundings);
    this.controls = [this.function, this.switches, this.where];
    this.line = [this.function.field.element, ...this.where.parts];
    this.stage = new Stage({
      onPoint: (x, y, isSettled) => this.movePoint([x, y], isSettled),
      onAngle: (angle, isSettled) => this.turn(angle, isSettled),
      onDomain: (domain) => this.changeDomain(boxByHand(domain)),
      onCamera: (view) => this.store.set({ view }),
      onZoom: (factor) => this.zoom(factor),
    });
    this.cards = {
      formula: new FormulaCard(),
      hessian: new HessianCard(),
      slices: new SlicesCard((axis) => this.openSlice(axis)),
      ascent: new AscentCard((angle, isSettled) => this.turn(angle, isSettled)),
      critical: new CriticalCard((point) => this.change({ point: within(point, this.store.get().domain) }, null)),
    };
    this.stage.scene.look(this.store.get().view);
    this.listen();
  }

  /** @param {SurfaceState} state */
  open(state) {
    super.open(state);
    if (JSON.stringify(state.view) !== JSON.stringify(this.store.get().view)) this.stage.scene.look(state.view);
  }

  /** Whether what is seen is of another function or box than what is asked for. */
  get isElsewhere() {
    return isElsewhere(this.answers.get(), /** @type {Moment} */ (this.moment));
  }

  draw() {
    const state = this.store.get();
    const answers = this.answers.get();
    const { variables, parameters } = this.function.typed.meaning ?? answers.meaning ?? UNREAD;
    this.showNothing(!answers.meaning);
    this.function.show(state.parameters, parameters);
    this.where.show(state, variables);
    this.showCards(state);
    if (!answers.meaning) return;
    const { meaning, at, critical, isSearching, grid } = answers;
    const sight = { ...sightOf(state, answers, this.theme), hint: this.hint, laid: this.surroundings.laid?.() };
    this.stage.show(sight, at);
    if (state.show.critical)
      this.cards.critical.show(critical, isSearching, meaning.variables, sight.names.value.split("(")[0]);
    // Half of all frames only move the dot: the answer for its new place has not come yet.
    const wanted = [at, grid, meaning, state.show, sight.theme];
    if (areSame(wanted, this.wanted)) return;
    this.wanted = wanted;
    this.writing.ask();
  }

  write() {
    const state = this.store.get();
    const answers = this.answers.get();
    const { meaning, at } = answers;
    if (!meaning) return;
    const sight = sightOf(state, answers, this.theme);
    const { formula, hessian, slices, ascent } = this.cards;
    this.inSight.write(formula, () => formula.show(state, meaning, at));
    this.inSight.write(hessian, () => hessian.show(meaning, at));
    if (state.show.slices) this.inSight.write(slices, () => slices.show(sight));
    if (state.show.direction) this.inSight.write(ascent, () => ascent.show(sight));
  }

  /** What a newcomer is told about the point of the beginning. */
  get hint() {
    const { source, point } = this.store.get();
    const isFirst = source === DEFAULT_STATE.source && String(point) === String(DEFAULT_STATE.point);
    return isFirst && isNewcomer() ? t("drag me") : "";
  }

  /** @param {[number, number]} place @param {boolean} isSettled */
  movePoint(place, isSettled) {
    noteDrag();
    const { domain } = this.store.get();
    const rounded = /** @type {[number, number]} */ ([
      roundToPixel(place[0], domain.x[1] - domain.x[0]),
      roundToPixel(place[1], domain.y[1] - domain.y[0]),
    ]);
    this.change({ point: rounded }, "drag the point");
    if (isSettled) this.settle();
  }

  /** @param {number} angle @param {boolean} isSettled */
  turn(angle, isSettled) {
    this.change({ angle }, "turn u");
    if (isSettled) this.settle();
  }

  /** @param {import("../../plots/geometry.js").Domain} domain */
  changeDomain(domain) {
    if (!isDrawable(domain, this.stage.map)) return;
    this.change({ domain, point: within(this.store.get().point, domain) }, null);
  }

  /** @param {number} factor */
  zoom(factor) {
    const { domain, point } = this.store.get();
    this.changeDomain(zoomed(domain, point, factor));
  }

  /** @param {number[]} step in parts of the domain */
  nudge(step) {
    const { domain, point } = this.store.get();
    this.change({ point: nudged(point, step, domain) }, "nudge the point");
  }

  /** @param {0 | 1} axis  that runs */
  openSlice(axis) {
    const { variables } = this.function.typed.meaning ?? UNREAD;
    this.surroundings.subjects?.openAt(sliceAlong(this.store.get(), variables, axis));
  }

  /** Box and camera as they are at first. */
  home() {
    this.stage.scene.lookFrom("home");
    this.changeDomain(DEFAULT_STATE.domain);
  }
}

export const SurfaceLab = labOf(SurfaceBench);
