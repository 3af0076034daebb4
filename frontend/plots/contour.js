/** The map of the same function: level lines by Plotly, and over them in SVG all that moves with the point. */

import { directionStep, eigenSteps, fieldArrows, gradientStep, heightLimits, niceStep } from "./geometry.js";
import { COLORSCALE, paletteAt } from "./palette.js";
import { pathThrough, set, svg } from "./svg.js";

/**
 * @typedef {import("./scene3d.js").Picture} Picture
 * @typedef {import("./geometry.js").Domain} Domain
 * @typedef {{x0: number, y0: number, width: number, height: number}} Frame  the plot area in px of the element
 */

const STILL = 4; // px that a click may wander
const PATIENCE = 180; // ms after the last turn of the wheel before the domain changes

/** Draws pictures in one element; the point, the direction and the map itself can be dragged. */
export class ContourMap {
  /**
   * @param {HTMLElement} element
   * @param {{onDrag(x: number, y: number): void, onDrop(x: number, y: number): void, onDomain(domain: Domain): void, onDirection(angle: number, isSettled: boolean): void}} handlers
   */
  constructor(element, handlers) {
    this.element = element;
    this.handlers = handlers;
    /** @type {Picture | null} */
    this.picture = null;
    /** @type {Domain | null} what is seen while panning or zooming, before the new grid has come */
    this.view = null;
    this.plot = document.createElement("div");
    this.plot.className = "contour-levels";
    this.overlay = /** @type {SVGSVGElement} */ (svg("svg", { class: "contour-overlay", "aria-hidden": "true" }));
    element.append(this.plot, this.overlay);
    this.listen();
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(element);
  }

  /** @param {Picture} picture */
  draw(picture) {
    const before = this.picture;
    this.picture = picture;
    if (!before || before.grid !== picture.grid || before.theme !== picture.theme || !sameDomain(before.domain, picture.domain)) this.drawLevels();
    this.drawOverlay();
  }

  drawLevels() {
    const picture = /** @type {Picture} */ (this.picture);
    this.view = null;
    this.palette = paletteAt(this.element);
    this.limits = picture.grid ? heightLimits(picture.grid) : { low: -1, high: 1, isCut: false };
    globalThis.Plotly.react(this.plot, [this.levels()], this.layout(picture.domain), { staticPlot: true, responsive: false });
  }

  levels() {
    const { grid, domain, names } = /** @type {Picture} */ (this.picture);
    const { low, high } = /** @type {{low: number, high: number}} */ (this.limits);
    const palette = /** @type {import("./palette.js").Palette} */ (this.palette);
    const size = niceStep(low, high, 14);
    const narrow = this.element.clientWidth < 420;
    return {
      type: "contour",
      x: grid?.x ?? domain.x,
      y: grid?.y ?? domain.y,
      z: grid?.z ?? [[NaN, NaN], [NaN, NaN]],
      colorscale: COLORSCALE,
      zmin: low,
      zmax: high,
      contours: { start: Math.ceil(low / size) * size, end: high, size },
      line: { color: "rgba(255,255,255,0.55)", width: 0.8, smoothing: 1 },
      connectgaps: false,
      hoverinfo: "skip",
      colorbar: {
        thickness: narrow ? 8 : 12,
        outlinewidth: 0,
        ypad: 0,
        xpad: narrow ? 4 : 8,
        title: { text: plain(names.value), side: "right", font: { size: palette.fontSize, color: palette.ink } },
        tickfont: { size: palette.fontSize * 0.85, color: palette.inkSoft },
        nticks: 7,
      },
    };
  }

  /** @param {Domain} domain */
  layout(domain) {
    const { names } = /** @type {Picture} */ (this.picture);
    const palette = /** @type {import("./palette.js").Palette} */ (this.palette);
    const axis = (/** @type {string} */ title, /** @type {[number, number]} */ range) => ({
      title: { text: plain(title), font: { size: palette.fontSize * 1.15, color: palette.ink }, standoff: 6 },
      range,
      constrain: "domain",
      tickfont: { size: palette.fontSize * 0.85, color: palette.inkSoft },
      showgrid: false,
      zeroline: false,
      ticks: "outside",
      ticklen: 4,
      tickcolor: palette.inkSoft,
      nticks: 7,
    });
    const y = axis(names.y, domain.y);
    return {
      xaxis: axis(names.x, domain.x),
      // Equal units make the gradient look perpendicular to the level lines; a long thin domain cannot have them.
      yaxis: hasEqualUnits(domain) ? { ...y, scaleanchor: "x", scaleratio: 1 } : y,
      margin: { l: 52, r: 8, t: 10, b: 44 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: "inherit", color: palette.ink },
      hovermode: false,
      showlegend: false,
    };
  }

  resized() {
    if (!this.picture) return;
    globalThis.Plotly.Plots.resize(this.plot).then(() => this.drawOverlay());
  }

  /** @returns {Frame | null} */
  frame() {
    const layout = /** @type {any} */ (this.plot)._fullLayout;
    if (!layout?.xaxis?._length) return null;
    return { x0: layout.xaxis._offset, y0: layout.yaxis._offset, width: layout.xaxis._length, height: layout.yaxis._length };
  }

  /** What is seen at the moment. */
  seen() {
    return this.view ?? /** @type {Picture} */ (this.picture).domain;
  }

  drawOverlay() {
    const frame = this.frame();
    const { picture, palette } = this;
    if (!frame || !picture || !palette) return;
    const toPixel = pixelMap(frame, this.seen());
    const clip = svg("clipPath", { id: "contour-frame" }, [svg("rect", { x: frame.x0, y: frame.y0, width: frame.width, height: frame.height })]);
    const inside = svg("g", { "clip-path": "url(#contour-frame)" }, overlayShapes(picture, this.limits, palette, toPixel, this.seen()));
    this.overlay.replaceChildren(svg("defs", {}, [clip]), inside, pointMark(picture, palette, toPixel));
  }

  /**
   * The place under the pointer, in data coordinates.
   * @param {{clientX: number, clientY: number}} event
   * @param {Domain} [domain]
   * @returns {[number, number]}
   */
  placeOf(event, domain = this.seen()) {
    const frame = /** @type {Frame} */ (this.frame());
    const box = this.element.getBoundingClientRect();
    const u = (event.clientX - box.left - frame.x0) / frame.width;
    const v = 1 - (event.clientY - box.top - frame.y0) / frame.height;
    return [domain.x[0] + u * (domain.x[1] - domain.x[0]), domain.y[0] + v * (domain.y[1] - domain.y[0])];
  }

  listen() {
    /** @type {{kind: "point" | "tip" | "map", x: number, y: number, from: Domain, hasMoved: boolean} | null} */
    let press = null;
    const { element } = this;
    element.addEventListener("pointerdown", (event) => {
      if (!this.frame() || !this.picture || event.button !== 0) return;
      const kind = this.handleAt(event);
      press = { kind, x: event.clientX, y: event.clientY, from: this.seen(), hasMoved: false };
      element.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    element.addEventListener("pointermove", (event) => {
      if (!press) {
        if (this.frame() && this.picture) element.dataset.handle = this.handleAt(event);
        return;
      }
      press.hasMoved ||= Math.hypot(event.clientX - press.x, event.clientY - press.y) >= STILL;
      if (!press.hasMoved) return;
      if (press.kind === "point") this.handlers.onDrag(...this.heldInside(event));
      else if (press.kind === "tip") this.handlers.onDirection(this.angleTo(event), false);
      else this.pan(press, event);
    });
    const release = (/** @type {PointerEvent} */ event) => {
      if (!press) return;
      const { kind, hasMoved } = press;
      press = null;
      if (event.type !== "pointerup") return;
      if (kind === "map" && hasMoved) this.settle();
      else if (kind === "tip" && hasMoved) this.handlers.onDirection(this.angleTo(event), true);
      else if (kind === "map" || (kind === "point" && hasMoved)) this.handlers.onDrop(...this.heldInside(event));
    };
    element.addEventListener("pointerup", release);
    element.addEventListener("pointercancel", release);
    element.addEventListener("wheel", (event) => this.zoom(event), { passive: false });
  }

  /**
   * What a press here would take hold of.
   * @param {PointerEvent} event
   * @returns {"point" | "tip" | "map"}
   */
  handleAt(event) {
    const picture = /** @type {Picture} */ (this.picture);
    const toPixel = pixelMap(/** @type {Frame} */ (this.frame()), this.seen());
    const box = this.element.getBoundingClientRect();
    const distance = (/** @type {[number, number]} */ place) => {
      const [u, v] = toPixel(place);
      return Math.hypot(u - (event.clientX - box.left), v - (event.clientY - box.top));
    };
    const reach = event.pointerType === "touch" ? 28 : 16;
    if (distance(picture.point) < reach) return "point";
    return picture.show.direction && distance(directionTip(picture)) < reach ? "tip" : "map";
  }

  /** @param {PointerEvent} event @returns {[number, number]} */
  heldInside(event) {
    const [x, y] = this.placeOf(event);
    const { x: across, y: up } = this.seen();
    return [Math.min(Math.max(x, across[0]), across[1]), Math.min(Math.max(y, up[0]), up[1])];
  }

  /** @param {PointerEvent} event */
  angleTo(event) {
    const [x, y] = this.placeOf(event);
    const { point } = /** @type {Picture} */ (this.picture);
    return (Math.round((Math.atan2(y - point[1], x - point[0]) * 180) / Math.PI) + 360) % 360;
  }

  /**
   * @param {{x: number, y: number, from: Domain}} press
   * @param {PointerEvent} event
   */
  pan(press, event) {
    const frame = /** @type {Frame} */ (this.frame());
    const { from } = press;
    const right = ((event.clientX - press.x) / frame.width) * (from.x[1] - from.x[0]);
    const up = (-(event.clientY - press.y) / frame.height) * (from.y[1] - from.y[0]);
    this.look({ x: [from.x[0] - right, from.x[1] - right], y: [from.y[0] - up, from.y[1] - up] });
  }

  /** @param {WheelEvent} event */
  zoom(event) {
    if (!this.frame() || !this.picture) return;
    event.preventDefault();
    const [x, y] = this.placeOf(event);
    const factor = Math.exp(Math.min(Math.max(event.deltaY, -120), 120) * 0.0022);
    const around = (/** @type {[number, number]} */ [low, high], /** @type {number} */ centre) =>
      /** @type {[number, number]} */ ([centre + (low - centre) * factor, centre + (high - centre) * factor]);
    const { x: across, y: upwards } = this.seen();
    this.look({ x: around(across, x), y: around(upwards, y) });
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), PATIENCE);
  }

  /**
   * Shows another part of the plane at once, from the grid that is there.
   * @param {Domain} domain
   */
  look(domain) {
    this.view = domain;
    if (this.looking) return;
    this.looking = requestAnimationFrame(() => {
      this.looking = 0;
      if (!this.view) return;
      globalThis.Plotly.relayout(this.plot, { "xaxis.range": this.view.x, "yaxis.range": this.view.y });
      this.drawOverlay();
    });
  }

  settle() {
    if (this.view) this.handlers.onDomain(this.view);
  }

  destroy() {
    this.observer.disconnect();
    globalThis.Plotly.purge(this.plot);
    this.element.replaceChildren();
  }
}

/** @param {Domain} domain */
function hasEqualUnits(domain) {
  const ratio = (domain.x[1] - domain.x[0]) / (domain.y[1] - domain.y[0]);
  return ratio > 1 / 3 && ratio < 3;
}

/** Plotly reads <b> and the like in titles: a name is only ever itself. @param {string} text */
function plain(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** @param {Domain} a @param {Domain} b */
function sameDomain(a, b) {
  return a.x[0] === b.x[0] && a.x[1] === b.x[1] && a.y[0] === b.y[0] && a.y[1] === b.y[1];
}

/**
 * @param {Frame} frame
 * @param {Domain} domain
 * @returns {(place: ArrayLike<number>) => [number, number]}
 */
function pixelMap(frame, domain) {
  return (place) => [
    frame.x0 + ((place[0] - domain.x[0]) / (domain.x[1] - domain.x[0])) * frame.width,
    frame.y0 + (1 - (place[1] - domain.y[0]) / (domain.y[1] - domain.y[0])) * frame.height,
  ];
}

/** @param {Picture} picture @returns {[number, number]} */
function directionTip(picture) {
  const step = directionStep(picture.direction.angle, picture.domain);
  return [picture.point[0] + step[0], picture.point[1] + step[1]];
}

/**
 * @param {Picture} picture
 * @param {any} limits
 * @param {import("./palette.js").Palette} palette
 * @param {(place: ArrayLike<number>) => [number, number]} toPixel
 * @param {Domain} seen
 */
function overlayShapes(picture, limits, palette, toPixel, seen) {
  const { point, base, show, domain } = picture;
  const shapes = [];
  const width = palette.lineWidth;
  if (show.field && picture.field) shapes.push(fieldShape(picture.field, domain, palette, toPixel));
  if (show.slices) {
    shapes.push(line([[seen.x[0], point[1]], [seen.x[1], point[1]]], toPixel, palette.color("point"), width * 0.5));
    shapes.push(line([[point[0], seen.y[0]], [point[0], seen.y[1]]], toPixel, palette.color("point"), width * 0.5));
  }
  if (show.critical) shapes.push(...(picture.critical ?? []).map((each) => glyph(each, palette, toPixel)));
  if (show.eigenvectors && picture.eigen)
    eigenSteps(picture.eigen, domain).forEach((step, k) => {
      const ends = [-1, 1].map((side) => [base[0] + side * step[0], base[1] + side * step[1]]);
      const dashes = /** @type {any} */ (picture.eigen).values[k] < 0 ? `${2.5 * width} ${1.5 * width}` : "none";
      shapes.push(line(ends, toPixel, palette.color("hessian"), width, dashes));
    });
  if (show.direction) shapes.push(...arrow(point, directionStep(picture.direction.angle, domain), toPixel, palette.color("direction"), palette, "u", true));
  if (show.gradient && picture.gradient)
    shapes.push(...arrow(base, gradientStep(picture.gradient, domain, limits), toPixel, palette.color("gradient"), palette, "∇f", false));
  return shapes;
}

/**
 * A line with a paper-coloured halo, readable on every colour of the map.
 * @param {number[][]} places
 * @param {(place: ArrayLike<number>) => [number, number]} toPixel
 * @param {string} color
 * @param {number} width
 * @param {string} [dashes]
 */
function line(places, toPixel, color, width, dashes = "none") {
  const d = pathThrough(places.map(toPixel));
  const shared = { d, fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" };
  return svg("g", {}, [
    svg("path", { ...shared, stroke: "rgba(255,255,255,0.85)", "stroke-width": width + 2.5 }),
    svg("path", { ...shared, stroke: color, "stroke-width": width, "stroke-dasharray": dashes }),
  ]);
}

/**
 * @param {[number, number]} point
 * @param {[number, number]} step
 * @param {(place: ArrayLike<number>) => [number, number]} toPixel
 * @param {string} color
 * @param {import("./palette.js").Palette} palette
 * @param {string} label
 * @param {boolean} hasHandle
 */
function arrow(point, step, toPixel, color, palette, label, hasHandle) {
  const from = toPixel(point);
  const tip = toPixel([point[0] + step[0], point[1] + step[1]]);
  const length = Math.hypot(tip[0] - from[0], tip[1] - from[1]);
  if (!(length > 1)) return [];
  const along = [(tip[0] - from[0]) / length, (tip[1] - from[1]) / length];
  const head = Math.min(5 * palette.lineWidth, length * 0.6);
  const barb = (/** @type {number} */ side) => [tip[0] - head * (along[0] + 0.5 * side * along[1]), tip[1] - head * (along[1] - 0.5 * side * along[0])];
  const asIs = (/** @type {ArrayLike<number>} */ place) => /** @type {[number, number]} */ ([place[0], place[1]]);
  const shapes = [line([from, tip, barb(1), tip, barb(-1)], asIs, color, palette.lineWidth)];
  if (hasHandle) shapes.push(svg("circle", { class: "handle", cx: tip[0], cy: tip[1], r: 2.2 * palette.lineWidth, fill: color, stroke: "#fff", "stroke-width": 1.5 }));
  shapes.push(caption(label, [tip[0] + along[0] * palette.fontSize * 1.1, tip[1] + along[1] * palette.fontSize * 1.1], color, palette));
  return shapes;
}

/**
 * @param {string} text
 * @param {number[]} place
 * @param {string} color
 * @param {import("./palette.js").Palette} palette
 */
function caption(text, place, color, palette) {
  const style = { "text-anchor": "middle", "dominant-baseline": "central", "paint-order": "stroke", "stroke-linejoin": "round" };
  const look = { fill: color, stroke: "#fff", "stroke-width": 4, "font-size": palette.fontSize * 1.1, "font-weight": 700 };
  return svg("text", { x: place[0], y: place[1], ...style, ...look }, [text]);
}

/**
 * @param {{points: number[][], vectors: number[][]}} field
 * @param {Domain} domain
 * @param {import("./palette.js").Palette} palette
 * @param {(place: ArrayLike<number>) => [number, number]} toPixel
 */
function fieldShape(field, domain, palette, toPixel) {
  const spacing = Math.min(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]) / Math.sqrt(field.points.length);
  let d = "";
  for (const { from, step } of fieldArrows(field, spacing)) {
    const [start, end] = [toPixel([from[0] - step[0] / 2, from[1] - step[1] / 2]), toPixel([from[0] + step[0] / 2, from[1] + step[1] / 2])];
    const back = [(start[0] - end[0]) * 0.3, (start[1] - end[1]) * 0.3];
    const barb = (/** @type {number} */ side) => /** @type {[number, number]} */ ([end[0] + back[0] - side * 0.5 * back[1], end[1] + back[1] + side * 0.5 * back[0]]);
    d += pathThrough([start, end, barb(1), end, barb(-1)]);
  }
  const shared = { d, fill: "none", "stroke-linecap": "round" };
  return svg("g", {}, [svg("path", { ...shared, stroke: "rgba(255,255,255,0.75)", "stroke-width": 2.6 }), svg("path", { ...shared, stroke: palette.color("gradient"), "stroke-width": 1.2 })]);
}

/**
 * @param {{point: number[], kind: string}} found
 * @param {import("./palette.js").Palette} palette
 * @param {(place: ArrayLike<number>) => [number, number]} toPixel
 */
function glyph(found, palette, toPixel) {
  const [x, y] = toPixel(found.point);
  const r = palette.lineWidth * 2.4;
  const d = GLYPH_PATHS[/** @type {keyof typeof GLYPH_PATHS} */ (found.kind)](x, y, r);
  const isCross = found.kind === "saddle";
  const shape = { d, fill: isCross ? "none" : "#111", "stroke-linejoin": "round", "stroke-linecap": "round" };
  return svg("g", { class: `critical ${found.kind}` }, [
    svg("path", { ...shape, stroke: "#fff", "stroke-width": isCross ? 6 : 3.5 }),
    svg("path", { ...shape, stroke: "#111", "stroke-width": isCross ? 2.6 : 0.5 }),
  ]);
}

const GLYPH_PATHS = {
  minimum: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => `M${x - r} ${y - 0.75 * r}H${x + r}L${x} ${y + r}Z`,
  maximum: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => `M${x - r} ${y + 0.75 * r}H${x + r}L${x} ${y - r}Z`,
  saddle: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => `M${x - 0.8 * r} ${y - 0.8 * r}L${x + 0.8 * r} ${y + 0.8 * r}M${x - 0.8 * r} ${y + 0.8 * r}L${x + 0.8 * r} ${y - 0.8 * r}`,
  undecided: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`,
};

/**
 * @param {Picture} picture
 * @param {import("./palette.js").Palette} palette
 * @param {(place: ArrayLike<number>) => [number, number]} toPixel
 */
function pointMark(picture, palette, toPixel) {
  const [cx, cy] = toPixel(picture.point);
  const mark = svg("circle", { class: "point handle", cx, cy, r: palette.lineWidth * 2.6, fill: "#111", stroke: "#fff", "stroke-width": 2 });
  set(mark, { "data-x": picture.point[0], "data-y": picture.point[1] });
  return mark;
}
