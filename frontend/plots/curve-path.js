/** The path of a curve in pixels: no more points than can be told apart, none across a gap. */

import { clippedPath } from "./clip.js";
import { inkOf } from "./labels.js";
import { pathThrough } from "./svg.js";

/**
 * @typedef {import("./curve-picture.js").Curve} Curve
 * @typedef {import("./scales.js").Scale} Scale
 * @typedef {[number, number]} Pixel
 */

/**
 * The curve's points in pixels, NaN where it is interrupted. Of many points in one column of pixels the first, the
 * lowest, the highest and the last are kept: what they draw is the same.
 * @param {Pick<Curve, "x" | "y" | "breaks">} curve
 * @param {Scale} across
 * @param {Scale} up
 * @returns {Pixel[]}
 */
export function curvePixels({ x, y, breaks = [] }, across, up) {
  const [from, to] = visible(x, across.domain);
  const isDense = to - from > 2 * Math.abs(across.range[1] - across.range[0]);
  const path = isDense ? new Columns() : new Points();
  const lifts = [...breaks].sort((a, b) => a - b);
  let next = 0;
  for (let k = from; k < to; k++) {
    while (next < lifts.length && lifts[next] <= x[k]) {
      if (k > 0 && lifts[next] > x[k - 1]) path.lift();
      next++;
    }
    const height = up.toPixel(y[k]);
    if (Number.isFinite(height)) path.add(across.toPixel(x[k]), height);
    else path.lift();
  }
  return path.end();
}

/**
 * The indices inside an interval, and one more on each side so that the curve reaches the edge.
 * @param {ArrayLike<number>} x
 * @param {readonly [number, number]} interval
 */
function visible(x, [low, high]) {
  let [from, to] = [0, x.length];
  while (from + 1 < to && x[from + 1] < low) from++;
  while (to - 1 > from && x[to - 2] > high) to--;
  return [from, to];
}

/** Every point as it is. */
class Points {
  /** @type {Pixel[]} */
  pixels = [];

  /** @param {number} x @param {number} y */
  add(x, y) {
    this.pixels.push([x, y]);
  }

  lift() {
    this.pixels.push([NaN, NaN]);
  }

  end() {
    return this.pixels;
  }
}

/** At most four points for each column of pixels. */
class Columns {
  /** @type {Pixel[]} */
  pixels = [];
  /** @type {Pixel[]} of the column at hand: first, lowest, highest, last */
  column = [];

  /** @param {number} x @param {number} y */
  add(x, y) {
    const { column } = this;
    if (column.length && Math.floor(x) !== Math.floor(column[0][0])) this.flush();
    if (!this.column.length) {
      const only = /** @type {Pixel} */ ([x, y]);
      this.column = [only, only, only, only];
      return;
    }
    if (y < column[1][1]) column[1] = [x, y];
    if (y > column[2][1]) column[2] = [x, y];
    column[3] = [x, y];
  }

  flush() {
    const [first, lowest, highest, last] = this.column;
    if (!first) return;
    const between = lowest[0] <= highest[0] ? [lowest, highest] : [highest, lowest];
    for (const pixel of [first, ...between, last])
      if (this.pixels[this.pixels.length - 1] !== pixel) this.pixels.push(pixel);
    this.column = [];
  }

  lift() {
    this.flush();
    this.pixels.push([NaN, NaN]);
  }

  end() {
    this.flush();
    return this.pixels;
  }
}

/**
 * @typedef {{pixels: Pixel[], d: string, ink: Pixel[]}} Path  its points, SVG's text for it, and places on it in equal
 *   steps
 * @typedef {import("./curve-axes.js").View} View
 */

/** @type {WeakMap<View, WeakMap<object, Path & {x: unknown}>>} */
const found = new WeakMap();

/**
 * The path of a curve, found once for its arrays and what is seen.
 * @param {Curve} curve
 * @param {View} view
 * @returns {Path}
 */
export function curvePath(curve, view) {
  return remembered(view, curve.y, curve.x, () => curvePixels(curve, view.across, view.up));
}

/** @param {import("./curve-picture.js").Line} line @param {View} view @returns {Path} */
export function linePath({ points }, view) {
  return remembered(view, points, points, () => points.map(([x, y]) => [view.across.toPixel(x), view.up.toPixel(y)]));
}

/**
 * @param {View} view
 * @param {object} y
 * @param {unknown} x  the same heights may be drawn over other places
 * @param {() => Pixel[]} find
 */
function remembered(view, y, x, find) {
  /** @type {WeakMap<object, Path & {x: unknown}>} */
  const paths = found.get(view) ?? new WeakMap();
  found.set(view, paths);
  const before = paths.get(y);
  if (before && before.x === x) return before;
  const pixels = find();
  const seen = clippedPath(pixels, view.frame);
  const path = { x, pixels, d: pathThrough(seen), ink: inkOf(seen, view.frame) };
  paths.set(y, path);
  return path;
}

/**
 * Dots at pixels as one path: strokes without length, whose round caps are all that is seen.
 * @param {Pixel[]} pixels
 */
export function dotsAt(pixels) {
  return pixels
    .map(([x, y]) =>
      pathThrough([
        [x, y],
        [x, y],
      ]),
    )
    .join("");
}

/**
 * How far a pixel is from a path, in px.
 * @param {Pixel} pixel
 * @param {Pixel[]} path
 */
export function distanceToPath([x, y], path) {
  let least = Infinity;
  for (let k = 1; k < path.length; k++) {
    const [[a, b], [c, d]] = [path[k - 1], path[k]];
    const length = (c - a) ** 2 + (d - b) ** 2;
    const t = length > 0 ? Math.min(Math.max(((x - a) * (c - a) + (y - b) * (d - b)) / length, 0), 1) : 0;
    const distance = Math.hypot(a + t * (c - a) - x, b + t * (d - b) - y);
    // Comparing with NaN is false: nothing is near a gap.
    if (distance < least) least = distance;
  }
  return least;
}
