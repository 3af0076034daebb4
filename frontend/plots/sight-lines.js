/**
 * What of a surface is seen from where: a ray from a place to the eye, marched over the grid. What is solid from above
 * is glass from below, so a place is hidden only where the ray comes out of the mountain. Pure functions, in parts of
 * the ranges of x, y and z.
 */

import { boxHeight, directionOf, eyeAt, FURTHER, SHOWN, turnBetween } from "./space-view.js";

/**
 * @typedef {[number, number, number]} Parts  of the ranges of x, y and z
 * @typedef {(x: number, y: number) => number} Heights  NaN where there is no surface
 * @typedef {import("./space-view.js").Direction} Direction
 * @typedef {{at: Parts, weight: number}} Watched  something that should be seen
 */

const STEPS = 96;
const LIFT = 0.012; // over the surface
const TOLERANCE = 0.004;

/** Where an eye in space is, in parts of the ranges. @param {ArrayLike<number>} eye @returns {Parts} */
export function partsOfEye(eye) {
  const middle = (SHOWN[0] + SHOWN[1]) / 2;
  const { elevation } = directionOf(eye);
  const scale = (SHOWN[1] - SHOWN[0]) / boxHeight(elevation);
  return [eye[0] + 0.5, eye[1] + 0.5, middle + eye[2] * scale];
}

/**
 * Whether something solid stands between a place and the eye.
 * @param {Heights} heights
 * @param {Parts} place
 * @param {Parts} eye
 */
export function isHidden(heights, [x, y, z], eye) {
  const from = z + LIFT;
  const [u, v, w] = [eye[0] - x, eye[1] - y, eye[2] - from];
  // Beyond the box there is nothing in the way.
  const reach = Math.min(leaving(x, u), leaving(y, v), w > 0 ? (SHOWN[1] - from) / w : 1, 1);
  let wasBelow = false;
  for (let k = 1; k <= STEPS; k++) {
    const t = (k / STEPS) * reach;
    const gap = from + t * w - heights(x + t * u, y + t * v);
    if (Number.isNaN(gap)) wasBelow = false;
    else if (gap < -TOLERANCE) wasBelow = true;
    else if (wasBelow && gap > 0) return true;
  }
  return false;
}

/** When a part leaves the range. @param {number} from @param {number} speed */
function leaving(from, speed) {
  return speed === 0 ? 1 : ((speed > 0 ? 1 : 0) - from) / speed;
}

/**
 * The nearest direction, at the same distance, from which all that is watched is seen, or as much as can be; the
 * present one if it is as good.
 * @param {Heights} heights
 * @param {Watched[]} watched
 * @param {Direction & {distance: number}} present
 * @returns {Direction}
 */
export function freeDirection(heights, watched, present) {
  const enough = 0.9 * watched.reduce((sum, { weight }) => sum + weight, 0);
  const seen = (/** @type {Direction} */ direction) => {
    const eye = partsOfEye(eyeAt(direction, FURTHER * present.distance));
    return watched.reduce((sum, { at, weight }) => sum + (isHidden(heights, at, eye) ? 0 : weight), 0);
  };
  let best = { direction: /** @type {Direction} */ (present), score: seen(present) };
  for (const direction of best.score >= enough ? [] : triesAround(present)) {
    const score = seen(direction);
    if (score > best.score) best = { direction, score };
    if (score >= enough) break;
  }
  return best.direction;
}

/**
 * Turns to both sides, and from higher up, the least of them first.
 * @param {Direction} present
 * @returns {Direction[]}
 */
function triesAround(present) {
  const elevations = [...new Set([present.elevation, 40, 52])].filter((each) => each >= present.elevation);
  const turns = Array.from({ length: 18 }, (_, k) => 20 * (k - 9));
  const far = (/** @type {Direction} */ each) =>
    Math.abs(turnBetween(present, each)) + 2 * Math.abs(each.elevation - present.elevation);
  return elevations
    .flatMap((elevation) => turns.map((turn) => ({ azimuth: present.azimuth + turn, elevation })))
    .sort((one, other) => far(one) - far(other));
}
