/** What makes the next step of the selected run: arrows on the map, formulas with numbers, and the line search. */

import { html } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { CurvePlot } from "../../../plots/curve.js";
import { arrow } from "../../../plots/marks/arrow.js";
import { ring } from "../../../plots/marks/ring.js";
import { functionOf } from "../../common/meaning.js";
import { methodOf, traitsOf } from "../../common/methods.js";
import { placeAt } from "../../walks/places.js";
import { labelOf } from "../words.js";
import { CardAsking } from "./card-asking.js";
import { arrowsOf, linesOf, times } from "./step-words.js";
import { t } from "../../../core/texts.js";

/**
 * @typedef {import("../picture.js").Scene} Scene
 * @typedef {import("../../common/methods.js").Method} Method
 * @typedef {{step: number, value: number | null, slope: number | null, failed: string | null, is_accepted: boolean}}
 *   Trial
 * @typedef {import("../../../core/api.js").Question<"derivatives">} Derivatives
 * @typedef {{key: string, x: number[], y: (number | null)[]}} Ray  f along the direction
 */

const SHORTEST = 0.05; // of the box: shorter arrows are drawn larger, all by one factor
const SAMPLES = 60;

export class StepCard {
  factor = 1;

  /** @param {import("./extra-cards.js").Reach} reach */
  constructor(reach) {
    /** @type {CardAsking<{key: string, x: number[], question: Derivatives}, Ray>} */
    this.asking = new CardAsking(
      reach,
      ({ key }) => key,
      async ({ key, x, question }, send) => {
        const answer = await send("derivatives", question);
        return answer && { key, x, y: answer.results.map((/** @type {any} */ { value }) => value) };
      },
    );
    this.title = html("h2");
    this.list = html("dl", { class: "facts" });
    this.place = html("div", {
      class: "small-plot tall",
      role: "img",
      "aria-label": "f along the direction, with the steps that were tried",
    });
    this.plot = new CurvePlot(this.place);
    this.note = html("p", { class: "notes" });
    this.element = html("section", { class: "card half" }, [this.title, this.list, this.place, this.note]);
  }

  /** @param {Scene} scene @param {Method[]} methods */
  show(scene, methods) {
    const { state, answers, selected } = scene;
    const walk = answers.walks[selected];
    if (!walk) return;
    const n = placeAt(walk, state.step);
    const isLast = n >= walk.points.length - 1;
    this.title.textContent = t(`The step from iterate ${n} of ${labelOf(walk.run.method, methods)}`);
    this.list.hidden = isLast || !walk.internals;
    const trials = isLast ? [] : (walk.internals?.trials?.[n] ?? []);
    const isRay = trials.length > 0 && !traitsOf(walk.run.method).isTrusted;
    this.place.hidden = !isRay;
    if (isLast || !walk.internals) {
      this.note.textContent = isLast ? "This run has ended: there is no next step." : "";
      return;
    }
    const settings = completeSettings(walk.run, methods);
    this.list.replaceChildren(
      ...linesOf(walk, n, settings).flatMap(({ label, role, text }) => [
        html("dt", {}, [html("span", { class: `swatch ${role}` }), label]),
        html("dd", {}, [text]),
      ]),
    );
    const enlarged =
      this.factor > 1 ? `The arrows are drawn ${formatNumber(this.factor, 2)} times as long as they are. ` : "";
    this.note.textContent = `${enlarged}${methodOf(walk.run.method).convention}`;
    if (!isRay) return;
    this.note.textContent += ` ${searchText(walk, n, trials, settings)}`;
    this.showRay(scene, n, trials, settings);
  }

  /**
   * @param {Scene} scene
   * @param {number} n
   * @param {Trial[]} trials
   * @param {Record<string, number | string>} settings
   */
  showRay({ state, answers, selected, theme }, n, trials, settings) {
    const walk = answers.walks[selected];
    const direction = walk.internals?.direction[n];
    const longest = 1.15 * Math.max(...trials.map(({ step }) => step));
    const x = Array.from({ length: SAMPLES }, (_, k) => (k * longest) / (SAMPLES - 1));
    const points = x.map((t) => walk.points[n].map((entry, k) => entry + t * direction[k]));
    const key = JSON.stringify([answers.meaning?.source, points[1], points.at(-1)]);
    const typed = functionOf(state, /** @type {any} */ (answers.meaning));
    this.asking.ask({ key, x, question: { function: typed, points, formulas: false } });
    const ray = this.asking.answer;
    this.plot.draw({
      ...rayPicture(walk, n, trials, settings, longest),
      curves: ray?.key === key ? [{ x: ray.x, y: ray.y, role: "function", label: "f along p" }] : [],
      theme,
    });
  }

  /** @param {Scene} scene @param {Method[]} methods */
  onMap({ state, answers, selected }, methods) {
    const walk = answers.walks[selected];
    if (!walk?.internals) return {};
    const n = placeAt(walk, state.step);
    if (n >= walk.points.length - 1 || walk.points[n].length !== 2) return {};
    const arrows = arrowsOf(walk, n, completeSettings(walk.run, methods)).filter(
      ({ vector }) => vector.every(Number.isFinite) && Math.hypot(...vector) > 0,
    );
    const { x, y } = state.domain;
    const longest = Math.max(
      ...arrows.map(({ vector }) => Math.max(Math.abs(vector[0]) / (x[1] - x[0]), Math.abs(vector[1]) / (y[1] - y[0]))),
    );
    this.factor = longest > 0 && longest < SHORTEST ? SHORTEST / longest : 1;
    const from = /** @type {[number, number]} */ (walk.points[n]);
    const radius = walk.internals.radii?.[n];
    return {
      marks: [
        ...(radius ? [ring({ center: from, radius: radius * this.factor, role: "hessian" })] : []),
        ...arrows.map(({ role, label, vector }) => {
          const step = /** @type {[number, number]} */ (times(vector, this.factor));
          return arrow({ from, step, role, label });
        }),
      ],
    };
  }

  dispose() {
    this.asking.dispose();
    this.plot.destroy();
  }
}

/**
 * Every setting of a run: its own, or the usual one.
 * @param {import("../state.js").Run} run
 * @param {Method[]} methods
 */
function completeSettings(run, methods) {
  const usual = methods.find(({ name }) => name === run.method)?.settings ?? [];
  return { ...Object.fromEntries(usual.map((setting) => [setting.name, setting.default])), ...run.settings };
}

/**
 * What a line search asked for, with its numbers.
 * @param {import("../requests.js").Walk} walk
 * @param {number} n
 * @param {Trial[]} trials
 * @param {Record<string, number | string>} settings
 */
export function searchText({ gradients, internals }, n, trials, settings) {
  const slope = internals?.direction[n].reduce(
    (/** @type {number} */ sum, /** @type {number} */ entry, /** @type {number} */ k) =>
      sum + entry * (gradients[n][k] ?? 0),
    0,
  );
  const tried =
    `The line search tried ${trials.length} step${trials.length === 1 ? "" : "s"}. Armijo: f must lie ` +
    `under the dashed line, f(0) + ${formatNumber(Number(settings.armijo))} · t · (${formatNumber(slope, 4)}).`;
  const taken = trials.find((trial) => trial.is_accepted);
  if (!taken || taken.slope === null) return tried;
  return (
    `${tried} Wolfe: the slope may be at most ${formatNumber(Number(settings.wolfe) * Math.abs(slope), 4)} in ` +
    `size; where it was taken it is ${formatNumber(taken.slope, 4)}.`
  );
}

/**
 * Through the step that was taken: the steepest slopes that Wolfe allows there, and the slope it has, which lies
 * between.
 * @param {Trial} taken
 * @param {number} steepest
 * @param {number} reach  along the step
 */
function wolfeStrokes({ step, value, slope }, steepest, reach) {
  const stroke = (
    /** @type {number} */ along,
    /** @type {{role: string, dash?: string, weight: number, label?: string}} */ look,
  ) => ({
    points: /** @type {[number, number][]} */ (
      [-1, 1].map((side) => [step + side * reach, Number(value) + side * reach * along])
    ),
    ...look,
  });
  const limit = { role: "hessian", dash: "5 4", weight: 0.7 };
  return [
    stroke(steepest, { ...limit, label: "Wolfe" }),
    stroke(-steepest, limit),
    stroke(Number(slope), { role: "hessian", weight: 1 }),
  ];
}

/**
 * The trials of a line search, the line of Armijo, and the tangent at the beginning.
 * @param {import("../requests.js").Walk} walk
 * @param {number} n
 * @param {Trial[]} trials
 * @param {Record<string, number | string>} settings
 * @param {number} longest
 * @returns {Omit<import("../../../plots/curve-picture.js").CurvePicture, "curves" | "theme">}
 */
export function rayPicture({ values, gradients, internals }, n, trials, settings, longest) {
  const value = /** @type {number} */ (values[n]);
  const slope = internals?.direction[n].reduce(
    (/** @type {number} */ sum, /** @type {number} */ entry, /** @type {number} */ k) =>
      sum + entry * (gradients[n][k] ?? 0),
    0,
  );
  const line = (
    /** @type {number} */ share,
    /** @type {string} */ role,
    /** @type {string} */ label,
    /** @type {string} */ dash,
  ) => ({
    points: /** @type {[number, number][]} */ ([
      [0, value],
      [longest, value + share * slope * longest],
    ]),
    role,
    label,
    dash,
    weight: 0.7,
  });
  const taken =
    settings.wolfe === undefined ? undefined : trials.find((trial) => trial.is_accepted && trial.slope !== null);
  const seen = trials.map((trial) => trial.value).filter((each) => each !== null);
  const [low, high] = [Math.min(value, ...seen), Math.max(value, ...seen)];
  const room = 0.15 * (high - low || 1);
  return {
    lines: [
      line(Number(settings.armijo), "tangent", "Armijo", "5 4"),
      line(1, "gradient", "slope at 0", "2 4"),
      ...(taken ? wolfeStrokes(taken, Number(settings.wolfe) * Math.abs(slope), 0.09 * longest) : []),
    ],
    marks: [
      { x: 0, y: value, role: "point" },
      ...trials.map((trial) => ({
        x: trial.step,
        y: trial.value,
        role: trial.is_accepted ? "constraint" : "gradient",
        glyph: /** @type {"point" | "open"} */ (trial.is_accepted ? "point" : "open"),
        label: trial.is_accepted ? "taken" : (trial.failed ?? ""),
      })),
    ],
    xLabel: "step t along the direction",
    yLabel: "f(x + t p)",
    xRange: [-0.02 * longest, longest],
    yRange: [low - room, high + room],
  };
}
