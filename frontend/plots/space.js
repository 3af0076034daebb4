/**
 * Lines, sheets and patches in three dimensions that are no graph over a plane; moved without being rebuilt where they
 * can be.
 */

import { moveTraces } from "./fast_update.js";
import { sheetTrace } from "./marks/sheet.js";
import { namesIn } from "./marks/strokes.js";
import { nearestToRay, pickOnMesh } from "./mesh-pick.js";
import { NUMBER, paletteAt } from "./palette.js";
import { SceneHand } from "./scene-hand.js";
import { framedTrace, spaceFrame } from "./space-frame.js";
import { drawSpace, fitted, namedTicks, sizeOf, smallerSide, spaceLayout } from "./space-layout.js";
import { SpaceLetters } from "./space-letters.js";
import { shineThrough } from "./shine-through.js";
import { rayUnder, toScreen } from "./space-projection.js";
import { changesOf, isSame } from "./space-traces.js";
import { offerSpace } from "./take-space.js";

/**
 * @typedef {[number, number]} Interval
 * @typedef {import("./space-frame.js").Trace} Trace
 * @typedef {object} SpacePicture
 * @property {{kind: SpaceKind}[]} marks
 * @property {import("./marks/sheet.js").Sheet | null} sheet  taken for unchanged while it is the same object
 * @property {[string, string, string]} names  of the axes; those without a name are not drawn
 * @property {[Interval, Interval, Interval]} ranges
 * @property {boolean} equal  whether a unit is as long on each axis
 * @property {import("./marks/mesh.js").Mesh | null} [ground]  what a hand drags over
 * @property {number[][][]} [track]  where there is no ground: the lines that it drags along
 * @property {number[]} [held]  the place that it takes hold of
 * @property {string} theme
 *
 * @typedef {object} SpaceKind  how marks of a kind are drawn
 * @property {string} name
 * @property {(mark: any, pen: {palette: import("./palette.js").Palette}) => import("./space-frame.js").Trace[]} inSpace
 * @property {(mark: any) => number[][]} [covers]  places that no name may stand at
 */

const CAMERA = { eye: { x: 1.3, y: -1.45, z: 0.95 }, center: { x: 0, y: 0, z: -0.18 } };
const SPREAD = 1.14; // how wide what it sees is, beside a surface
const DIAGONAL = 2;
const LINES = 15; // of letters, at least, as high as the smaller side
const FLATTEST = 0.35; // of the longest side: a flat thing has some room all the same

/** Draws pictures in one element; a drag turns them. */
export class SpacePlot {
  /** @type {SpacePicture | null} */
  picture = null;
  /** @type {Trace[]} of the marks */
  drawn = [];
  /** Of the element when all was drawn. */
  size = { clientWidth: 0, clientHeight: 0 };

  /**
   * @param {HTMLElement} element
   * @param {import("./scene-hand.js").Scene["handlers"]} [handlers]  of a hand, where it can drag something
   */
  constructor(element, handlers) {
    this.element = element;
    this.handlers = handlers ?? { onDrag: () => {}, onDrop: () => {} };
    if (handlers) new SceneHand(this);
    this.letters = new SpaceLetters(element);
    this.observer = new ResizeObserver(() => this.picture && this.fit());
    this.observer.observe(element);
    offerSpace(this);
  }

  /** @param {SpacePicture} picture */
  draw(picture) {
    const before = this.picture;
    this.picture = picture;
    const signs = picture.marks.flatMap((mark) => mark.kind.covers?.(mark) ?? []);
    this.letters.call(namesIn(picture.marks), signs, spaceFrame(picture.ranges));
    const changes = before && isSameGround(before, picture) ? this.changes(picture) : null;
    if (changes) this.move(changes, spaceFrame(picture.ranges));
    else this.rebuild(picture);
  }

  /** As large as the element is now: so are its letters. */
  async fit() {
    // Plotly refuses to measure what is hidden.
    if (!this.element.clientWidth) return;
    await globalThis.Plotly.Plots.resize(this.element);
    if (this.picture && this.element.clientWidth > 0) this.rebuild(this.picture);
  }

  /** @param {SpacePicture} picture */
  rebuild(picture) {
    this.size = sizeOf(this.element);
    const palette = this.palette(picture);
    const frame = spaceFrame(picture.ranges);
    this.drawn = marksInSpace(picture, palette);
    const traces = [...this.drawn, ...(picture.sheet ? [sheetTrace(picture.sheet, palette)] : [])];
    drawSpace(
      this.element,
      traces.map((trace) => framedTrace(frame, trace)),
      this.layout(picture, palette),
    );
    shineThrough(this.element, traces);
    this.letters.put(this.ticks(picture, palette), palette);
  }

  /** Letters of a hall would cover a picture in a part of its stage. @param {SpacePicture} picture */
  palette({ theme }) {
    const palette = paletteAt(this.element, theme);
    return { ...palette, fontSize: Math.min(palette.fontSize, smallerSide(this.size) / LINES) };
  }

  /**
   * What a press here would take hold of.
   * @param {{clientX: number, clientY: number}} event
   * @param {number} radius  px
   */
  handleAt(event, radius) {
    const { held, ranges } = this.picture ?? {};
    const seen = held && ranges && toScreen(this.element, spaceFrame(ranges), held);
    return seen && Math.hypot(seen[0] - event.clientX, seen[1] - event.clientY) < radius ? {} : null;
  }

  /**
   * The place of the ground under the pointer, or that of the track nearest to it.
   * @param {{clientX: number, clientY: number}} event
   */
  pick(event) {
    const { ground, track = [], ranges } = this.picture ?? {};
    const ray = ranges && rayUnder(this.element, spaceFrame(ranges), event);
    if (!ray) return null;
    return ground ? pickOnMesh(ground, ...ray) : nearestToRay(track, ...ray);
  }

  /** What is new of the marks, if they can be moved. @param {SpacePicture} picture */
  changes(picture) {
    const drawn = marksInSpace(picture, this.palette(picture));
    const changes = changesOf(this.drawn, drawn);
    this.drawn = drawn;
    return changes;
  }

  /** @param {Map<number, Trace>} changes @param {import("./space-frame.js").SpaceFrame} frame */
  move(changes, frame) {
    if (changes.size)
      moveTraces(this.element, new Map([...changes].map(([k, trace]) => [k, framedTrace(frame, trace)])));
  }

  /** @param {SpacePicture} picture @param {import("./palette.js").Palette} palette */
  layout(picture, palette) {
    const { ranges, equal } = picture;
    const [x, y, z] = equal ? sides(spaceFrame(ranges)) : [1, 1, 0.7];
    const camera = fitted(CAMERA, this.size, palette.fontSize, SPREAD);
    return spaceLayout(axesOf(picture), { x, y, z }, camera, palette, smallerSide(this.size));
  }

  /** @param {SpacePicture} picture @param {import("./palette.js").Palette} palette */
  ticks(picture, palette) {
    return namedTicks(axesOf(picture), smallerSide(this.size) / (NUMBER * palette.fontSize));
  }

  destroy() {
    this.observer.disconnect();
    globalThis.Plotly.purge(this.element);
  }
}

/** @param {SpacePicture} picture */
function axesOf({ names, ranges }) {
  const frame = spaceFrame(ranges);
  return names.map((title, axis) => ({ title, range: frame[axis] }));
}

/** How long the sides of the box are drawn; from corner to corner all boxes are as long. @param {Interval[]} ranges */
function sides(ranges) {
  const widths = ranges.map(([low, high]) => high - low);
  return widths.map((width) => (DIAGONAL * width) / Math.hypot(...widths));
}

/**
 * Ranges around places, none of them much flatter than the others.
 * @param {[Interval, Interval, Interval]} limits  the lowest and the highest on each axis
 * @returns {[Interval, Interval, Interval]}
 */
export function roomyRanges(limits) {
  const longest = Math.max(...limits.map(([low, high]) => high - low));
  const size = Math.max(...limits.flat().map(Math.abs));
  // What is one place but for rounding has a box as large as the place is far.
  const side = longest > size * 2 ** -40 ? longest : size || 1;
  return /** @type {[Interval, Interval, Interval]} */ (
    limits.map(([low, high]) => {
      const half = 0.56 * Math.max(high - low, FLATTEST * side);
      return [(low + high) / 2 - half, (low + high) / 2 + half];
    })
  );
}

/** @param {SpacePicture} picture @param {import("./palette.js").Palette} palette */
function marksInSpace({ marks }, palette) {
  return marks.flatMap((mark) => mark.kind.inSpace(mark, { palette }));
}

/** Whether two pictures have the same sheet, axes and colours. @param {SpacePicture} one @param {SpacePicture} other */
function isSameGround(one, other) {
  const axes = (/** @type {SpacePicture} */ { names, ranges, equal }) => [names, ranges, equal];
  return one.sheet === other.sheet && one.theme === other.theme && isSame(axes(one), axes(other));
}
