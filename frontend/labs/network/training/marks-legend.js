/** What the lines, marks and frames of the training view mean. */

import { html } from "../../../core/dom.js";
import { svg } from "../../../plots/svg.js";

const SIZE = 16;
const MIDDLE = SIZE / 2;

/**
 * Samples of what is drawn, by the style sheet's own classes.
 * @type {Record<string, {text: string, shape: () => SVGElement}>}
 */
const MEANINGS = {
  positive: {
    text: "positive weight",
    shape: () => svg("path", { class: "weight", d: `M0 ${MIDDLE}H${SIZE}`, "stroke-width": 3 }),
  },
  negative: {
    text: "negative weight",
    shape: () => svg("path", { class: "weight negative", d: `M0 ${MIDDLE}H${SIZE}`, "stroke-width": 3 }),
  },
  learned: { text: "learned point", shape: () => svg("circle", { class: "mark", cx: MIDDLE, cy: MIDDLE, r: 4.5 }) },
  test: { text: "point of the test", shape: () => svg("rect", { class: "mark", x: 3.5, y: 3.5, width: 9, height: 9 }) },
  batch: { text: "in the next batch", shape: () => svg("circle", { class: "ring", cx: MIDDLE, cy: MIDDLE, r: 6.5 }) },
  stuck: {
    text: "unit that cannot learn",
    shape: () => svg("rect", { class: "stuck", x: 2, y: 2, width: 12, height: 12, rx: 2 }),
  },
};

export class MarksLegend {
  constructor() {
    this.element = html("ul", { class: "line-legend marks-legend" });
  }

  /** @param {{hasTest: boolean, hasBatch: boolean, isStuck: boolean}} seen */
  show({ hasTest, hasBatch, isStuck }) {
    const names = [
      "positive",
      "negative",
      "learned",
      ...(hasTest ? ["test"] : []),
      ...(hasBatch ? ["batch"] : []),
      ...(isStuck ? ["stuck"] : []),
    ];
    if (this.element.dataset.names === names.join()) return;
    this.element.dataset.names = names.join();
    this.element.replaceChildren(
      ...names.map((name) =>
        html("li", {}, [
          svg("svg", { width: SIZE, height: SIZE, viewBox: `0 0 ${SIZE} ${SIZE}`, "aria-hidden": "true" }, [
            MEANINGS[name].shape(),
          ]),
          MEANINGS[name].text,
        ]),
      ),
    );
  }
}
