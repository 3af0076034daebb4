/** The network as a picture: a heat-map for every unit, and a line for every weight, as thick as it is large. */

import { html } from "../../core/dom.js";
import { formatNumber, typeset } from "../../core/format.js";
import { paletteAt } from "../../plots/palette.js";
import { set, svg } from "../../plots/svg.js";
import { CLASS_COLORS, paint, pixelsOf, scaleOf, shadePixels } from "./heat.js";
import { PROBABILITIES } from "./state.js";
import { featureText } from "./words.js";

/**
 * @typedef {import("./numbers.js").Network} Network
 * @typedef {import("./numbers.js").Place} Place
 * @typedef {import("./training.js").Heat} Heat
 * @typedef {object} Shown
 * @property {string[]} features
 * @property {Network} network
 * @property {Heat} heat
 * @property {boolean} isDiscrete
 * @property {import("./training.js").Finding[]} findings
 * @property {Place | null} selected
 * @property {string} theme
 */

const LARGEST_TILE = 58;
const SMALLEST_TILE = 14;
/** Room for names: over the units, left of the inputs, and at each side of the output, in parts of their size. */
const ROOM = { head: 2.6, left: 3.6, right: 1.6 };
const MOST_FOR_NAMES = 0.16; // of the width

export class NetworkPicture {
  size = { width: 0, height: 0 };
  /** @type {HTMLCanvasElement[][]} */
  tiles = [];
  /** @type {Link[]} */
  lines = [];
  drawn = "";
  /** @type {Shown | null} */
  shown = null;

  /** @param {(place: Place) => void} onSelect */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.links = svg("g");
    this.root = svg("svg", { class: "network-links", "aria-hidden": "true" }, [this.links]);
    this.heads = html("div", { class: "network-heads" });
    this.units = html("div", { class: "network-units" });
    this.element = html(
      "div",
      {
        class: "plot network-picture",
        role: "img",
        "aria-label": "The network: a heat-map for every unit, a line for every weight",
        "aria-describedby": "description",
      },
      [this.root, this.units, this.heads],
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
    const em = paletteAt(this.element, shown.theme).fontSize;
    const longest = Math.max(...shown.features.map((name) => featureText(name).length));
    const plan = planOf(
      [shown.features.length, ...shown.network.layers.map(({ biases }) => biases.length)],
      this.size,
      em,
      0.55 * longest + 0.8,
    );
    this.build(shown, plan);
    this.drawLinks(shown);
    shown.heat.layers.forEach((layer, k) =>
      layer.forEach((values, unit) => this.drawTile({ layer: k - 1, unit }, values)),
    );
  }

  /** Units and lines anew, where there are others than before. @param {Shown} shown @param {Plan} plan */
  build({ features, network }, plan) {
    const key = JSON.stringify([plan, features, network.layers.map(({ activation }) => activation), network.cost]);
    if (key === this.drawn) return;
    this.drawn = key;
    this.tiles = plan.places.map((column) => column.map(() => html("canvas", { class: "tile" })));
    const boxes = plan.places.flatMap((column, k) =>
      column.map((place, unit) => this.unit(place, k - 1, unit, k === 0 ? featureText(features[unit]) : "", plan.tile)),
    );
    this.units.replaceChildren(...boxes);
    this.lines = network.layers.flatMap(({ weights }, layer) =>
      weights.flatMap((row, unit) => row.map((_, from) => this.link({ layer, unit, from }, plan))),
    );
    this.links.replaceChildren(...this.lines.map(({ element }) => element));
    this.heads.replaceChildren(
      ...plan.places.map(([[x]], k) =>
        html("div", { class: "head", style: `left: ${x}px` }, headOf(k, network, plan.gap)),
      ),
    );
    set(this.root, { viewBox: `0 0 ${this.size.width} ${this.size.height}` });
  }

  /**
   * @param {[number, number]} place
   * @param {number} layer
   * @param {number} unit
   * @param {string} name
   * @param {number} tile
   */
  unit([x, y], layer, unit, name, tile) {
    const canvas = this.tiles[layer + 1][unit];
    const half = tile / 2;
    canvas.style.width = canvas.style.height = `${tile}px`;
    const box = html(
      "div",
      { class: layer < 0 ? "unit input" : "unit", style: `left: ${x - half}px; top: ${y - half}px` },
      [
        canvas,
        ...(name
          ? [html("span", { class: "unit-name", title: name, style: `max-width: ${x - half - 8}px` }, [name])]
          : []),
      ],
    );
    if (layer >= 0) box.addEventListener("click", () => this.onSelect({ layer, unit, from: null }));
    return box;
  }

  /** @param {{layer: number, unit: number}} place @param {Float32Array} values */
  drawTile({ layer, unit }, values) {
    const { network, heat, isDiscrete, findings } = /** @type {Shown} */ (this.shown);
    const canvas = this.tiles[layer + 1]?.[unit];
    if (!canvas) return;
    const isOutput = layer === network.layers.length - 1;
    const isProbability =
      layer >= 0 && (isOutput ? network.cost === "cross-entropy" : PROBABILITIES.has(network.layers[layer].activation));
    if (isOutput && network.layers[layer].biases.length > 1)
      return paint(canvas, shadePixels(values, heat.side, CLASS_COLORS[unit]), heat.side);
    // Inputs reach as far as they happen to.
    const reach = layer < 0 ? largest(values) : 1;
    const scale =
      layer < 0
        ? (/** @type {number} */ value) => value / reach
        : scaleOf(isProbability || (isOutput && PROBABILITIES.has(network.layers[layer].activation)));
    paint(canvas, pixelsOf(values, heat.side, scale, isDiscrete && layer >= 0), heat.side);
    const trouble = findings.find((finding) => layer >= 0 && finding.layer === layer && finding.unit === unit);
    canvas.title =
      layer < 0
        ? ""
        : `bias ${formatNumber(network.layers[layer].biases[unit], 4)}` +
          (trouble ? `. ${typeset(trouble.message)}` : "");
    canvas.parentElement?.classList.toggle("is-stuck", trouble !== undefined);
  }

  /**
   * The lines stay the same elements while weights change: one that is pressed, or pointed at, is not taken away under
   * the hand.
   * @param {Shown} shown
   */
  drawLinks({ network, selected }) {
    for (const { place, line, text } of this.lines) {
      const weight = network.layers[place.layer].weights[place.unit][place.from];
      set(line, {
        class: `weight ${weight < 0 ? "negative" : "positive"}${isSame(selected, place) ? " is-selected" : ""}`,
        "stroke-width": widthOf(weight).toFixed(2),
      });
      text.textContent = formatNumber(weight, 4);
    }
    [...this.units.children].forEach((box) => box.classList.remove("is-selected"));
    if (selected && selected.from === null)
      this.tiles[selected.layer + 1]?.[selected.unit]?.parentElement?.classList.add("is-selected");
  }

  /** @param {{layer: number, unit: number, from: number}} place @param {Plan} plan @returns {Link} */
  link(place, { places, tile }) {
    const [[x0, y0], [x1, y1]] = [places[place.layer][place.from], places[place.layer + 1][place.unit]];
    const [half, middle] = [tile / 2, (x0 + x1) / 2];
    const d = `M${x0 + half} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1 - half} ${y1}`;
    const [line, text] = [svg("path", { d }), svg("title")];
    const hand = svg("path", { d, class: "hand" }, [text]);
    hand.addEventListener("click", () => this.onSelect(place));
    return { place, line, text, element: svg("g", {}, [line, hand]) };
  }

  dispose() {
    this.observer.disconnect();
  }
}

/** @typedef {{places: [number, number][][], tile: number, gap: number}} Plan  middles of the units, in px */
/**
 * @typedef
 *   {{place: {layer: number, unit: number, from: number}, line: SVGElement, text: SVGElement, element: SVGElement}}
 *   Link  a weight: its line, and its value as a text
 */

/**
 * Where the units stand: a column for the inputs and for each layer.
 * @param {number[]} sizes
 * @param {{width: number, height: number}} size
 * @param {number} em  px
 * @param {number} [names]  room for the names of inputs, in parts of their size
 * @returns {Plan}
 */
export function planOf(sizes, { width, height }, em, names = 0) {
  const most = Math.max(...sizes);
  const left = Math.min(Math.max(ROOM.left, names) * em, Math.max(ROOM.left * em, MOST_FOR_NAMES * width));
  const [head, right] = [ROOM.head * em, ROOM.right * em];
  const room = height - head;
  const spread = (width - left - right) / sizes.length;
  const tile = Math.max(SMALLEST_TILE, Math.min(LARGEST_TILE, (room / most) * 0.78, spread * 0.55));
  const gap = (width - left - right - tile) / (sizes.length - 1);
  const step = Math.min(room / most, tile * 1.5);
  const places = sizes.map((count, k) =>
    Array.from(
      { length: count },
      (_, unit) =>
        /** @type {[number, number]} */ ([
          left + tile / 2 + k * gap,
          head + room / 2 + (unit - (count - 1) / 2) * step,
        ]),
    ),
  );
  return { places, tile, gap };
}

/** @param {Float32Array} values  NaN is passed over */
function largest(values) {
  let found = 1e-9;
  for (const value of values) if (Math.abs(value) > found) found = Math.abs(value);
  return found;
}

/** Thicker for larger weights, but never out of all proportion. @param {number} weight */
export function widthOf(weight) {
  return 0.5 + 2.6 * Math.min(Math.sqrt(Math.abs(weight)), 3);
}

/** @param {Place | null} one @param {Place} other */
function isSame(one, other) {
  return one !== null && one.layer === other.layer && one.unit === other.unit && one.from === other.from;
}

/** @param {number} k  column @param {Network} network @param {number} gap  between columns, px */
function headOf(k, { layers, cost }, gap) {
  if (k === 0) return ["inputs"];
  const isOutput = k === layers.length;
  const activation =
    isOutput && cost === "cross-entropy"
      ? layers[k - 1].biases.length > 1
        ? "softmax"
        : "sigmoid"
      : layers[k - 1].activation;
  const name = isOutput ? "output" : gap < 70 ? String(k) : `layer ${k}`;
  return [html("span", {}, [name]), html("span", { class: "activation" }, [activation])];
}
