/** What the selected run comes to with other learning rates, and other momenta. */

import { html, write } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { cellsOf, viridis } from "../../../plots/colour-map.js";
import { CurvePlot } from "../../../plots/curve.js";
import { ColourBar } from "../../common/colour-bar.js";
import { functionOf } from "../../common/meaning.js";
import { roleOf, settingOf } from "../../common/methods.js";
import { leastValue } from "../picture.js";
import { labelOf } from "../words.js";
import { CardAsking } from "./card-asking.js";
import { t } from "../../../core/texts.js";

/**
 * @typedef {import("../picture.js").Scene} Scene
 * @typedef {import("../../common/methods.js").Method} Method
 * @typedef {import("../../../core/api.js").Question<"sweep">} Question
 * @typedef {{question: Question, answer: any}} Swept
 */

const ALONG = 96;
const ACROSS = 48;
const DECADES = [1e-2, 1e2]; // around the rate in force
const GONE = [205, 205, 205];
const MOST = 0.99;

export class SweepCard {
  /** What the colours are of. @type {Swept | null} */
  coloured = null;
  /** @type {import("../../../plots/marks/cells.js").Cells | null} */
  cells = null;

  /** @param {import("./extra-cards.js").Reach} reach */
  constructor(reach) {
    const { onSet } = reach;
    this.asking = { line: sweeping(reach), plane: sweeping(reach) };
    const rate = (/** @type {number} */ x) => onSet("learning_rate", Number(x.toPrecision(3)), "sweep");
    const place = (/** @type {string} */ label) =>
      html("div", { class: "small-plot tall", role: "img", "aria-label": label });
    this.line = place("Final value against the learning rate");
    this.plane = place("Final value over learning rate and momentum");
    this.linePlot = new CurvePlot(this.line, { onPress: rate, onDrag: (_, x) => rate(x) });
    this.planePlot = new CurvePlot(this.plane, {
      onPress: (x, y) => {
        rate(x);
        onSet("momentum", Number(Math.min(Math.max(y, 0), MOST).toFixed(3)), "sweep");
      },
    });
    this.bar = new ColourBar("f above the lowest, by powers of ten", GONE, "gone");
    this.note = html("p", { class: "notes" });
    this.title = html("h2");
    this.element = html("section", { class: "card half" }, [
      this.title,
      this.line,
      this.plane,
      this.bar.element,
      this.note,
    ]);
  }

  /** @param {Scene} scene @param {Method[]} methods */
  show(scene, methods) {
    const { state, answers, selected, theme } = scene;
    const run = state.runs[selected];
    const { meaning } = answers;
    const method = methods.find(({ name }) => name === run.method);
    const rate = Number(settingOf(run, method, "learning_rate"));
    this.title.textContent = t(`Other learning rates for ${labelOf(run.method, methods)}`);
    const hasRate = rate > 0;
    this.line.hidden = !hasRate;
    this.plane.hidden = this.bar.element.hidden = true;
    if (!hasRate || !meaning || !method) {
      this.note.textContent = hasRate ? "" : "This method has no learning rate.";
      return;
    }
    const hasMomentum = method.settings.some(({ name }) => name === "momentum");
    // The rate in force is swept over anyway: the question rests while it is dragged.
    const { learning_rate: _, ...settings } = run.settings;
    const walk = { method: run.method, start: run.start, steps: state.steps, ...settings };
    const question = { function: functionOf(state, meaning), run: walk, learning_rate: rangeAround(rate) };
    this.ask(question, hasMomentum);
    const known = ofSame(this.asking.line.answer, question);
    this.line.hidden = !known;
    if (!known) {
      this.note.textContent = "";
      return;
    }
    const least = leastValue(answers).value;
    const { answer } = known;
    const { steps } = known.question.run;
    const plane = hasMomentum ? ofSame(this.asking.plane.answer, question) : null;
    this.colour(plane);
    const role = roleOf(run.method);
    const lowest = Math.min(least, ...answer.values[0].filter((/** @type {number | null} */ value) => value !== null));
    const y = answer.values[0].map((/** @type {number | null} */ value) =>
      value === null ? null : Math.max(value - lowest, 1e-16),
    );
    this.linePlot.draw({
      curves: [{ x: answer.learning_rates, y, role, dots: true }],
      handles: [{ id: "rate", x: rate, y: null, role, label: "now" }],
      guides: [{ x: rate, role }],
      xLabel: "learning rate",
      yLabel: `f after ${steps} steps, above the lowest`,
      xScale: "log",
      yScale: "log",
      xRange: [answer.learning_rates[0], answer.learning_rates.at(-1)],
      theme,
    });
    this.plane.hidden = this.bar.element.hidden = !plane;
    if (plane && this.cells)
      this.planePlot.draw({
        ...planePicture(plane.answer, this.cells, theme),
        marks: [{ x: rate, y: Number(settingOf(run, method, "momentum")), role: "point", label: "now", glyph: "open" }],
      });
    write(this.note, sweepText(answer));
  }

  /** @param {Question} question @param {boolean} hasMomentum */
  ask(question, hasMomentum) {
    this.asking.line.ask({ ...question, resolution: ALONG });
    if (!hasMomentum) return;
    // The momentum in force is swept over, too.
    const { momentum: _, ...run } = /** @type {any} */ (question.run);
    this.asking.plane.ask({ ...question, run, momentum: [0, MOST], resolution: ACROSS });
  }

  /** @param {Swept | null} plane */
  colour(plane) {
    if (!plane || plane === this.coloured) return;
    this.coloured = plane;
    const { values } = plane.answer;
    const { lowest, low, high } = scaleOf(values);
    this.cells = cellsOf(values, (value) =>
      value === null ? GONE : viridis((powerAbove(value, lowest) - low) / (high - low || 1)),
    );
    // The lowest itself is no power of ten above the lowest.
    this.bar.show([
      { share: 0, text: "0" },
      { share: 1, text: formatNumber(10 ** high, 2) },
    ]);
  }

  onMap() {
    return {};
  }

  dispose() {
    for (const each of Object.values(this.asking)) each.dispose();
    this.linePlot.destroy();
    this.planePlot.destroy();
  }
}

/** @param {import("./extra-cards.js").Reach} reach @returns {CardAsking<Question, Swept>} */
function sweeping(reach) {
  return new CardAsking(
    reach,
    (question) => question,
    (question, send) => send("sweep", question).then((answer) => answer && { question, answer }),
  );
}

/** What is known of the same function and method, if it is. @param {Swept | null} known @param {Question} question */
function ofSame(known, question) {
  const about = (/** @type {Question} */ { function: typed, run }) => JSON.stringify([typed, run.method]);
  return known && about(known.question) === about(question) ? known : null;
}

/** Whole decades, so that the axis rests while the rate is dragged. @param {number} rate @returns {[number, number]} */
export function rangeAround(rate) {
  const decade = 10 ** Math.round(Math.log10(rate));
  return [decade * DECADES[0], decade * DECADES[1]];
}

/** @param {any} answer @returns {number | null} */
function bestOf({ learning_rates: rates, values: [values] }) {
  let best = -1;
  values.forEach((/** @type {number | null} */ value, /** @type {number} */ k) => {
    if (value !== null && (best < 0 || value < values[best])) best = k;
  });
  return best < 0 ? null : rates[best];
}

/**
 * What a line of learning rates says.
 * @param {{learning_rates: number[], values: (number | null)[][], partial?: boolean}} answer
 */
export function sweepText(answer) {
  const known = answer.values[0].filter((value) => value !== null);
  const best = bestOf(answer);
  const said =
    best === null
      ? "With no learning rate here does the walk stay."
      : known.every((value) => value === known[0])
        ? "f ends at the same value for every learning rate here."
        : `Lowest f at ${formatNumber(best, 3)}.`;
  const gaps = best !== null && known.length < answer.values[0].length ? " Gaps: the walk is gone." : "";
  const cut = answer.partial ? " Some walks were cut short: the server's time for them was up." : "";
  return `${said}${gaps}${cut} A click takes that learning rate.`;
}

/** How far a value lies above the lowest, as a power of ten. @param {number} value @param {number} lowest */
function powerAbove(value, lowest) {
  return Math.log10(value - lowest + 1e-14);
}

/** @param {(number | null)[][]} rows */
export function scaleOf(rows) {
  const known = rows.flat().filter((value) => value !== null);
  const lowest = Math.min(...known);
  const powers = known.map((value) => powerAbove(value, lowest));
  return { lowest, low: Math.min(...powers), high: Math.max(...powers) };
}

/**
 * @param {any} plane
 * @param {import("../../../plots/marks/cells.js").Cells} cells
 * @param {string} theme
 * @returns {import("../../../plots/curve-picture.js").CurvePicture}
 */
function planePicture({ learning_rates: across, momenta: up }, cells, theme) {
  return {
    curves: [],
    raster: cells,
    xLabel: "learning rate",
    yLabel: "momentum β",
    xScale: "log",
    xRange: [across[0], across[across.length - 1]],
    yRange: [up[0], up[up.length - 1]],
    theme,
  };
}
