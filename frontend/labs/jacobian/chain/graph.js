/** The computation as a graph: stages, what flows between them, and how far it has flowed. */

import { html } from "../../../core/dom.js";
import { currentTheme } from "../../../core/theme.js";
import { BARE, FULL, LEAN, Stage, Wire } from "./graph-parts.js";
import { lastStep, momentAt } from "./steps.js";

/**
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {import("./steps.js").Mode} Mode
 */

/** Directions and densities to try, the best first. */
const ACROSS = [
  ["right", "wide"],
  ["right", "dense"],
];
const DOWN = [
  ["down", "wide"],
  ["down", "dense"],
];

/**
 * The same on the stage, where nobody scrolls and no letter may be smaller than the others: with fewer digits and no
 * spaces; without the Jacobians, which the product below has; and without what flows but the numbers.
 */
const ON_STAGE = [
  ["right", "wide"],
  ["right", "lean"],
  ["down", "lean"],
  ["right", "terse"],
  ["right", "bare"],
];
/** Beside a picture. */
const NARROW_ON_STAGE = [
  ["down", "lean"],
  ["down", "terse"],
  ["down", "bare"],
];
const LARGEST = 1.3; // of the stage's type, where there is room

/** From left to right, or from top to bottom where it would not fit. */
export class ChainGraph {
  /** @type {Wire[]} */
  wires = [];
  /** @type {Stage[]} */
  stages = [];
  isNarrow = false;
  /** @type {{chain: Chain, mode: Mode, step: number} | null} */
  shown = null;
  /** What was fitted into which room on the stage, the first way in which it fits, and how large it is. */
  fitted = { key: "", way: 0, size: LARGEST };

  constructor() {
    this.flow = html("div", { class: "chain-flow" });
    this.element = html(
      "div",
      {
        class: "chain-graph",
        role: "group",
        "aria-label": "The computation as a graph",
        "aria-describedby": "description",
        tabIndex: 0,
      },
      [this.flow],
    );
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(this.element);
  }

  /** @param {Chain} chain @param {Mode} mode @param {number} step */
  show(chain, mode, step) {
    if (this.stages.length !== chain.stages.length) this.build(chain.stages.length);
    this.shown = { chain, mode, step };
    this.flow.dataset.mode = mode;
    this.fit();
  }

  /** @param {import("./graph-parts.js").Look} look */
  paint(look) {
    if (!this.shown) return;
    const { chain, mode, step } = this.shown;
    const moment = momentAt(chain, mode, step);
    // What is not known yet keeps the room that it will need.
    const { derivatives } = momentAt(chain, mode, lastStep(chain.stages.length));
    this.wires.forEach((wire, k) => wire.show(chain, mode, moment, k, look, derivatives[k]));
    this.stages.forEach((stage, k) => stage.show(chain, moment, k, look));
  }

  /** @param {number} count  of stages */
  build(count) {
    this.stages = Array.from({ length: count }, () => new Stage());
    this.wires = Array.from({ length: count + 1 }, () => new Wire());
    const elements = this.stages.flatMap(({ element }, k) => [element, this.wires[k + 1].element]);
    this.flow.replaceChildren(this.wires[0].element, ...elements);
  }

  /** Leaves the room beside it to a picture. @param {boolean} isNarrow */
  narrow(isNarrow) {
    this.isNarrow = isNarrow;
    this.element.classList.toggle("is-narrow", isNarrow);
    this.fit();
  }

  /** Chooses the direction: what flows keeps its room from the first step on, so that it does not change on the way. */
  fit() {
    this.flow.style.fontSize = "";
    // Hidden, it has no width to fit into.
    if (this.shown && this.element.clientWidth && currentTheme().endsWith("-stage")) return this.fill();
    this.paint(FULL);
    if (!this.element.clientWidth) return;
    for (const [direction, density] of this.isNarrow ? DOWN : [...ACROSS, ...DOWN.slice(0, 1)]) {
      Object.assign(this.flow.dataset, { direction, density });
      if (this.flow.scrollWidth <= this.element.clientWidth && !this.isTooHigh()) break;
    }
  }

  /**
   * On the stage with as much as the last row can read, and as large as that can be. While only numbers change, what
   * was left out stays out.
   */
  fill() {
    const ways = this.isNarrow ? NARROW_ON_STAGE : ON_STAGE;
    const key = this.keyOfRoom();
    if (key !== this.fitted.key) this.fitted = { key, way: 0, size: LARGEST };
    let size = this.take(ways[Math.min(this.fitted.way, ways.length - 1)]);
    while (size < 1 && this.fitted.way < ways.length - 1) size = this.take(ways[++this.fitted.way]);
    // Nor does it grow and shrink with its numbers.
    this.fitted.size = Math.max(Math.min(size, this.fitted.size), 1);
    this.flow.style.fontSize = `${this.fitted.size}em`;
    this.follow();
  }

  /** What the ways of the stage are chosen by. */
  keyOfRoom() {
    const { chain, mode } = /** @type {{chain: Chain, mode: Mode}} */ (this.shown);
    const { clientWidth, clientHeight } = this.element;
    return JSON.stringify([clientWidth, clientHeight, chain.sources, mode, this.isNarrow]);
  }

  /**
   * Shown in one of the ways: how large it can be, of 1. Rules and rims do not shrink with the type, so a second look
   * is needed.
   * @param {string[]} way
   */
  take([direction, density]) {
    this.paint({ wide: FULL, bare: BARE }[density] ?? LEAN);
    Object.assign(this.flow.dataset, { direction, density });
    const { clientWidth: width, clientHeight: height } = this.element;
    let size = LARGEST;
    for (let look = 0; look < 3; look++) {
      this.flow.style.fontSize = `${size}em`;
      size *= Math.min(1, width / this.flow.scrollWidth, height / this.flow.scrollHeight);
    }
    return size;
  }

  /** What is at work is in sight, where there is more than the stage holds. */
  follow() {
    const active = this.stages.find(({ element }) => element.classList.contains("is-active"))?.element;
    const { clientWidth, clientHeight } = this.element;
    this.element.scrollTo({
      left: active ? active.offsetLeft - this.flow.offsetLeft - (clientWidth - active.offsetWidth) / 2 : 0,
      top: active ? active.offsetTop - this.flow.offsetTop - (clientHeight - active.offsetHeight) / 2 : 0,
    });
  }

  /** Higher than the picture that it stands beside. */
  isTooHigh() {
    const picture = this.isNarrow ? /** @type {HTMLElement | null} */ (this.element.nextElementSibling) : null;
    return (
      picture !== null && picture.offsetTop === this.element.offsetTop && this.flow.offsetHeight > picture.offsetHeight
    );
  }

  dispose() {
    this.observer.disconnect();
  }
}
