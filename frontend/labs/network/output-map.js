/** What the network answers over the plane, with the points it learns from. */

import { html } from "../../core/dom.js";
import { paletteAt } from "../../plots/palette.js";
import { set, svg } from "../../plots/svg.js";
import { CLASS_COLORS, classPixels, cssOf, paint, pixelsOf, scaleOf, shade } from "./heat.js";

/**
 * @typedef {import("./training.js").Heat} Heat
 * @typedef {{points: number[][], targets: number[], classes: number, trained: number}} Samples
 * @typedef {{heat: Heat | null, samples: Samples | null, isProbability: boolean, isDiscrete: boolean, hasTest: boolean, theme: string}} Shown
 */

export const REACH = 6;
const TICKS = [-6, -3, 0, 3, 6];
/** Room for the numbers at the axes, in parts of their size. */
const MARGIN = { left: 2.6, bottom: 1.7, top: 0.6, right: 0.9 };

export class OutputMap {
  size = { width: 0, height: 0 };
  /** @type {Shown | null} */
  shown = null;
  drawn = "";
  /** @type {Samples | null} */
  samples = null;

  /** @param {(x1: number, x2: number, isOther: boolean) => void} onPress */
  constructor(onPress) {
    this.canvas = html("canvas", { class: "output-heat" });
    this.axes = svg("g", { class: "axes" });
    this.points = svg("g");
    this.root = svg("svg", { class: "output-marks", "aria-hidden": "true" }, [this.axes, this.points]);
    this.element = html("div", { class: "plot output-map", role: "img", "aria-label": "What the network answers over the plane of x₁ and x₂, with the points of the data", "aria-describedby": "description" }, [this.canvas, this.root]);
    this.element.addEventListener("click", (event) => this.press(event, onPress));
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      this.size = contentRect;
      if (this.shown) this.draw(this.shown);
    });
    this.observer.observe(this.element);
  }

  /** @param {MouseEvent} event @param {(x1: number, x2: number, isOther: boolean) => void} onPress */
  press(event, onPress) {
    const box = this.element.getBoundingClientRect();
    const { left, top, side } = this.frame;
    const [x, y] = [(event.clientX - box.left - left) / side, (event.clientY - box.top - top) / side];
    if (x >= 0 && x <= 1 && y >= 0 && y <= 1) onPress((2 * x - 1) * REACH, (1 - 2 * y) * REACH, event.shiftKey);
  }

  get frame() {
    return frameOf(this.size, this.fontSize);
  }

  get fontSize() {
    return this.shown ? paletteAt(this.element, this.shown.theme).fontSize : 0;
  }

  /** @param {Shown} shown */
  draw(shown) {
    this.shown = shown;
    const frame = this.frame;
    if (frame.side < 40) return;
    this.drawAxes(frame);
    this.drawPoints(shown, frame);
    const { heat, isProbability, isDiscrete } = shown;
    this.canvas.hidden = !heat;
    if (!heat) return;
    const outputs = heat.layers[heat.layers.length - 1];
    const pixels = outputs.length > 1 ? classPixels(outputs, heat.side, isDiscrete) : pixelsOf(outputs[0], heat.side, scaleOf(isProbability), isDiscrete);
    paint(this.canvas, pixels, heat.side);
  }

  /** @param {Frame} frame */
  drawAxes({ left, top, side }) {
    const em = this.fontSize;
    const key = `${left},${top},${side},${em}`;
    if (key === this.drawn) return;
    this.drawn = key;
    this.samples = null;
    set(this.root, { viewBox: `0 0 ${this.size.width} ${this.size.height}` });
    Object.assign(this.canvas.style, { left: `${left}px`, top: `${top}px`, width: `${side}px`, height: `${side}px` });
    const at = (/** @type {number} */ value) => ((value + REACH) / (2 * REACH)) * side;
    const text = (/** @type {number} */ value) => String(value).replace("-", "−");
    const ticks = TICKS.flatMap((value) => [
      svg("text", { x: left + at(value), y: top + side + 1.3 * em, "text-anchor": "middle" }, [text(value)]),
      svg("text", { x: left - 6, y: top + side - at(value) + (value === -REACH ? 0 : 0.35 * em), "text-anchor": "end" }, [text(value)]),
    ]);
    const names = [svg("text", { x: left + at(4.5), y: top + side + 1.3 * em, "text-anchor": "middle", class: "name" }, ["x₁"]), svg("text", { x: left - 6, y: top + side - at(4.5) + 0.35 * em, "text-anchor": "end", class: "name" }, ["x₂"])];
    this.axes.replaceChildren(svg("rect", { x: left, y: top, width: side, height: side, class: "frame" }), ...ticks, ...names);
  }

  /** @param {Shown} shown @param {Frame} frame */
  drawPoints({ samples, hasTest }, { left, top, side }) {
    this.points.classList.toggle("has-test", hasTest);
    if (samples === this.samples) return;
    this.samples = samples;
    const place = (/** @type {number[]} */ [x, y]) => [left + ((x + REACH) / (2 * REACH)) * side, top + ((REACH - y) / (2 * REACH)) * side];
    const radius = samples && samples.points.length > 250 ? 3 : 4;
    this.points.replaceChildren(...(samples?.points ?? []).map((point, k) => mark(place(point), radius, colorOf(/** @type {Samples} */ (samples), k), k < /** @type {Samples} */ (samples).trained)));
  }

  dispose() {
    this.observer.disconnect();
  }
}

/** @typedef {{left: number, top: number, side: number}} Frame  px */

/** The largest square. @param {{width: number, height: number}} size @param {number} em  px @returns {Frame} */
function frameOf({ width, height }, em) {
  const [across, up] = [width - (MARGIN.left + MARGIN.right) * em, height - (MARGIN.top + MARGIN.bottom) * em];
  const side = Math.floor(Math.min(across, up));
  return { left: Math.round(MARGIN.left * em + Math.max(0, (across - side) / 2)), top: Math.round(MARGIN.top * em), side };
}

/** Learned points are disks, those of the test are squares. @param {number[]} place @param {number} radius @param {string} fill @param {boolean} isLearned */
function mark([x, y], radius, fill, isLearned) {
  if (isLearned) return svg("circle", { cx: x, cy: y, r: radius, fill });
  return svg("rect", { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius, fill, class: "test" });
}

/** @param {Samples} samples @param {number} k */
function colorOf({ targets, classes }, k) {
  return cssOf(classes ? CLASS_COLORS[targets[k] % CLASS_COLORS.length] : shade(targets[k]));
}
