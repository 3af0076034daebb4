/** The surface in three dimensions, with everything that lies on it; the one 3-D plot of the page. */

import { cameraOf, moveTraces, setTurning } from "./fast_update.js";
import {
  arrowOnPlane,
  directionStep,
  eigenSteps,
  gradientStep,
  heightAt,
  heightLimits,
  inverted,
  multiplied,
  niceStep,
  patchTriangles,
  pickOnSurface,
  projected,
  quadraticPatch,
  sliceAlong,
  tangentPatch,
} from "./geometry.js";
import { COLORSCALE, GLYPHS, paletteAt } from "./palette.js";
import { spaceLayout } from "./space-layout.js";
import { draped } from "./trails.js";

/**
 * Everything both views draw.
 * @typedef {object} Picture
 * @property {import("./geometry.js").Grid | null} grid
 * @property {{x: string, y: string, value: string}} names
 * @property {import("./geometry.js").Domain} domain
 * @property {[number, number]} point  that is dragged
 * @property {[number, number]} base   to which the value and everything below belongs: the point, once it is answered
 * @property {number | null} value
 * @property {[number, number] | null} gradient
 * @property {number[][] | null} hessian
 * @property {{values: number[], vectors: number[][]} | null} eigen
 * @property {{angle: number, slope: number | null, slopeAngle: number}} direction  angles in degrees; the slope is that along slopeAngle
 * @property {{point: number[], value: number, kind: keyof typeof GLYPHS}[] | null} critical
 * @property {{points: number[][], vectors: number[][]} | null} field
 * @property {Record<"tangent" | "gradient" | "field" | "direction" | "slices" | "quadratic" | "eigenvectors" | "critical", boolean>} show
 * @property {string} theme
 * @property {import("./levels.js").Levels} [levels]  of the map; even, if not given
 * @property {import("./trails.js").Trail[]} [trails]  at most eight
 * @property {Grip[]} [grips]  what can be dragged instead of the point, which is the selected one of them
 * @property {{from: [number, number], step: [number, number], role: string, label: string}[]} [arrows]  on the map
 * @property {{center: [number, number], radius: number, role: string} | null} [circle]  on the map
 * @property {Cells | null} [cells]  on the map, in place of the colours of the function
 *
 * @typedef {object} Grip  the start of a walk
 * @property {[number, number]} place
 * @property {string} role
 * @property {string} label
 * @property {boolean} isSelected
 *
 * @typedef {object} Cells  a colour for each cell of a raster over the box, rows from below
 * @property {number} columns
 * @property {number} rows
 * @property {Uint8ClampedArray} pixels  red, green, blue and opacity of each
 *
 * @typedef {import("./geometry.js").Polyline} Polyline
 */

const GRAB_RADIUS = 24; // px, WCAG 2.2's smallest target
const STILL = 4; // px that a click may wander
const CAMERA = { eye: { x: 1.25, y: -1.4, z: 1.05 }, center: { x: 0, y: 0, z: -0.14 } };

/** What moves with the point, in the order of the traces after the surface; each has its own on/off switch. */
const MOVING = /** @type {const} */ ([
  "plane",
  "model",
  "sliceX",
  "sliceY",
  "slopeX",
  "slopeY",
  "gradient",
  "direction",
  "eigen1",
  "eigen2",
  "point",
]);
const SHOWN_BY = {
  plane: "tangent",
  model: "quadratic",
  sliceX: "slices",
  sliceY: "slices",
  slopeX: "slices",
  slopeY: "slices",
  gradient: "gradient",
  direction: "direction",
  eigen1: "eigenvectors",
  eigen2: "eigenvectors",
};

/** Traces of walks, after those of the surface and of what moves: lines, then where each is, then where each began. */
const MOST_TRAILS = 8;
const TRAILS_BEGIN = MOVING.length + 2;

/** Draws pictures in one element; the point can be dragged over the surface. */
export class SurfaceScene {
  /**
   * @param {HTMLElement} element
   * @param {{onDrag(x: number, y: number): void, onDrop(x: number, y: number): void, onCamera(place: [number, number, number] | null): void, onGrip?(k: number): void}} handlers
   */
  constructor(element, handlers) {
    this.element = element;
    this.handlers = handlers;
    /** @type {Picture | null} */
    this.picture = null;
    this.camera = CAMERA;
    this.listen();
    this.observer = new ResizeObserver(() => this.picture && globalThis.Plotly.Plots.resize(this.element));
    this.observer.observe(element);
  }

  /** @param {Picture} picture */
  draw(picture) {
    const before = this.picture;
    this.picture = picture;
    if (before && !needsRebuilding(before, picture)) this.move();
    else this.rebuild();
  }

  /** Where the camera stands at first: further away where the element is narrow, or its sides would be cut off. */
  home() {
    const { clientWidth: width, clientHeight: height } = this.element;
    const distance = Math.max(1, (1.1 * height) / Math.max(width, 1));
    return { ...CAMERA, eye: { x: CAMERA.eye.x * distance, y: CAMERA.eye.y * distance, z: CAMERA.eye.z * distance } };
  }

  /**
   * Puts the camera somewhere, or back to where it stands at first.
   * @param {[number, number, number] | null} place
   */
  look(place) {
    this.camera = place ? { ...CAMERA, eye: { x: place[0], y: place[1], z: place[2] } } : this.home();
    if (this.picture) globalThis.Plotly.relayout(this.element, { "scene.camera": this.camera });
  }

  /** Starts over with all traces: a new surface, other switches, another theme. */
  rebuild() {
    const picture = /** @type {Picture} */ (this.picture);
    const palette = (this.palette = paletteAt(this.element, picture.theme));
    const limits = picture.grid ? heightLimits(picture.grid) : { low: -1, high: 1, isCut: false };
    this.limits = limits;
    const layout = this.layout(picture, palette);
    const isFirst = !(/** @type {any} */ (this.element)._fullLayout);
    const options = { displayModeBar: false, responsive: false, doubleClick: false };
    globalThis.Plotly.react(this.element, traces(picture, limits, palette), layout, options);
    if (isFirst) /** @type {any} */ (this.element).on("plotly_relayout", () => this.noteCamera());
  }

  /** Moves what depends on the point. */
  move() {
    const picture = /** @type {Picture} */ (this.picture);
    const places = movingPlaces(picture, /** @type {any} */ (this.limits));
    const changes = new Map();
    MOVING.forEach((name, k) => {
      if (!isShown(picture, name)) return;
      // The sign of a curvature shows in the dashes of its line.
      const line = name.startsWith("eigen")
        ? { line: /** @type {any} */ (styleOf(name, /** @type {any} */ (this.palette), picture)).line }
        : {};
      changes.set(k + 1, { ...places[name], ...line });
    });
    trailPlaces(picture, /** @type {any} */ (this.limits)).forEach((places, k) =>
      changes.set(TRAILS_BEGIN + k, places),
    );
    this.speed = moveTraces(this.element, changes);
  }

  noteCamera() {
    const camera = /** @type {any} */ (this.element)._fullLayout?.scene?.camera;
    if (!camera) return;
    this.camera = { eye: { ...camera.eye }, center: { ...camera.center } };
    const { x, y, z } = camera.eye;
    const { eye } = this.home();
    const isHome = Math.hypot(x - eye.x, y - eye.y, z - eye.z) < 1e-3;
    this.handlers.onCamera(isHome ? null : [x, y, z]);
  }

  /**
   * @param {Picture} picture
   * @param {import("./palette.js").Palette} palette
   */
  layout(picture, palette) {
    const { low, high } = /** @type {{low: number, high: number}} */ (this.limits);
    const axes = [
      { title: plain(picture.names.x), range: picture.domain.x },
      { title: plain(picture.names.y), range: picture.domain.y },
      // A little deeper than the lowest point, so that no two axes have their numbers in one corner.
      {
        title: plain(picture.names.value.split("(")[0]),
        range: [low - 0.12 * (high - low), high + 0.02 * (high - low)],
      },
    ];
    return spaceLayout(axes, { x: 1, y: 1, z: 0.7 }, this.camera, palette);
  }

  listen() {
    const { element } = this;
    /** @type {{x: number, y: number, grabs: boolean} | null} */
    let press = null;
    /** @type {[number, number] | null} */
    let last = null;
    element.addEventListener(
      "pointerdown",
      (event) => {
        this.chooseGrip(event);
        press = { x: event.clientX, y: event.clientY, grabs: this.isNearPoint(event) };
        if (!press.grabs) return;
        // Neither the camera nor the page may move with the point.
        event.preventDefault();
        event.stopPropagation();
        setTurning(element, false);
        element.setPointerCapture(event.pointerId);
      },
      true,
    );
    element.addEventListener(
      "pointermove",
      (event) => {
        if (!press) element.classList.toggle("over-point", this.isNearPoint(event));
        if (!press?.grabs) return;
        event.stopPropagation();
        last = this.pick(event) ?? last;
        if (last) this.handlers.onDrag(...last);
      },
      true,
    );
    const release = (/** @type {PointerEvent} */ event) => {
      if (!press) return;
      const isClick = Math.hypot(event.clientX - press.x, event.clientY - press.y) < STILL;
      const target = press.grabs ? last : isClick ? this.pick(event) : null;
      if (press.grabs) setTurning(element, true);
      press = last = null;
      if (target && event.type === "pointerup") this.handlers.onDrop(...target);
    };
    // A finger on the point drags it, and neither scrolls the page nor turns the surface.
    const keepTouch = (/** @type {TouchEvent} */ event) => {
      if (!this.isNearPoint(event.touches[0])) return;
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener("touchstart", keepTouch, { passive: false, capture: true });
    element.addEventListener("pointerup", release, true);
    element.addEventListener("pointercancel", release, true);
  }

  /** @param {{clientX: number, clientY: number}} event */
  isNearPoint(event) {
    if (!this.picture) return false;
    const [x, y] = this.picture.point;
    return this.isNear(event, [x, y, pointHeight(this.picture, /** @type {any} */ (this.limits))]);
  }

  /** @param {{clientX: number, clientY: number}} event @param {number[]} place */
  isNear(event, place) {
    const seen = this.toScreen(place);
    return seen !== null && Math.hypot(seen[0] - event.clientX, seen[1] - event.clientY) < GRAB_RADIUS;
  }

  /** Lets the hand take another start than the selected one. @param {{clientX: number, clientY: number}} event */
  chooseGrip(event) {
    const { picture } = this;
    if (!picture?.grid || !picture.grips || this.isNearPoint(event)) return;
    const { grid, grips } = picture;
    const k = grips.findIndex(({ place }) => this.isNear(event, [...place, heightAt(grid, ...place)]));
    if (k < 0) return;
    // The picture that says so comes with the next frame, but the hand is there already.
    this.picture = { ...picture, point: grips[k].place };
    this.handlers.onGrip?.(k);
  }

  /**
   * Where a place in data coordinates is on the screen, in client pixels.
   * @param {number[]} place
   */
  toScreen(place) {
    const camera = cameraOf(this.element);
    if (!camera) return null;
    const box = camera.canvas.getBoundingClientRect();
    const [u, v] = projected(
      transform(camera),
      place.map((value, k) => value * camera.scale[k]),
    );
    return [box.left + ((1 + u) / 2) * box.width, box.top + ((1 - v) / 2) * box.height];
  }

  /**
   * The point of the surface under the pointer.
   * @param {PointerEvent} event
   * @returns {[number, number] | null}
   */
  pick(event) {
    const camera = cameraOf(this.element);
    const back = camera && inverted(transform(camera));
    if (!camera || !back || !this.picture?.grid) return null;
    const box = camera.canvas.getBoundingClientRect();
    const u = (2 * (event.clientX - box.left)) / box.width - 1;
    const v = 1 - (2 * (event.clientY - box.top)) / box.height;
    const [near, far] = [-1, 1].map((depth) =>
      projected(back, [u, v, depth]).map((value, k) => value / camera.scale[k]),
    );
    return pickOnSurface(this.picture.grid, near, far);
  }

  destroy() {
    this.observer.disconnect();
    globalThis.Plotly.purge(this.element);
  }
}

/** @param {{projection: number[], view: number[], model: number[]}} camera */
function transform(camera) {
  return multiplied(camera.projection, multiplied(camera.view, camera.model));
}

/**
 * @param {Picture} before
 * @param {Picture} after
 */
function needsRebuilding(before, after) {
  return (
    before.grid !== after.grid ||
    before.critical !== after.critical ||
    before.theme !== after.theme ||
    JSON.stringify([before.show, before.names, before.domain, looksOf(before)]) !==
      JSON.stringify([after.show, after.names, after.domain, looksOf(after)])
  );
}

/** How trails look, apart from where they are. @param {Picture} picture */
function looksOf({ trails, grips }) {
  return [trails?.map(({ role, dash, isSelected }) => [role, dash, isSelected]), grips?.map(({ role }) => role)];
}

/**
 * @param {Picture} picture
 * @param {typeof MOVING[number]} name
 */
function isShown(picture, name) {
  return name === "point" || picture.show[/** @type {keyof Picture["show"]} */ (SHOWN_BY[name])];
}

/** Plotly reads <b> and the like in titles: a name is only ever itself. @param {string} text */
function plain(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 */
function pointHeight({ point, base, value, grid }, limits) {
  const isAnswered = value !== null && point[0] === base[0] && point[1] === base[1];
  const drawn = isAnswered ? value : grid ? heightAt(grid, ...point) : NaN;
  return Number.isFinite(drawn) ? Math.min(Math.max(drawn, limits.low), limits.high) : limits.low;
}

/**
 * Coordinates of everything that moves; what does not exist shrinks to the point.
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 * @returns {Record<typeof MOVING[number], Polyline>}
 */
function movingPlaces(picture, limits) {
  const { point, base, value, gradient, hessian, domain, grid } = picture;
  const height = pointHeight(picture, limits);
  const nowhere = (/** @type {number} */ count) => ({
    x: Array(count).fill(point[0]),
    y: Array(count).fill(point[1]),
    z: Array(count).fill(height),
  });
  const places = /** @type {Record<typeof MOVING[number], Polyline>} */ ({});
  for (const name of MOVING) places[name] = nowhere(name === "plane" ? 4 : name === "model" ? 169 : 1);
  // Lifted a little, or the surface would swallow the lower half of the dot.
  places.point.z = [height + 0.012 * (limits.high - limits.low)];
  if (grid && picture.show.slices) {
    places.sliceX = sliceAlong(grid, "x", base[1]);
    places.sliceY = sliceAlong(grid, "y", base[0]);
  }
  if (value === null || !gradient) return places;
  const arrow = (/** @type {[number, number]} */ step) => arrowOnPlane(base, value, gradient, step, domain);
  const bar = (/** @type {[number, number]} */ step) => segment(base, value, gradient, step);
  places.plane = tangentPatch(base, value, gradient, domain, limits);
  places.gradient = arrow(gradientStep(gradient, domain, limits));
  places.direction = arrow(directionStep(picture.direction.angle, domain));
  places.slopeX = bar([0.24 * (domain.x[1] - domain.x[0]), 0]);
  places.slopeY = bar([0, 0.24 * (domain.y[1] - domain.y[0])]);
  if (hessian && picture.eigen) {
    places.model = quadraticPatch(base, value, gradient, hessian, domain);
    const [first, second] = eigenSteps(picture.eigen, domain);
    places.eigen1 = bar(first);
    places.eigen2 = bar(second);
  }
  return places;
}

/**
 * A straight piece through the point, in the tangent plane.
 * @param {[number, number]} point
 * @param {number} value
 * @param {[number, number]} gradient
 * @param {[number, number]} step
 * @returns {Polyline}
 */
function segment(point, value, gradient, step) {
  const rise = gradient[0] * step[0] + gradient[1] * step[1];
  return {
    x: [point[0] - step[0], point[0] + step[0]],
    y: [point[1] - step[1], point[1] + step[1]],
    z: [value - rise, value + rise],
  };
}

/**
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 * @param {import("./palette.js").Palette} palette
 */
function traces(picture, limits, palette) {
  const places = movingPlaces(picture, limits);
  const moving = MOVING.map((name) => ({
    ...styleOf(name, palette, picture),
    ...places[name],
    visible: isShown(picture, name),
    hoverinfo: "skip",
  }));
  return [
    surfaceTrace(picture, limits),
    ...moving,
    criticalTrace(picture, limits, palette),
    ...trailTraces(picture, limits, palette),
  ];
}

/**
 * Coordinates of the traces of walks.
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 * @returns {Polyline[]}
 */
function trailPlaces({ trails, grips, grid, domain }, { low, high }) {
  if (!trails || !grips || !grid) return [];
  // Lifted a little, or the surface would swallow the lower half of the lines.
  const heights = { lift: 0.006 * (high - low), high };
  const lines = trails.slice(0, MOST_TRAILS).map(({ places }) => draped(grid, places, domain, heights));
  const spots = (/** @type {[number, number][]} */ places) => ({
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    z: places.map(([x, y]) => Math.min(heightAt(grid, x, y), high) + 2 * heights.lift),
  });
  return [
    ...lines,
    spots(trails.map(({ places }) => places[places.length - 1])),
    spots(grips.map(({ place }) => place)),
  ];
}

/**
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 * @param {import("./palette.js").Palette} palette
 */
function trailTraces(picture, limits, palette) {
  const { trails = [], grips = [] } = picture;
  const dots = (/** @type {{role: string}[]} */ each, /** @type {number} */ size, /** @type {string} */ symbol) => ({
    type: "scatter3d",
    mode: "markers",
    hoverinfo: "skip",
    marker: {
      size: palette.lineWidth * size,
      symbol,
      color: each.map(({ role }) => palette.color(role)),
      line: { color: palette.paper, width: 1.5 },
    },
  });
  const lines = trails.slice(0, MOST_TRAILS).map(({ role, dash, isSelected }) => ({
    type: "scatter3d",
    mode: "lines",
    hoverinfo: "skip",
    connectgaps: false,
    line: {
      color: palette.color(role),
      width: palette.lineWidth * (isSelected ? 2.6 : 1.8),
      dash: dash === "none" ? "solid" : "dash",
    },
  }));
  const looks = [...lines, dots(trails, 2.2, "circle"), dots(grips, 1.8, "circle-open")];
  return trailPlaces(picture, limits).map((places, k) => ({ ...looks[k], ...places }));
}

/**
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 */
function surfaceTrace(picture, limits) {
  const grid = picture.grid ?? {
    x: picture.domain.x,
    y: picture.domain.y,
    z: [
      [NaN, NaN],
      [NaN, NaN],
    ],
  };
  const step = niceStep(limits.low, limits.high, 14);
  const start = Math.ceil(limits.low / step) * step;
  return {
    type: "surface",
    x: grid.x,
    y: grid.y,
    z: grid.z,
    colorscale: COLORSCALE,
    cmin: limits.low,
    cmax: limits.high,
    showscale: false,
    opacity: 0.96,
    hoverinfo: "skip",
    contours: {
      x: { highlight: false },
      y: { highlight: false },
      z: {
        show: true,
        start,
        end: limits.high,
        size: step,
        color: "rgba(255,255,255,0.45)",
        width: 1,
        highlight: false,
      },
    },
    lighting: { ambient: 0.72, diffuse: 0.55, specular: 0.08, roughness: 0.9, fresnel: 0.05 },
    lightposition: { x: -2000, y: -4000, z: 9000 },
    connectgaps: false,
  };
}

/**
 * @param {typeof MOVING[number]} name
 * @param {import("./palette.js").Palette} palette
 * @param {Picture} picture
 */
function styleOf(name, palette, picture) {
  const line = (/** @type {string} */ role, width = 2.2, dash = "solid") => ({
    type: "scatter3d",
    mode: "lines",
    line: { color: palette.color(role), width: palette.lineWidth * width, dash },
  });
  const bent = (/** @type {number} */ k) => ((picture.eigen?.values[k] ?? 0) < 0 ? "dash" : "solid");
  switch (name) {
    case "plane":
      return {
        type: "mesh3d",
        i: [0, 0],
        j: [1, 2],
        k: [2, 3],
        color: palette.color("tangent"),
        opacity: 0.62,
        flatshading: true,
        lighting: FLAT,
      };
    case "model":
      return { type: "mesh3d", ...patchTriangles(), color: palette.color("hessian"), opacity: 0.5, lighting: FLAT };
    case "sliceX":
    case "sliceY":
      return line("point", 1.6);
    case "slopeX":
    case "slopeY":
      return line("tangent");
    case "gradient":
      return line("gradient", 2.6);
    case "direction":
      return line("direction", 2.6);
    case "eigen1":
      return line("hessian", 2.4, bent(0));
    case "eigen2":
      return line("hessian", 2.4, bent(1));
    case "point":
      return {
        type: "scatter3d",
        mode: "markers",
        marker: {
          size: palette.lineWidth * 2.8,
          color: palette.color("point"),
          line: { color: palette.paper, width: 2 },
        },
      };
  }
}

const FLAT = { ambient: 0.95, diffuse: 0.1, specular: 0, roughness: 1, fresnel: 0 };

/**
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 * @param {import("./palette.js").Palette} palette
 */
function criticalTrace(picture, limits, palette) {
  const found = picture.critical ?? [];
  // Above the surface, which would swallow the lower half of a glyph.
  const lift = 0.03 * (limits.high - limits.low);
  return {
    type: "scatter3d",
    mode: "text",
    x: found.map((each) => each.point[0]),
    y: found.map((each) => each.point[1]),
    z: found.map((each) => each.value + lift),
    text: found.map((each) => GLYPHS[each.kind]),
    textfont: { size: palette.fontSize * 1.6, color: palette.ink, weight: 700 },
    textposition: "middle center",
    visible: picture.show.critical && found.length > 0,
    hoverinfo: "skip",
  };
}
