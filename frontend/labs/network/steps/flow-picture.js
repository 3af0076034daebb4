/** The network with its numbers: a box for every unit, a line for every weight, filled in step by step. */

import { html } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { set, svg } from "../../../plots/svg.js";
import { widthOf } from "../network-picture.js";
import { answerOf, knownOf, stepsThrough } from "./flow.js";

/**
 * @typedef {import("./flow.js").Passed} Passed
 * @typedef {import("../numbers.js").Place} Place
 * @typedef {{passed: Passed, after: import("../numbers.js").Network, input: number[], target: number[], at: number, selected: Place}} Shown
 */

/** Of a box, in parts of the type size. */
const BOX = { width: 9.4, height: 6.1 };
const MOST_NAMED = 12; // weights between two layers whose numbers fit on their lines

export class FlowPicture {
  size = { width: 0, height: 0 };
  /** @type {Shown | null} */
  shown = null;

  /** @param {(place: Place) => void} onSelect */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.root = svg("svg", { class: "network-links", "aria-hidden": "true" });
    this.boxes = html("div", { class: "flow-boxes" });
    this.inner = html("div", { class: "flow-inner" }, [this.root, this.boxes]);
    this.element = html("div", { class: "flow-picture", role: "img", "aria-label": "The network with the numbers of one sample", "aria-describedby": "description", tabIndex: 0 }, [this.inner]);
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      this.size = contentRect;
      if (this.shown) this.draw(this.shown);
    });
    this.observer.observe(this.element);
  }

  /** @param {Shown} shown */
  draw(shown) {
    this.shown = shown;
    if (this.size.width < 40) return;
    const em = Number.parseFloat(getComputedStyle(this.boxes).fontSize);
    const sizes = [shown.input.length, ...shown.passed.network.layers.map(({ biases }) => biases.length)];
    const box = { width: BOX.width * em, height: BOX.height * em };
    const width = Math.max(this.size.width, sizes.length * (box.width + 3 * em));
    const height = Math.max(this.size.height, Math.max(...sizes) * (box.height + 0.6 * em));
    Object.assign(this.inner.style, { width: `${width}px`, height: `${height}px` });
    set(this.root, { viewBox: `0 0 ${width} ${height}` });
    const gap = (width - box.width) / (sizes.length - 1);
    const step = Math.min(height / Math.max(...sizes), box.height * 1.7);
    const places = sizes.map((count, k) => Array.from({ length: count }, (_, unit) => /** @type {[number, number]} */ ([box.width / 2 + k * gap, height / 2 + (unit - (count - 1) / 2) * step])));
    const steps = stepsThrough(shown.passed.layers.length);
    this.boxes.replaceChildren(...places.flatMap((column, k) => column.map((place, unit) => this.unit(place, box, k - 1, unit, shown, steps))));
    const links = shown.passed.network.layers.flatMap(({ weights }, layer) => this.links(weights, layer, places, box.width / 2, shown, steps));
    // Numbers over all lines.
    this.root.replaceChildren(...links.map(({ lines }) => lines), ...links.flatMap(({ texts }) => texts));
  }

  /** @param {[number, number]} place @param {{width: number, height: number}} box @param {number} layer @param {number} unit @param {Shown} shown @param {import("./flow.js").Step[]} steps */
  unit([x, y], box, layer, unit, { passed, input, target, at, selected }, steps) {
    const { isForward, isBack } = knownOf(steps, at, layer);
    const step = steps[at];
    const isActive = (step.kind === "inputs" && layer < 0) || ((step.kind === "forward" || step.kind === "back") && step.layer === layer) || (step.kind === "cost" && layer === passed.layers.length - 1);
    const isOutput = layer === passed.layers.length - 1;
    const number = (/** @type {number} */ value) => formatNumber(value, 4);
    const row = (/** @type {string} */ name, /** @type {string} */ text, /** @type {string} */ role) => html("div", { class: `flow-row ${role}` }, [html("span", {}, [name]), html("span", {}, [text])]);
    const rows =
      layer < 0
        ? [row(`x${lowered(unit)}`, number(input[unit]), "")]
        : [
            row("z", isForward ? number(passed.layers[layer].z[unit][0]) : "", ""),
            row("a", isForward ? number(answerOf(passed, input, layer, unit)) : "", ""),
            row("∂C/∂a", isBack ? number(passed.slopes[layer].a[unit][0]) : "", "back"),
            row("∂C/∂z", isBack ? number(passed.slopes[layer].z[unit][0]) : "", "back"),
            ...(isOutput ? [row("y", number(target[unit]), "")] : []),
          ];
    const isSelected = selected.from === null && selected.layer === layer && selected.unit === unit;
    const element = html("div", { class: `flow-unit${isActive ? " is-active" : ""}${isSelected ? " is-selected" : ""}`, style: `left: ${x - box.width / 2}px; top: ${y}px; width: ${box.width}px` }, rows);
    if (layer >= 0) element.addEventListener("click", () => this.onSelect({ layer, unit, from: null }));
    return element;
  }

  /** @param {number[][]} weights @param {number} layer @param {[number, number][][]} places @param {number} half @param {Shown} shown @param {import("./flow.js").Step[]} steps */
  links(weights, layer, places, half, { passed, after, at, selected }, steps) {
    const { isBack, isMoved } = knownOf(steps, at, layer);
    const isNamed = weights.length * weights[0].length <= MOST_NAMED;
    return weights.flatMap((row, unit) =>
      row.map((weight, from) => {
        const [[x0, y0], [x1, y1]] = [places[layer][from], places[layer + 1][unit]];
        const [left, right] = [x0 + half, x1 - half];
        const now = isMoved ? after.layers[layer].weights[unit][from] : weight;
        const isSelected = selected.layer === layer && selected.unit === unit && selected.from === from;
        const line = svg("line", { x1: left, y1: y0, x2: right, y2: y1, class: `weight ${now < 0 ? "negative" : "positive"}${isSelected ? " is-selected" : ""}`, "stroke-width": (0.6 * widthOf(now)).toFixed(2) });
        const hand = svg("line", { x1: left, y1: y0, x2: right, y2: y1, class: "hand" });
        hand.addEventListener("click", () => this.onSelect({ layer, unit, from }));
        hand.addEventListener("pointerenter", () => this.onSelect({ layer, unit, from }));
        // Numbers stand nearer to where their line begins, so that those of crossing lines stay apart.
        const share = 0.3;
        const [x, y] = [left + share * (right - left), y0 + share * (y1 - y0)];
        const texts = isNamed ? [svg("text", { x, y: y - 3, class: "weight-text" }, [formatNumber(now, 4)]), ...(isBack && !isMoved ? [svg("text", { x, y: y + 12, class: "weight-text back" }, [formatNumber(passed.slopes[layer].weights[unit][from], 4)])] : [])] : [];
        return { lines: svg("g", {}, [line, hand]), texts };
      }),
    );
  }

  dispose() {
    this.observer.disconnect();
  }
}

/** @param {number} unit */
function lowered(unit) {
  return [...String(unit + 1)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
