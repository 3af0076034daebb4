/** At the desk: the question that is asked, its answers as they come, what is right, and when the hall sees them. */

import { html } from "../../core/dom.js";
import { nameText } from "../../core/format.js";
import { prose } from "../../core/prose.js";
import { t } from "../../core/texts.js";
import { currentTheme } from "../../core/theme.js";
import { ContourMap } from "../../plots/contour.js";
import { crowd } from "../../plots/marks/crowd.js";
import { point } from "../../plots/marks/point.js";
import { plotlyLoaded } from "../../plots/plotly.js";
import { verdict } from "./answers.js";
import { answerBars } from "./answer-plot.js";
import { stateIn } from "./scene-state.js";
import { truthMarks } from "./truth.js";

/**
 * @typedef {import("./wire.js").Told} Told
 * @typedef {import("./right.js").Send} Send
 */

const RESOLUTION = 48;
const USUAL = { x: "x", y: "y", value: "f" };
const STILL = { onDrag() {}, onDrop() {}, onDomain() {} };

export class AnswersView {
  /** @type {ContourMap | null} */
  map = null;
  /** The scene whose heights the map has. */
  drawn = "";

  /** @param {{onReveal: () => void, onClose: () => void}} handlers @param {Send} send */
  constructor({ onReveal, onClose }, send) {
    this.send = send;
    this.text = html("p", { class: "asked", lang: "en" });
    this.plot = html("div", { class: "plot map", role: "img", "aria-label": "Answers on the map" });
    this.figure = html("figure", { class: "answers-map" }, [this.plot]);
    this.bars = html("div");
    this.verdict = html("p", { class: "verdict", role: "status" });
    this.reveal = html("button", { type: "button", class: "primary" });
    this.close = html("button", { type: "button" });
    this.reveal.addEventListener("click", onReveal);
    this.close.addEventListener("click", onClose);
    this.element = html("div", { class: "answers-view", hidden: true }, [
      this.text,
      this.figure,
      this.bars,
      this.verdict,
      html("div", { class: "desk-tools" }, [this.reveal, this.close]),
    ]);
  }

  /** @param {Told} told */
  show(told) {
    const { question, hall, right, isOpen, isRevealed } = told;
    this.element.hidden = question === null;
    if (!question) return;
    this.text.replaceChildren(...prose(question.text));
    this.verdict.textContent = verdict(hall.values, right);
    this.reveal.textContent = t(isRevealed ? "Hide the answers" : "Show the answers");
    this.close.textContent = t(isOpen ? "Close the question" : "Ask something else");
    const state = question.kind === "point" ? stateIn(told.scene) : null;
    this.figure.hidden = state === null;
    this.bars.hidden = question.kind === "point";
    if (question.kind !== "point") this.bars.replaceChildren(answerBars(question, hall.values, right));
    if (state) this.draw(told, state);
  }

  /** @param {Told} told @param {any} state */
  async draw(told, state) {
    this.told = told;
    const asked = { function: state.function, x: state.x, y: state.y, resolution: RESOLUTION };
    const key = JSON.stringify(asked);
    if (key !== this.drawn) {
      this.drawn = key;
      this.heights = this.send("surface", asked).catch(() => null);
      this.named = this.send("parse", { function: state.function }).then(namesIn, () => USUAL);
    }
    const [grid, names = USUAL] = await Promise.all([this.heights, this.named, plotlyLoaded()]);
    if (!grid || this.told !== told) return;
    this.map ??= new ContourMap(this.plot, STILL);
    this.map.draw({
      // Where there is no height, Plotly leaves a gap.
      grid: /** @type {any} */ (grid),
      names,
      domain: { x: state.x, y: state.y },
      theme: currentTheme(),
      marks: marksOf(told, state),
    });
  }
}

/**
 * What is written at the map. A function's formula begins with its name.
 * @param {{variables: string[], mathml?: string | null}} meaning
 */
export function namesIn({ variables: [x, y], mathml }) {
  const [, value = USUAL.value] = mathml?.match(/<mi>([^<]+)<\/mi>/) ?? [];
  return { x: nameText(x), y: nameText(y), value };
}

/** @param {Told} told @param {any} state */
function marksOf({ hall, right }, state) {
  const places = /** @type {[number, number][]} */ (hall.values.filter(({ length }) => length === 2));
  return [
    ...truthMarks(right, state.x),
    crowd(places),
    ...(state.point ? [point({ place: state.point, value: null })] : []),
  ];
}
