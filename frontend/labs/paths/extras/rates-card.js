/** The rate of convergence over learning rate and momentum, by theory, with the choice in force as a point to drag. */

import { html } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { cellsOf, viridis } from "../../../plots/colour-map.js";
import { CurvePlot } from "../../../plots/curve.js";
import { ColourBar } from "../../common/colour-bar.js";
import { METHODS, settingOf, traitsOf } from "../../common/methods.js";
import { labelOf } from "../words.js";
import { CardAsking } from "./card-asking.js";
import { choiceText, isOnMap } from "./choice-words.js";
import { t } from "../../../core/texts.js";

/**
 * @typedef {import("../picture.js").Scene} Scene
 * @typedef {import("../../common/methods.js").Method} Method
 * @typedef {import("../../../core/api.js").Answer<"convergence-rates">} Rates
 */

const RESOLUTION = 120;
const DIVERGING = [205, 205, 205];
const MOST = 0.999;
const TICKS = [0, 0.7, 0.9, 1];

export class RatesCard {
  /** @type {Rates | null} */
  rates = null;
  /** @type {import("../../../plots/marks/cells.js").Cells | null} */
  cells = null;

  /** @param {import("./extra-cards.js").Reach} reach */
  constructor(reach) {
    const { surroundings, onSet } = reach;
    /** @type {CardAsking<import("../../../core/api.js").Question<"convergence-rates">, Rates>} */
    this.asking = new CardAsking(
      reach,
      (question) => question,
      (question, send) => send("convergence-rates", question),
    );
    const choose = (/** @type {number} */ rate, /** @type {number} */ momentum, /** @type {boolean} */ isSettled) => {
      if (!this.isOnMap) return;
      onSet("learning_rate", Number(Math.max(rate, 1e-9).toPrecision(4)), "drag a rate");
      if (this.hasMomentum) onSet("momentum", Number(Math.min(Math.max(momentum, 0), MOST).toFixed(4)), "drag a rate");
      if (isSettled) surroundings.settle();
    };
    this.hasMomentum = this.isOnMap = false;
    this.place = html("div", {
      class: "small-plot tall",
      role: "img",
      "aria-label": "Rate of convergence over learning rate and momentum",
    });
    this.plot = new CurvePlot(this.place, { onDrag: (_, x, y, isSettled) => choose(x, y, isSettled), onPress: choose });
    this.bar = new ColourBar("errors times", DIVERGING, "diverging");
    this.bar.show(TICKS.map((rate) => ({ share: shareOf(rate), text: String(rate) })));
    this.note = html("p", { class: "notes" });
    this.element = html("section", { class: "card half" }, [
      html("h2", {}, ["Rate of convergence by theory, over learning rate and momentum"]),
      this.place,
      this.bar.element,
      this.note,
    ]);
  }

  /** @param {Scene} scene @param {Method[]} methods */
  show(scene, methods) {
    const { state, answers, selected, theme } = scene;
    const run = state.runs[selected];
    const theory = answers.walks[selected]?.theory ?? answers.walks.find((walk) => walk.theory)?.theory;
    this.place.hidden = this.bar.element.hidden = !theory;
    if (!theory) {
      this.note.textContent = t("The map needs a minimum with a positive definite Hessian: let a run come near one.");
      return;
    }
    const { hasMomentum, looksAhead } = traitsOf(run.method);
    // Of those without momentum, the map is that of the heavy ball.
    const heavyBall = METHODS.find((name) => traitsOf(name).hasMomentum && !traitsOf(name).looksAhead);
    const method = looksAhead ? run.method : heavyBall;
    this.hasMomentum = hasMomentum;
    this.isOnMap = isOnMap(run);
    const largest = theory.eigenvalues[theory.eigenvalues.length - 1];
    this.asking.ask({
      eigenvalues: theory.eigenvalues,
      method,
      learning_rate: [0, 4.2 / largest],
      momentum: [0, MOST],
      resolution: RESOLUTION,
    });
    this.know(this.asking.answer);
    if (!this.rates || !this.cells) return;
    const own = methods.find(({ name }) => name === run.method);
    const [rate, momentum] = [
      Number(settingOf(run, own, "learning_rate")),
      Number(settingOf(run, own, "momentum") ?? 0),
    ];
    const bestLabel = looksAhead ? "heavy ball's best" : "best";
    this.plot.draw({
      ...picture(this.rates, this.cells, theme, bestLabel),
      handles: this.isOnMap ? [{ id: "choice", x: rate, y: momentum, role: "hessian", label: "now" }] : [],
    });
    const { momentum: best } = this.rates.best;
    const said = this.isOnMap
      ? choiceText(answers.walks[selected]?.predictedRate ?? null, rateAt(this.rates, rate, momentum))
      : `The map is the heavy ball's: ${labelOf(run.method, methods)} with its settings does not go by it, and has ` +
        `no place on it.`;
    this.note.textContent =
      `${said} Best of ` +
      `${looksAhead ? "the heavy ball, for comparison" : "the heavy ball"}: ` +
      `${formatNumber(best.rate, 4)} at (${formatNumber(best.learning_rate, 4)}, ${formatNumber(best.momentum, 4)}).`;
  }

  /** @param {Rates | null} rates */
  know(rates) {
    if (rates === this.rates || !rates) return;
    this.rates = rates;
    this.cells = cellsOf(rates.rates, rateColor);
  }

  onMap() {
    return {};
  }

  dispose() {
    this.asking.dispose();
    this.plot.destroy();
  }
}

/** @param {number | null} rate */
function rateColor(rate) {
  return rate === null || rate >= 1 ? DIVERGING : viridis(shareOf(rate));
}

/** Where a rate stands among the colours: more room for those near 1, which are met most. @param {number} rate */
function shareOf(rate) {
  return rate ** 4;
}

/**
 * @param {Rates} rates
 * @param {import("../../../plots/marks/cells.js").Cells} cells
 * @param {string} theme
 * @param {string} bestLabel
 * @returns {import("../../../plots/curve-picture.js").CurvePicture}
 */
function picture({ learning_rates: across, momenta: up, best }, cells, theme, bestLabel) {
  const { learning_rate: x, momentum: y } = best.momentum;
  const glyph = /** @type {const} */ ("open");
  const marks = x === null || y === null ? [] : [{ x, y, role: "point", label: bestLabel, glyph }];
  return {
    curves: [],
    raster: cells,
    marks,
    xLabel: "learning rate a",
    yLabel: "momentum β",
    xRange: [across[0], across[across.length - 1]],
    yRange: [up[0], up[up.length - 1]],
    theme,
  };
}

/** The rate of the nearest cell; null outside. @param {Rates} rates @param {number} rate @param {number} momentum */
export function rateAt({ learning_rates: across, momenta: up, rates }, rate, momentum) {
  const nearest = (/** @type {number[]} */ ticks, /** @type {number} */ value) =>
    Math.round(((value - ticks[0]) / (ticks[ticks.length - 1] - ticks[0])) * (ticks.length - 1));
  return rates[nearest(up, momentum)]?.[nearest(across, rate)] ?? null;
}
