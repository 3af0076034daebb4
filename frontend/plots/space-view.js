/**
 * From where a surface is seen: directions, how flat its box is, and how wide the lens must be for all of it. Seen from
 * high above, the box grows flat: straight from above the surface is its own map. Pure functions.
 */

/**
 * @typedef {[number, number, number]} Place3
 * @typedef {{azimuth: number, elevation: number}} Direction  in degrees; azimuth 0 is from high x, 90 from high y
 * @typedef {{eye: Place3, right: Place3, up: Place3, back: Place3}} Lens  unit vectors, back towards the eye
 */

/** From the front, a little from the right, and so high that the inside of a bowl is seen. @type {Direction} */
export const HOME = { azimuth: -62, elevation: 31 };
/** Straight from above, with x to the right and y upwards, as on the map. @type {Direction} */
export const ABOVE = { azimuth: -90, elevation: 89.7 };
/** Along an axis, with the other one to the right. @type {Record<"x" | "y", Direction>} */
export const ALONG = { x: { azimuth: 0, elevation: 10 }, y: { azimuth: -90, elevation: 10 } };

/** What the camera turns around, in widths of the box, and how far from it it stands. @type {Place3} */
export const CENTER = [0, 0, -0.14];
export const DISTANCE = 2.2;
/** Plotly's camera stands this much further away, and sees less: its perspective would bend a bowl. */
export const FURTHER = 2.2;

/** The surface is this high, in widths of the box; below it, in parts of its height, is room down to its map. */
export const HEIGHT = 0.5;
export const BELOW = 0.5;
export const SHOWN = /** @type {[number, number]} */ ([-BELOW, 1.02]);
const FLAT = 0.02;
/** Degrees between which the box grows flat. */
const FLATTENING = [60, 87];

const RADIANS = Math.PI / 180;

/** @param {Direction} direction @param {number} [distance] @returns {Place3} */
export function eyeAt({ azimuth, elevation }, distance = DISTANCE) {
  const [a, e] = [azimuth * RADIANS, elevation * RADIANS];
  const along = distance * Math.cos(e);
  return [CENTER[0] + along * Math.cos(a), CENTER[1] + along * Math.sin(a), CENTER[2] + distance * Math.sin(e)];
}

/** @param {ArrayLike<number>} eye @returns {Direction & {distance: number}} */
export function directionOf(eye) {
  const [x, y, z] = [0, 1, 2].map((k) => eye[k] - CENTER[k]);
  const along = Math.hypot(x, y);
  return {
    azimuth: along > 0 ? Math.atan2(y, x) / RADIANS : ABOVE.azimuth,
    elevation: Math.atan2(z, along) / RADIANS,
    distance: Math.hypot(along, z) || DISTANCE,
  };
}

const NEAR = 1; // degrees

/**
 * The name of a direction, if it has one.
 * @param {Direction} direction
 * @returns {"home" | "above" | "x" | "y" | null}
 */
export function lookOf(direction) {
  if (flatnessAt(direction.elevation) > 0.9) return "above";
  const isAt = (/** @type {Direction} */ { azimuth, elevation }) =>
    Math.abs(turnBetween({ azimuth, elevation }, direction)) < NEAR && Math.abs(elevation - direction.elevation) < NEAR;
  return isAt(HOME) ? "home" : isAt(ALONG.x) ? "x" : isAt(ALONG.y) ? "y" : null;
}

/** From 0, as high as it is, to 1, as flat as its map. @param {number} elevation */
export function flatnessAt(elevation) {
  const [from, to] = FLATTENING;
  const t = Math.min(Math.max((elevation - from) / (to - from), 0), 1);
  return t * t * (3 - 2 * t);
}

/** How high the whole box is drawn. @param {number} elevation */
export function boxHeight(elevation) {
  const full = HEIGHT * (SHOWN[1] - SHOWN[0]);
  return full + flatnessAt(elevation) * (FLAT - full);
}

/**
 * Somewhere between two directions, the shorter way round.
 * @param {Direction} from
 * @param {Direction} to
 * @param {number} t  from 0 to 1; begins and ends slowly
 * @returns {Direction}
 */
export function between(from, to, t) {
  const eased = t * t * (3 - 2 * t);
  const turn = turnBetween(from, to);
  return {
    azimuth: from.azimuth + eased * turn,
    elevation: from.elevation + eased * (to.elevation - from.elevation),
  };
}

/** Degrees from −180 to 180. @param {Direction} from @param {Direction} to */
export function turnBetween(from, to) {
  return ((((to.azimuth - from.azimuth + 180) % 360) + 360) % 360) - 180;
}

/** @param {ArrayLike<number>} eye @returns {Lens} */
export function lensAt(eye) {
  const { azimuth, elevation } = directionOf(eye);
  const [a, e] = [azimuth * RADIANS, elevation * RADIANS];
  return {
    eye: /** @type {Place3} */ ([eye[0], eye[1], eye[2]]),
    right: [-Math.sin(a), Math.cos(a), 0],
    up: [-Math.sin(e) * Math.cos(a), -Math.sin(e) * Math.sin(a), Math.cos(e)],
    back: [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)],
  };
}

/**
 * Half of the angle of view, as its tangent, with which the box just fits between the margins, seen from a direction
 * at the usual distance. Nearer or further away, the same lens shows more or less of it.
 * @param {Direction} direction
 * @param {{width: number, height: number}} element  px
 * @param {{side: number, foot: number, head: number}} margins  px
 */
export function fittingLens(direction, { width, height }, { side, foot, head }) {
  const distance = DISTANCE * FURTHER;
  const { right, up, back } = lensAt(eyeAt(direction));
  const across = Math.max(1 - (2 * side) / width, 0.3) * (width / height);
  const [above, below] = [head, foot].map((margin) => Math.max(1 - (2 * margin) / height, 0.3));
  let half = 0;
  for (const corner of cornersOf(boxHeight(direction.elevation))) {
    const at = corner.map((part, k) => part - CENTER[k]);
    const depth = distance - dot(at, back);
    const [u, v] = [dot(at, right) / depth, dot(at, up) / depth];
    half = Math.max(half, Math.abs(u) / across, v > 0 ? v / above : -v / below);
  }
  return half;
}

/** @param {number} height @returns {Place3[]} */
function cornersOf(height) {
  const ends = [-0.5, 0.5];
  return ends.flatMap((x) => ends.flatMap((y) => ends.map((z) => /** @type {Place3} */ ([x, y, z * height]))));
}

/** @param {number[]} a @param {number[]} b */
function dot(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
