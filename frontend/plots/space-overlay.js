/**
 * Letters over a picture in space: axes, signs, numbered heads, and what is under the pointer. They are drawn with
 * every frame: elements are kept, and only moved.
 */

import { NUMBER } from "./palette.js";
import { discRadius, leader, spreadApart } from "./pins.js";
import { keepSet, pathThrough, set, svg } from "./svg.js";

/**
 * @typedef {import("./space-axes.js").Axes} Axes
 * @typedef {import("./picture.js").Pin} Pin
 * @typedef {{at: [number, number], isThere: boolean, isHidden: boolean}} PinPlace
 */

const TITLE = 1.1;
const FAINT = 0.55;

export class SpaceOverlay {
  /** @type {SVGElement[]} */
  texts = [];
  /** Of the signs that are drawn. */
  key = "";

  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.parent = parent;
    this.lines = svg("path", { fill: "none" });
    this.letters = svg("g", { "text-anchor": "middle" });
    this.leaders = svg("path", { fill: "none", "stroke-width": 1 });
    this.signs = svg("g");
    this.names = svg("g", { class: "names", "text-anchor": "middle", "font-weight": 600 });
    const parts = [this.lines, this.letters, this.leaders, this.signs, this.names];
    this.element = svg("svg", { class: "space-overlay", "aria-hidden": "true" }, parts);
    this.readOut = document.createElement("output");
    this.readOut.className = "read-out";
    this.readOut.setAttribute("aria-live", "off");
  }

  /** Plotly empties the element that it draws in for the first time. */
  attach() {
    if (this.element.parentElement !== this.parent) this.parent.append(this.element, this.readOut);
  }

  /** @param {import("./palette.js").Palette} palette */
  dress({ ink, inkSoft, paper, rim, fontSize }) {
    this.look = { ink, inkSoft, fontSize };
    set(this.leaders, { stroke: ink });
    set(this.lines, { stroke: inkSoft, "stroke-width": 1, "stroke-opacity": 0.75 });
    const halo = { "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };
    set(this.letters, { ...halo, stroke: paper });
    set(this.names, { ...halo, stroke: rim, "font-size": fontSize });
  }

  /** @param {Axes} axes */
  drawAxes({ lines, labels }) {
    const { look } = this;
    if (!look) return;
    keepSet(this.lines, { d: lines.map(pathThrough).join("") });
    while (this.texts.length < labels.length) this.texts.push(this.added());
    this.texts.forEach((text, k) => {
      const label = labels[k];
      const isTitle = label?.kind === "title";
      const size = look.fontSize * (isTitle ? TITLE : NUMBER);
      if (!label) return keepSet(text, { visibility: "hidden", class: "" });
      // The middle of digits is a third of their size above the line on which they stand.
      keepSet(text, { x: label.at[0].toFixed(1), y: (label.at[1] + 0.35 * size).toFixed(1), visibility: "visible" });
      write(text, label.text);
      const ink = isTitle ? look.ink : look.inkSoft;
      keepSet(text, { "font-size": size, fill: ink, class: label.kind });
    });
  }

  /** Of lines. @param {import("./space-names.js").NameSeen[]} names @param {import("./palette.js").Palette} palette */
  drawNames(names, palette) {
    while (this.names.children.length < names.length) this.names.append(svg("text"));
    [...this.names.children].forEach((text, k) => {
      const name = names[k];
      if (!name) return keepSet(text, { visibility: "hidden" });
      const [x, y] = [name.at[0].toFixed(1), (name.at[1] + 0.35 * palette.fontSize).toFixed(1)];
      keepSet(text, { x, y, visibility: "visible", fill: palette.text(name.role) });
      write(text, name.text);
    });
  }

  /**
   * What stands at one place. It is never absent: where the surface hides it, it is faint.
   * @param {Pin[]} pins
   * @param {PinPlace[]} places
   * @param {import("./palette.js").Palette} palette
   */
  drawPins(pins, places, palette) {
    const key = `${palette.paper} ${palette.fontSize} ${pins.map(({ look }) => look).join()}`;
    if (this.key !== key) this.signs.replaceChildren(...pins.map(({ shapes }) => svg("g", {}, shapes(palette))));
    this.key = key;
    const apart = pins.flatMap(({ standsApart }, k) => (standsApart && places[k].isThere ? [k] : []));
    const signs = pins.flatMap(({ standsApart }, k) => (!standsApart && places[k].isThere ? [places[k].at] : []));
    const spread = places.map(({ at }) => at);
    spreadApart(
      apart.map((k) => places[k].at),
      discRadius(palette),
      signs,
    ).forEach((at, k) => (spread[apart[k]] = at));
    keepSet(this.leaders, { d: apart.map((k) => leader(places[k].at, spread[k])).join("") });
    places.forEach(({ isThere, isHidden }, k) => {
      const [x, y] = spread[k].map((part) => part.toFixed(1));
      const look = { opacity: isHidden ? FAINT : 1, visibility: isThere ? "visible" : "hidden" };
      keepSet(this.signs.children[k], { transform: `translate(${x} ${y})`, ...look });
    });
  }

  /** What is under the pointer. @param {string} text */
  say(text) {
    if (this.readOut.textContent !== text) this.readOut.textContent = text;
  }

  added() {
    const text = svg("text");
    this.letters.append(text);
    return text;
  }
}

/** @param {Element} element @param {string} text */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
