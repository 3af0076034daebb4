/** The ways into a saddle and out of it, and how long a walk stays by its distance from the way in. */

import { html, write } from "../../../core/dom.js";
import { formatVector } from "../../../core/format.js";
import { CurvePlot } from "../../../plots/curve.js";
import { arrow } from "../../../plots/marks/arrow.js";
import { functionOf } from "../../common/meaning.js";
import { roleOf, settingOf, traitsOf } from "../../common/methods.js";
import { labelOf } from "../words.js";
import { CardAsking } from "./card-asking.js";

/**
 * @typedef {import("../picture.js").Scene} Scene
 * @typedef {import("../../common/methods.js").Method} Method
 * @typedef {{point: number[], stable: number[][], unstable: number[][], curvature: number}} Saddle
 * @typedef {object} Known  what was found, and of which run: a later run's name never stands over an earlier one's
 *   times
 * @property {string} place  the function and its saddle
 * @property {Saddle} saddle
 * @property {(number | null)[]} times
 * @property {import("../state.js").Run} run
 * @property {number} wide  of the box
 */

const DISTANCES = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
const BEGIN = 0.25; // of the box, along the way in
const ESCAPED = 0.15; // of the box, along the way out
const LENGTH = 0.16;
const STEPS = 2000;

export class SaddleCard {
  /** @param {import("./extra-cards.js").Reach} reach */
  constructor(reach) {
    /** @type {CardAsking<{scene: Scene, point: [number, number]}, Known>} */
    this.asking = new CardAsking(reach, aboutSaddle, saddleAndWalks);
    this.place = html("div", {
      class: "small-plot tall",
      role: "img",
      "aria-label": "Steps to escape against distance from the stable line",
    });
    this.plot = new CurvePlot(this.place);
    this.note = html("p", { class: "notes" });
    this.element = html("section", { class: "card half" }, [
      html("h2", {}, ["How long a saddle holds a walk"]),
      this.place,
      this.note,
    ]);
  }

  /** @param {Scene} scene @param {Method[]} methods */
  show(scene, methods) {
    const { state, answers, selected, theme } = scene;
    const point = nearestSaddle(answers, state.runs[selected].start);
    if (point) this.asking.ask({ scene, point });
    const known = this.knownOf(scene);
    const escaped = known?.times.some((time) => time !== null) ?? false;
    this.place.hidden = !escaped;
    if (!point) {
      this.note.textContent = state.show.critical
        ? "No saddle has been found in the box."
        : "Switch on the critical points to find the saddles.";
      return;
    }
    write(this.note, known ? escapeText(known, methods) : "");
    if (known && escaped) this.plot.draw(escapePicture(known, methods, theme));
  }

  /** What is known, if it is of this function and of this saddle. @param {Scene} scene */
  knownOf(scene) {
    const known = this.asking.answer;
    return known?.place === placeOf(scene) ? known : null;
  }

  /** The directions of the saddle as arrows. @param {Scene} scene */
  onMap(scene) {
    const { state } = scene;
    const known = this.knownOf(scene);
    if (!known) return {};
    const reach = LENGTH * Math.min(state.domain.x[1] - state.domain.x[0], state.domain.y[1] - state.domain.y[0]);
    const { point, stable, unstable } = known.saddle;
    const along = (
      /** @type {[number, number]} */ from,
      /** @type {number[]} */ direction,
      /** @type {number} */ length,
      /** @type {string} */ label,
    ) => arrow({ from, step: [direction[0] * length, direction[1] * length], role: "hessian", label });
    const inwards = [1, -1].flatMap((side) =>
      stable.map((way) =>
        along([point[0] + side * reach * way[0], point[1] + side * reach * way[1]], way, -0.8 * side * reach, ""),
      ),
    );
    const outwards = [1, -1].flatMap((side) =>
      unstable.map((way) => along([point[0], point[1]], way, side * reach, side > 0 ? "out" : "")),
    );
    return { marks: [...inwards, ...outwards] };
  }

  dispose() {
    this.asking.dispose();
    this.plot.destroy();
  }
}

/** All that the walks depend on. @param {{scene: Scene, point: [number, number]}} moment */
function aboutSaddle({ scene: { state, answers, selected }, point }) {
  const { method, settings } = state.runs[selected];
  return [answers.meaning && functionOf(state, answers.meaning), method, settings, point, state.domain];
}

/**
 * The saddle, and walks from ever nearer to its stable line.
 * @param {{scene: Scene, point: [number, number]}} moment
 * @param {import("../../common/asking.js").Send} send
 * @returns {Promise<Known | null>}
 */
async function saddleAndWalks({ scene, point }, send) {
  const { state, answers, selected } = scene;
  const typed = functionOf(state, /** @type {any} */ (answers.meaning));
  const at = await send("derivatives", { function: typed, points: [point], formulas: false });
  const found = at && saddleOf(at.results[0]);
  if (!found) return null;
  const run = state.runs[selected];
  const { method, settings } = run;
  const wide = state.domain.x[1] - state.domain.x[0];
  const starts = DISTANCES.map((distance) =>
    point.map((entry, k) => entry + BEGIN * wide * found.stable[0][k] + distance * found.unstable[0][k]),
  );
  const runs = starts.map((start) => ({ method, start, ...settings, steps: STEPS }));
  const answer = await send("descent", { function: typed, runs });
  if (!answer) return null;
  const times = answer.runs.map((/** @type {any} */ { points }) => escapeTime(points, found, ESCAPED * wide));
  return { place: placeOf(scene), saddle: found, times, run, wide };
}

/** Which saddle of which function it is about. @param {Scene} scene */
function placeOf({ state, answers, selected }) {
  return JSON.stringify([
    answers.meaning && functionOf(state, answers.meaning),
    nearestSaddle(answers, state.runs[selected].start),
  ]);
}

/**
 * Whether a run leaves a saddle by the law ln(R/d) / ln(1 + a|λ|): with one learning rate for all its steps, and no
 * search.
 * @param {import("../state.js").Run} run
 */
function isByLaw({ method, settings }) {
  const { isPlain, isKicked } = traitsOf(method);
  return (
    isPlain &&
    !isKicked &&
    (settings.schedule ?? "constant") === "constant" &&
    (settings.line_search ?? "none") === "none"
  );
}

/** @param {Known} known @param {Method[]} methods */
export function escapeText({ saddle, times, run }, methods) {
  const place = formatVector(saddle.point, 4);
  const name = labelOf(run.method, methods);
  if (times.every((time) => time === null))
    return (
      `At ${place} ${name} does not leave: none of the starts beside the stable line has gone out within ` +
      `${STEPS} steps.`
    );
  const law = isByLaw(run)
    ? " Dashed: ln(R/d) / ln(1 + a|λ|), the law of gradient descent: a start ten times nearer to the stable line " +
      "leaves later by always the same number of steps."
    : "";
  return `At ${place} ${name} leaves along the unstable direction.${law}`;
}

/**
 * @param {Known} known
 * @param {Method[]} methods
 * @param {string} theme
 * @returns {import("../../../plots/curve-picture.js").CurvePicture}
 */
export function escapePicture({ saddle, times, run, wide }, methods, theme) {
  const rate = Number(
    settingOf(
      run,
      methods.find(({ name }) => name === run.method),
      "learning_rate",
    ),
  );
  const growth = Math.log(1 + rate * Math.abs(saddle.curvature));
  const x = [...DISTANCES].reverse();
  const law = x.map((distance) => Math.log((ESCAPED * wide) / distance) / growth);
  return {
    curves: [
      ...(isByLaw(run) ? [{ x, y: law, role: "guide", dash: "5 4" }] : []),
      { x, y: [...times].reverse(), role: roleOf(run.method), dots: true },
    ],
    xLabel: "distance d from the stable line",
    yLabel: "steps until it has left",
    xScale: "log",
    xRange: [4e-9, 0.25],
    theme,
  };
}

/** @param {import("../requests.js").Answers} answers @param {number[]} start @returns {[number, number] | null} */
export function nearestSaddle({ critical }, start) {
  const saddles = (critical?.points ?? []).filter((/** @type {any} */ { kind }) => kind === "saddle");
  const distance = (/** @type {any} */ { point }) => Math.hypot(point[0] - start[0], point[1] - start[1]);
  return saddles.sort((/** @type {any} */ a, /** @type {any} */ b) => distance(a) - distance(b))[0]?.point ?? null;
}

/**
 * @param {{point: number[], eigenvalues: number[] | null, eigenvectors: number[][] | null}} at
 * @returns {Saddle | null}
 */
export function saddleOf({ point, eigenvalues, eigenvectors }) {
  if (!eigenvalues || !eigenvectors) return null;
  const stable = eigenvectors.filter((_, k) => eigenvalues[k] > 0);
  const unstable = eigenvectors.filter((_, k) => eigenvalues[k] < 0);
  return stable.length && unstable.length ? { point, stable, unstable, curvature: eigenvalues[0] } : null;
}

/**
 * The first step at which a walk is so far out along the unstable direction; null if it never is.
 * @param {number[][]} points
 * @param {Saddle} saddle
 * @param {number} reach
 */
export function escapeTime(points, { point, unstable: [out] }, reach) {
  const step = points.findIndex(
    (place) => Math.abs(place.reduce((sum, entry, k) => sum + (entry - point[k]) * out[k], 0)) >= reach,
  );
  return step < 0 ? null : step;
}
