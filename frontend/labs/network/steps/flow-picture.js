/** The network with its numbers: a box for every unit, a line for every weight, filled in step by step. */

import { html } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { currentTheme } from "../../../core/theme.js";
import { set, svg } from "../../../plots/svg.js";
import { widthOf } from "../network-picture.js";
import { placesOn } from "./label-places.js";
import { answersOf, knownOf, seen, slopeShown, stepsThrough } from "./flow.js";
import { planOf } from "./flow-plan.js";

/**
 * @typedef {import("./flow.js").Passed} Passed
 * @typedef {import("../numbers.js").Place} Place
 * @typedef {import("./flow-plan.js").Plan} Plan
 * @typedef {{passed: Passed, after: import("../numbers.js").Network, input: number[][], target: number[][], look:
 *   number, at: number, selected: Place}} Shown
 */

const LINE = 1.15; // the height of a number on a line, in parts of the size of type
const MOST_NAMED = 12; // weights between two layers whose numbers fit on their lines

export class FlowPicture {
  size = { width: 0, height: 0 };
  /** @type {Shown | null} */
  shown = null;
  /** The step whose layer was brought into sight. @type {number | null} */
  followed = null;

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
    const usual = Number.parseFloat(getComputedStyle(this.element).getPropertyValue("--plot-font-size"));
    const isStage = currentTheme().endsWith("-stage");
    const plan = planOf(sizes, this.size, usual, isStage);
    this.inner.style.setProperty("--flow-font-size", `${plan.em}px`);
    this.element.parentElement?.style.setProperty("--flow-tall", `${1.1 * plan.tall}px`);
    Object.assign(this.inner.style, { width: `${plan.width}px`, height: `${plan.height}px` });
    set(this.root, { viewBox: `0 0 ${plan.width} ${plan.height}` });
    const walk = stepsThrough(shown.passed.layers.length);
    this.boxes.replaceChildren(
      ...plan.places.flatMap((column, k) => column.map((_, unit) => this.unit(plan, k - 1, unit, shown, walk))),
    );
    const links = shown.passed.network.layers.flatMap(({ weights }, layer) =>
      this.links(weights, layer, plan, shown, walk),
    );
    // Numbers over all lines.
    this.root.replaceChildren(...links.map(({ lines }) => lines), ...links.flatMap(({ texts }) => texts));
    // Where a hand has scrolled to stays until the next step; on the stage nobody scrolls.
    if (isStage || this.followed !== shown.at) this.follow(plan, walk[shown.at]);
    this.followed = shown.at;
  }

  /**
   * The layer at work is in sight, where there are more than fit.
   * @param {Plan} plan
   * @param {import("./flow.js").Step} step
   */
  follow({ places, width }, { layer }) {
    if (width > this.size.width) this.element.scrollLeft = places[layer + 1][0][0] - this.size.width / 2;
  }

  /**
   * @param {Plan} plan
   * @param {number} layer
   * @param {number} unit
   * @param {Shown} shown
   * @param {import("./flow.js").Step[]} steps
   */
  unit(
    { places, boxes, look: { rows: most, digits } },
    layer,
    unit,
    { passed, input, target, look, at, selected },
    steps,
  ) {
    const [x, y] = places[layer + 1][unit];
    const { isForward, isBack } = knownOf(steps, at, layer);
    const step = steps[at];
    const isActive =
      (step.kind === "inputs" && layer < 0) ||
      ((step.kind === "forward" || step.kind === "back") && step.layer === layer) ||
      (step.kind === "cost" && layer === passed.layers.length - 1);
    const isOutput = layer === passed.layers.length - 1;
    const number = (/** @type {number} */ value) => formatNumber(value, digits);
    const row = (/** @type {string} */ name, /** @type {string} */ text, /** @type {string} */ role) =>
      html("div", { class: `flow-row ${role}` }, [html("span", {}, [name]), html("span", {}, [text])]);
    const forward = () => [
      row("z", isForward ? number(seen(passed.layers[layer].z[unit], look)) : "", ""),
      row("a", isForward ? number(seen(passed.layers[layer].a[unit], look)) : "", ""),
    ];
    const back = () => [
      row("∂C/∂a", isBack ? number(seen(passed.slopes[layer].a[unit], look)) : "", "back"),
      row("∂C/∂z", isBack ? number(seen(passed.slopes[layer].z[unit], look)) : "", "back"),
    ];
    const rows =
      layer < 0
        ? [row(`x${lowered(unit)}`, number(seen(answersOf(passed, input, -1, unit), look)), "")]
        : [
            ...(most > 2 || !isBack ? forward() : []),
            ...(most > 2 || isBack ? back() : []),
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
        style: `left: ${x - boxes[layer + 1] / 2}px; top: ${y}px; width: ${boxes[layer + 1]}px`,
      },
      rows,
    );
    if (layer >= 0) element.addEventListener("click", () => this.onSelect({ layer, unit, from: null }));
    return element;
  }

  /**
   * @param {number[][]} weights
   * @param {number} layer
   * @param {Plan} plan
   * @param {Shown} shown
   * @param {import("./flow.js").Step[]} steps
   */
  links(weights, layer, { places, boxes, em, look: sizes }, { passed, after, input, look, at, selected }, steps) {
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
            [places[layer][from][0] + boxes[layer] / 2, places[layer][from][1]],
            [places[layer + 1][unit][0] - boxes[layer + 1] / 2, places[layer + 1][unit][1]],
          ]),
      ),
    );
    const middles = isNamed
      ? placesOn(
          ends,
          { width: sizes.label * em, height: (hasSlopes ? 2 : 1) * LINE * em },
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
              svg("text", { x, y: y + (hasSlopes ? -0.2 : 0.35) * em, class: "weight-text" }, [
                formatNumber(now, sizes.digits),
              ]),
              ...(hasSlopes
                ? [
                    svg("text", { x, y: y + 0.9 * em, class: "weight-text back" }, [
                      formatNumber(slopeShown(passed, input, { layer, unit, from }, look), sizes.slopeDigits),
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

/** @param {number} unit */
function lowered(unit) {
  return [...String(unit + 1)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
