/** What the network answers over the plane, with the points it learns from, and what its colours stand for. */

import { tremor } from "../../../core/press.js";
import { html } from "../../../core/dom.js";
import { t } from "../../../core/texts.js";
import { paletteAt } from "../../../plots/palette.js";
import { set, svg } from "../../../plots/svg.js";
import { CLASS_COLORS, classPixels, cssOf, paint, pixelsOf, scaleOf, shade } from "../heat.js";
import { REACH } from "../own-data.js";

/**
 * @typedef {import("../training.js").Heat} Heat
 * @typedef {import("../own-data.js").Samples} Samples
 * @typedef {{places: number[], seen: number}} Lit  the samples of the next batch, and how many of them have been gone
 *   through
 * @typedef {object} Shown
 * @property {Heat | null} heat
 * @property {Samples | null} samples
 * @property {number} outputs
 * @property {boolean} isProbability
 * @property {boolean} isDiscrete
 * @property {boolean} hasTest
 * @property {boolean} isOwn  whether points can be placed, moved and taken away
 * @property {Lit | null} lit
 * @property {string} theme
 * @typedef {object} Hands
 * @property {(place: [number, number], isOther: boolean) => void} onPress
 * @property {(place: [number, number]) => number} pointAt  which of one's own points; -1: none
 * @property {(point: number, to: [number, number]) => void} onDrag
 * @property {() => void} onDrop
 */

const TICKS = [-6, -3, 0, 3, 6];
/** Room for the numbers at the axes, in parts of their size. */
const MARGIN = { left: 2.6, bottom: 3.9, top: 0.6, right: 0.9 };
const STOPS = [-1, -0.5, 0, 0.5, 1];

export class OutputMap {
  size = { width: 0, height: 0 };
  /** @type {Shown | null} */
  shown = null;
  drawn = "";
  /** @type {Samples | null} */
  samples = null;

  /** @type {{start: [number, number], place: [number, number], point: number, isDrag: boolean} | null} */
  held = null;

  /** @param {Hands} hands */
  constructor(hands) {
    this.hands = hands;
    this.canvas = html("canvas", { class: "output-heat" });
    this.axes = svg("g", { class: "axes" });
    this.legend = svg("g", { class: "legend" });
    this.points = svg("g");
    this.rings = svg("g", { class: "rings" });
    this.root = svg("svg", { class: "output-marks", "aria-hidden": "true" }, [
      this.axes,
      this.legend,
      this.points,
      this.rings,
    ]);
    this.element = html(
      "div",
      {
        class: "plot output-map",
        role: "img",
        "aria-label": "What the network answers over the plane of x₁ and x₂, with the points of the data",
        "aria-describedby": "description",
      },
      [this.canvas, this.root],
    );
    this.element.addEventListener("pointerdown", (event) => this.hold(event));
    this.element.addEventListener("pointermove", (event) => this.move(event));
    this.element.addEventListener("pointerup", (event) => this.release(event));
    this.element.addEventListener("pointercancel", () => (this.held = null));
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      this.size = contentRect;
      if (this.shown) this.draw(this.shown);
    });
    this.observer.observe(this.element);
  }

  /** @param {PointerEvent} event */
  hold(event) {
    const place = this.placeOf(event);
    this.held =
      // Two fingers press nothing.
      event.button === 0 && event.isPrimary !== false && isInside(place)
        ? { start: [event.clientX, event.clientY], place, point: this.hands.pointAt(place), isDrag: false }
        : null;
    // A finger that moves scrolls the page.
    if (this.held && this.held.point >= 0 && event.pointerType !== "touch")
      this.element.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.held) return;
    const { start, point } = this.held;
    const isTouch = event.pointerType === "touch";
    this.held.isDrag ||= Math.hypot(event.clientX - start[0], event.clientY - start[1]) > tremor(event);
    if (!this.held.isDrag || point < 0 || isTouch) return;
    const place = /** @type {[number, number]} */ (
      this.placeOf(event).map((each) => Math.min(Math.max(each, -REACH), REACH))
    );
    this.hands.onDrag(point, place);
  }

  /** @param {PointerEvent} event */
  release(event) {
    const held = this.held;
    this.held = null;
    if (held?.isDrag && held.point >= 0 && event.pointerType !== "touch") this.hands.onDrop();
    else if (held && !held.isDrag) this.hands.onPress(held.place, event.shiftKey);
  }

  /** Where in the plane. @param {PointerEvent} event @returns {[number, number]} */
  placeOf(event) {
    const box = this.element.getBoundingClientRect();
    const { left, top, side } = this.frame;
    return [
      ((2 * (event.clientX - box.left - left)) / side - 1) * REACH,
      (1 - (2 * (event.clientY - box.top - top)) / side) * REACH,
    ];
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
    this.drawLegend(shown, frame);
    this.drawPoints(shown, frame);
    this.drawRings(shown, frame);
    const { heat, isProbability, isDiscrete, isOwn } = shown;
    this.element.classList.toggle("is-own", isOwn);
    this.canvas.hidden = !heat;
    if (!heat) return;
    const outputs = heat.layers[heat.layers.length - 1];
    const pixels =
      outputs.length > 1
        ? classPixels(outputs, heat.side, isDiscrete)
        : pixelsOf(outputs[0], heat.side, scaleOf(isProbability), isDiscrete);
    paint(this.canvas, pixels, heat.side);
  }

  /** @param {Frame} frame */
  drawAxes({ left, top, side }) {
    const em = this.fontSize;
    // Where the frame stays and the element does not, its letters would be drawn to another scale.
    const { width, height } = this.size;
    const key = `${left},${top},${side},${em},${width},${height}`;
    if (key === this.drawn) return;
    this.drawn = key;
    this.samples = null;
    this.explained = "";
    set(this.root, { viewBox: `0 0 ${width} ${height}` });
    Object.assign(this.canvas.style, { left: `${left}px`, top: `${top}px`, width: `${side}px`, height: `${side}px` });
    const at = (/** @type {number} */ value) => ((value + REACH) / (2 * REACH)) * side;
    const text = (/** @type {number} */ value) => String(value).replace("-", "−");
    const ticks = TICKS.flatMap((value) => [
      svg("text", { x: left + at(value), y: top + side + 1.3 * em, "text-anchor": "middle" }, [text(value)]),
      svg(
        "text",
        { x: left - 6, y: top + side - at(value) + (value === -REACH ? 0 : 0.35 * em), "text-anchor": "end" },
        [text(value)],
      ),
    ]);
    const names = [
      svg("text", { x: left + at(4.5), y: top + side + 1.3 * em, "text-anchor": "middle", class: "name" }, ["x₁"]),
      svg("text", { x: left - 6, y: top + side - at(4.5) + 0.35 * em, "text-anchor": "end", class: "name" }, ["x₂"]),
    ];
    this.axes.replaceChildren(
      svg("rect", { x: left, y: top, width: side, height: side, class: "frame" }),
      ...ticks,
      ...names,
    );
  }

  explained = "";

  /** What the colours stand for. @param {Shown} shown @param {Frame} frame */
  drawLegend({ outputs, isProbability }, { left, top, side }) {
    const key = `${outputs},${isProbability}`;
    if (key === this.explained) return;
    this.explained = key;
    const em = this.fontSize;
    const y = top + side + 2.35 * em;
    const text = (/** @type {number} */ x, /** @type {string} */ words, anchor = "start") =>
      svg("text", { x, y: y + 0.8 * em, "text-anchor": anchor }, [words]);
    /** Room for a word at the left, in whichever language. */
    const roomFor = (/** @type {string} */ words) => (0.6 * t(words).length + 0.6) * em;
    if (outputs > 1) {
      const room = roomFor("class");
      const [from, step] = [left + room, Math.min(5 * em, (side - room) / outputs)];
      const each = CLASS_COLORS.slice(0, outputs).flatMap((color, k) => [
        svg("rect", { x: from + k * step, y, width: em, height: em, fill: cssOf(color) }),
        text(from + k * step + 1.3 * em, String(k)),
      ]);
      return this.legend.replaceChildren(text(left, "class"), ...each);
    }
    const [low, middle, high] = isProbability ? ["0", "0.5", "1"] : ["−1", "0", "1"];
    const gradient = svg(
      "linearGradient",
      { id: "output-colours" },
      STOPS.map((stop) => svg("stop", { offset: (stop + 1) / 2, "stop-color": cssOf(shade(stop)) })),
    );
    const [from, to] = [left + roomFor("output"), left + side];
    const under = (/** @type {number} */ x, /** @type {string} */ words, /** @type {string} */ anchor) =>
      svg("text", { x, y: y + 1.55 * em, "text-anchor": anchor }, [words]);
    const bar = svg("rect", {
      x: from,
      y,
      width: to - from,
      height: 0.6 * em,
      fill: "url(#output-colours)",
      class: "frame-thin",
    });
    this.legend.replaceChildren(
      svg("defs", {}, [gradient]),
      text(left, "output"),
      bar,
      under(from, low, "middle"),
      under((from + to) / 2, middle, "middle"),
      under(to, high, "middle"),
    );
  }

  /** Around the samples of the batch, and the one that is looked at. @param {Shown} shown @param {Frame} frame */
  drawRings({ samples, lit }, frame) {
    const [places, seen] = [lit?.places ?? [], lit?.seen ?? 0];
    const ring = (/** @type {number} */ sample, /** @type {number} */ k) => {
      const [cx, cy] = inPixels(samples?.points[sample] ?? [0, 0], frame);
      return svg("circle", {
        cx,
        cy,
        r: k === seen - 1 ? 10 : 6.5,
        class: k === seen - 1 ? "is-lit" : k < seen ? "is-seen" : "",
      });
    };
    this.rings.replaceChildren(...(samples ? places.filter((place) => place < samples.points.length).map(ring) : []));
  }

  /** @param {Shown} shown @param {Frame} frame */
  drawPoints({ samples, hasTest }, frame) {
    this.points.classList.toggle("has-test", hasTest);
    if (samples === this.samples) return;
    this.samples = samples;
    const radius = samples && samples.points.length > 250 ? 3 : 4;
    this.points.replaceChildren(
      ...(samples?.points ?? []).map((point, k) =>
        mark(
          inPixels(point, frame),
          radius,
          colorOf(/** @type {Samples} */ (samples), k),
          k < /** @type {Samples} */ (samples).trained,
        ),
      ),
    );
    // A height of 0 is as pale as the map.
    this.points.classList.toggle("has-heights", samples?.classes === 0);
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
  return {
    left: Math.round(MARGIN.left * em + Math.max(0, (across - side) / 2)),
    top: Math.round(MARGIN.top * em),
    side,
  };
}

/** @param {number[]} point @param {Frame} frame */
function inPixels([x, y], { left, top, side }) {
  return [left + ((x + REACH) / (2 * REACH)) * side, top + ((REACH - y) / (2 * REACH)) * side];
}

/** @param {[number, number]} place */
function isInside(place) {
  return place.every((each) => Math.abs(each) <= REACH);
}

/**
 * Learned points are disks, those of the test are squares.
 * @param {number[]} place
 * @param {number} radius
 * @param {string} fill
 * @param {boolean} isLearned
 */
function mark([x, y], radius, fill, isLearned) {
  if (isLearned) return svg("circle", { cx: x, cy: y, r: radius, fill });
  return svg("rect", { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius, fill, class: "test" });
}

/** @param {Samples} samples @param {number} k */
function colorOf({ targets, classes }, k) {
  return cssOf(classes ? CLASS_COLORS[targets[k] % CLASS_COLORS.length] : shade(targets[k]));
}
