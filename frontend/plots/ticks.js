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
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  if (!(last - first < 1000)) return [];
  return Array.from({ length: last - first + 1 }, (_, k) => roundTo((first + k) * step, step));
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
