/** The network with its numbers: a box for every unit, a line for every weight, filled in step by step. */

import { html } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { set, svg } from "../../../plots/svg.js";
import { widthOf } from "../network-picture.js";
import { placesOn } from "./label-places.js";
import { answersOf, knownOf, seen, slopeShown, stepsThrough } from "./flow.js";

/**
 * @typedef {import("./flow.js").Passed} Passed
 * @typedef {import("../numbers.js").Place} Place
 * @typedef {{passed: Passed, after: import("../numbers.js").Network, input: number[][], target: number[][], look:
 *   number, at: number, selected: Place}} Shown
 */

/** Of a box, in parts of the type size; narrow where there is no room for all. */
const BOX = { width: 10.2, narrow: 8.2, height: 6.1 };
const OUTPUT_HEIGHT = 7.5; // with what it shall be
/** Between boxes, for the numbers on lines; and from one box to the next below. */
const GAP = { across: 5.2, narrow: 4.6, down: 0.6 };
const SMALLEST = 0.62; // of the size of type that there would be room for in a larger window
const LABEL = { width: 4.3, height: 1.15 };
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
    this.element = html(
      "div",
      {
        class: "flow-picture",
        role: "img",
        "aria-label": "The network with its numbers",
        "aria-describedby": "description",
        tabIndex: 0,
      },
      [this.inner],
    );
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
    const sizes = [shown.input[0].length, ...shown.passed.network.layers.map(({ biases }) => biases.length)];
    const em = this.sizeOfType(sizes);
    const isNarrow = wide(sizes.length) * em > this.size.width;
    const box = { width: (isNarrow ? BOX.narrow : BOX.width) * em, height: BOX.height * em };
    const width = Math.max(this.size.width, (isNarrow ? narrow : wide)(sizes.length) * em);
    const height = Math.max(this.size.height, tallest(sizes) * em);
    this.inner.style.setProperty("--flow-font-size", `${em}px`);
    this.element.parentElement?.style.setProperty("--flow-tall", `${1.1 * tallest(sizes) * em}px`);
    Object.assign(this.inner.style, { width: `${width}px`, height: `${height}px` });
    set(this.root, { viewBox: `0 0 ${width} ${height}` });
    const gap = (width - box.width) / (sizes.length - 1);
    const usual = Math.min(height / Math.max(...sizes), box.height * 1.7);
    const steps = sizes.map((_, k) =>
      k === sizes.length - 1 ? Math.max(usual, (OUTPUT_HEIGHT + GAP.down) * em) : usual,
    );
    const places = sizes.map((count, k) =>
      Array.from(
        { length: count },
        (_, unit) =>
          /** @type {[number, number]} */ ([box.width / 2 + k * gap, height / 2 + (unit - (count - 1) / 2) * steps[k]]),
      ),
    );
    const walk = stepsThrough(shown.passed.layers.length);
    this.boxes.replaceChildren(
      ...places.flatMap((column, k) => column.map((place, unit) => this.unit(place, box, k - 1, unit, shown, walk))),
    );
    const links = shown.passed.network.layers.flatMap(({ weights }, layer) =>
      this.links(weights, layer, places, box.width / 2, em, shown, walk),
    );
    // Numbers over all lines.
    this.root.replaceChildren(...links.map(({ lines }) => lines), ...links.flatMap(({ texts }) => texts));
  }

  /** As large as elsewhere, or smaller where the whole network then fits. @param {number[]} sizes */
  sizeOfType(sizes) {
    const usual = Number.parseFloat(getComputedStyle(this.element).getPropertyValue("--plot-font-size"));
    const fitting = Math.min(this.size.width / narrow(sizes.length), this.size.height / tallest(sizes));
    return Math.max(SMALLEST * usual, 11, Math.min(usual, fitting));
  }

  /**
   * @param {[number, number]} place
   * @param {{width: number, height: number}} box
   * @param {number} layer
   * @param {number} unit
   * @param {Shown} shown
   * @param {import("./flow.js").Step[]} steps
   */
  unit([x, y], box, layer, unit, { passed, input, target, look, at, selected }, steps) {
    const { isForward, isBack } = knownOf(steps, at, layer);
    const step = steps[at];
    const isActive =
      (step.kind === "inputs" && layer < 0) ||
      ((step.kind === "forward" || step.kind === "back") && step.layer === layer) ||
      (step.kind === "cost" && layer === passed.layers.length - 1);
    const isOutput = layer === passed.layers.length - 1;
    const number = (/** @type {number} */ value) => formatNumber(value, 4);
    const row = (/** @type {string} */ name, /** @type {string} */ text, /** @type {string} */ role) =>
      html("div", { class: `flow-row ${role}` }, [html("span", {}, [name]), html("span", {}, [text])]);
    const rows =
      layer < 0
        ? [row(`x${lowered(unit)}`, number(seen(answersOf(passed, input, -1, unit), look)), "")]
        : [
            row("z", isForward ? number(seen(passed.layers[layer].z[unit], look)) : "", ""),
            row("a", isForward ? number(seen(passed.layers[layer].a[unit], look)) : "", ""),
            row("∂C/∂a", isBack ? number(seen(passed.slopes[layer].a[unit], look)) : "", "back"),
            row("∂C/∂z", isBack ? number(seen(passed.slopes[layer].z[unit], look)) : "", "back"),
            ...(isOutput
              ? [
                  row(
                    "y",
                    number(
                      seen(
                        target.map((row) => row[unit]),
                        look,
                      ),
                    ),
                    "",
                  ),
                ]
              : []),
          ];
    const isSelected = selected.from === null && selected.layer === layer && selected.unit === unit;
    const element = html(
      "div",
      {
        class: `flow-unit${isActive ? " is-active" : ""}${isSelected ? " is-selected" : ""}`,
        style: `left: ${x - box.width / 2}px; top: ${y}px; width: ${box.width}px`,
      },
      rows,
    );
    if (layer >= 0) element.addEventListener("click", () => this.onSelect({ layer, unit, from: null }));
    return element;
  }

  /**
   * @param {number[][]} weights
   * @param {number} layer
   * @param {[number, number][][]} places
   * @param {number} half
   * @param {number} em
   * @param {Shown} shown
   * @param {import("./flow.js").Step[]} steps
   */
  links(weights, layer, places, half, em, { passed, after, input, look, at, selected }, steps) {
    const { isBack, isMoved } = knownOf(steps, at, layer);
    const step = steps[at];
    // Numbers flow along the lines of the step, in its direction.
    const flow =
      step.layer !== layer ? "" : step.kind === "forward" ? " flows on" : step.kind === "back" ? " flows back" : "";
    const isNamed = weights.length * weights[0].length <= MOST_NAMED;
    const hasSlopes = isBack && !isMoved;
    const ends = weights.flatMap((row, unit) =>
      row.map(
        (_, from) =>
          /** @type {[[number, number], [number, number]]} */ ([
            [places[layer][from][0] + half, places[layer][from][1]],
            [places[layer + 1][unit][0] - half, places[layer + 1][unit][1]],
          ]),
      ),
    );
    const middles = isNamed
      ? placesOn(
          ends,
          { width: LABEL.width * em, height: (hasSlopes ? 2 : 1) * LABEL.height * em },
          selected.layer === layer && selected.from !== null ? selected.unit * weights[0].length + selected.from : 0,
        )
      : [];
    return weights.flatMap((row, unit) =>
      row.map((weight, from) => {
        const place = unit * row.length + from;
        const [[left, y0], [right, y1]] = ends[place];
        const now = isMoved ? after.layers[layer].weights[unit][from] : weight;
        const isSelected = selected.layer === layer && selected.unit === unit && selected.from === from;
        const line = svg("line", {
          x1: left,
          y1: y0,
          x2: right,
          y2: y1,
          class: `weight ${now < 0 ? "negative" : "positive"}${isSelected ? " is-selected" : ""}${flow}`,
          "stroke-width": (0.6 * widthOf(now)).toFixed(2),
        });
        const hand = svg("line", { x1: left, y1: y0, x2: right, y2: y1, class: "hand" });
        hand.addEventListener("click", () => this.onSelect({ layer, unit, from }));
        hand.addEventListener("pointerenter", () => this.onSelect({ layer, unit, from }));
        const middle = middles[place];
        const [x, y] = middle ?? [0, 0];
        const texts = middle
          ? [
              svg("text", { x, y: y + (hasSlopes ? -0.2 : 0.35) * em, class: "weight-text" }, [formatNumber(now, 4)]),
              ...(hasSlopes
                ? [
                    svg("text", { x, y: y + 0.9 * em, class: "weight-text back" }, [
                      formatNumber(slopeShown(passed, input, { layer, unit, from }, look), 4),
                    ]),
                  ]
                : []),
            ]
          : [];
        return { lines: svg("g", {}, [line, hand]), texts };
      }),
    );
  }

  dispose() {
    this.observer.disconnect();
  }
}

/** How wide so many columns are, in parts of the size of type. @param {number} count */
const wide = (count) => count * (BOX.width + GAP.across) - GAP.across;
/** And where there is little room. @param {number} count */
const narrow = (count) => count * (BOX.narrow + GAP.narrow) - GAP.narrow;

/** The height of the tallest column, in parts of the size of type. @param {number[]} sizes */
function tallest(sizes) {
  return Math.max(
    ...sizes.map((count, k) => count * ((k === sizes.length - 1 ? OUTPUT_HEIGHT : BOX.height) + GAP.down)),
  );
}

/** @param {number} unit */
function lowered(unit) {
  return [...String(unit + 1)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
