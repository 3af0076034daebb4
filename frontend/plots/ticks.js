/** Round numbers along an axis. Pure functions. */

/**
 * A step of 1, 2 or 5 times a power of ten that cuts an interval into about `count` parts.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
export function niceStep(low, high, count) {
  const raw = (high - low) / count;
  if (!(raw > 0) || !Number.isFinite(raw)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

/**
 * Multiples of a nice step inside an interval.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 * @returns {number[]}
 */
export function niceTicks(low, high, count) {
  const step = niceStep(low, high, count);
  if (!((high - low) / step < 1000)) return [];
  return multiples(low, high, step);
}

/** Of a power of ten. A space between numbers of 2.5 is not as easily counted on. */
const STEPS = [5, 4, 2, 1];

/**
 * Three round numbers along an axis; four where no step has three of them inside.
 * @param {number} low
 * @param {number} high
 * @returns {number[]}
 */
export function threeTicks(low, high) {
  if (!(high > low) || !Number.isFinite(high - low)) return niceTicks(low, high, 2);
  const power = 10 ** Math.floor(Math.log10(high - low));
  const steps = [power, power / 10].flatMap((each) => STEPS.map((lead) => lead * each));
  const step = steps.find((each) => multiples(low, high, each).length >= 3) ?? power / 10;
  const found = multiples(low, high, step);
  return found.length > 4 ? found.filter((_, k) => k % 2 === 0) : found;
}

/** @param {number} low @param {number} high @param {number} step */
function multiples(low, high, step) {
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => roundTo((first + k) * step, step));
}

/**
 * 0.30000000000000004 is 0.3 on a scale of tenths.
 * @param {number} value
 * @param {number} step
 */
function roundTo(value, step) {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)));
  return digits > 20 ? value : Number(value.toFixed(digits)) + 0;
}
