/**
 * Heat-maps: orange for -1, blue for 1, a colour for each class where there are more than two, nothing where there is
 * no answer. Pure functions.
 */

/** @typedef {[number, number, number]} Color */

const LOW = /** @type {Color} */ ([222, 118, 30]);
const MIDDLE = /** @type {Color} */ ([244, 243, 238]);
const HIGH = /** @type {Color} */ ([22, 110, 176]);
/** Of classes, in their order: far apart for people who do not see red, green or blue. @type {Color[]} */
export const CLASS_COLORS = [LOW, HIGH, [16, 165, 131], [87, 40, 135], [221, 173, 204], [34, 34, 34]];
const SHADES = 256;
/**
 * Pixels, each as one number: to copy their four bytes one by one takes twenty times as long, for every unit in every
 * frame.
 */
const PALETTE = new Uint32Array(
  new Uint8ClampedArray(4 * SHADES).map((_, k) => (k % 4 === 3 ? 255 : shade(((k >> 2) / (SHADES - 1)) * 2 - 1)[k % 4]))
    .buffer,
);

/** Of a number from -1 to 1. @param {number} value @returns {Color} */
export function shade(value) {
  const share = Math.min(Math.abs(value), 1);
  return mixed(MIDDLE, value < 0 ? LOW : HIGH, share);
}

/** @param {Color} from @param {Color} to @param {number} share @returns {Color} */
function mixed(from, to, share) {
  return /** @type {Color} */ (from.map((each, k) => Math.round(each + share * (to[k] - each))));
}

/** @param {Color} color */
export function cssOf([red, green, blue]) {
  return `rgb(${red} ${green} ${blue})`;
}

/**
 * The pixels of one number over the plane, rows from above.
 * @param {Float32Array} values  rows from below
 * @param {number} side
 * @param {(value: number) => number} scale  to -1 ... 1
 * @param {boolean} isDiscrete  two colours only
 */
export function pixelsOf(values, side, scale, isDiscrete) {
  const pixels = new Uint32Array(side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const value = scale(values[(side - 1 - row) * side + column]);
      if (Number.isNaN(value)) continue;
      const shown = isDiscrete ? (value < 0 ? -1 : 1) * 0.75 : value;
      pixels[row * side + column] = PALETTE[Math.round(((Math.min(Math.max(shown, -1), 1) + 1) / 2) * (SHADES - 1))];
    }
  return new Uint8ClampedArray(pixels.buffer);
}

/**
 * The pixels of one of several outputs: the colour of its class where it is 1, none where it is 0.
 * @param {Float32Array} values @param {number} side @param {Color} color
 */
export function shadePixels(values, side, color) {
  const pixels = new Uint8ClampedArray(4 * side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const value = values[(side - 1 - row) * side + column];
      if (!Number.isNaN(value))
        pixels.set([...mixed(MIDDLE, color, Math.min(Math.max(value, 0), 1)), 255], 4 * (row * side + column));
    }
  return pixels;
}

/**
 * The pixels of several outputs: the colour of the largest, paler where it is not far ahead.
 * @param {Float32Array[]} outputs @param {number} side @param {boolean} isDiscrete
 */
export function classPixels(outputs, side, isDiscrete) {
  const pixels = new Uint8ClampedArray(4 * side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const answers = outputs.map((values) => values[(side - 1 - row) * side + column]);
      if (answers.some(Number.isNaN)) continue;
      const [first, second] = [...answers].sort((a, b) => b - a);
      const color = mixed(
        MIDDLE,
        CLASS_COLORS[answers.indexOf(first)],
        isDiscrete ? 0.75 : Math.min(1, 0.15 + (first - second)) * 0.85,
      );
      pixels.set([...color, 255], 4 * (row * side + column));
    }
  return pixels;
}

/**
 * From what a unit answers to -1 ... 1: probabilities have their middle at a half.
 * @param {boolean} isProbability
 */
export function scaleOf(isProbability) {
  return isProbability ? (/** @type {number} */ value) => 2 * value - 1 : (/** @type {number} */ value) => value;
}

/** @param {HTMLCanvasElement} canvas @param {Uint8ClampedArray} pixels @param {number} side */
export function paint(canvas, pixels, side) {
  if (canvas.width !== side) Object.assign(canvas, { width: side, height: side });
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).putImageData(
    new ImageData(/** @type {Uint8ClampedArray<ArrayBuffer>} */ (pixels), side, side),
    0,
    0,
  );
}
