/** Numbers as people read them. */

/**
 * A number with about `digits` significant digits, a true minus sign, and powers of ten where it would be long.
 * @param {number | null | undefined} value
 * @param {number} [digits]
 */
export function formatNumber(value, digits = 5) {
  if (value === null || value === undefined || Number.isNaN(value)) return "undefined";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  // 220264 rounded to 220300 would look exact.
  const whole = Math.abs(value) >= 1 && Math.abs(value) < 1e6 ? Math.floor(Math.log10(Math.abs(value))) + 1 : 0;
  const needed = whole ? Math.max(digits, whole) : tellingDigits(value, digits);
  const rounded = Number(value.toPrecision(needed));
  if (rounded === 0) return "0";
  const size = Math.abs(rounded);
  const isLongWhole = !whole && needed > digits && Number.isInteger(rounded) && size < 1e15;
  if ((size >= 1e6 && !isLongWhole) || size < 1e-4) return powerOfTen(rounded, needed);
  return withMinus(String(rounded));
}

const MOST_DECIMALS = 6;

/**
 * The numbers of a column, with equal decimals where all of them can be told so: as many as one of them needs.
 * @param {(number | null)[]} values
 * @param {number} [digits]
 */
export function formatColumn(values, digits = 3) {
  const texts = values.map((value) => formatNumber(value, digits));
  const decimals = Math.max(0, ...texts.map((text) => text.split(".")[1]?.length ?? 0));
  if (decimals > MOST_DECIMALS || texts.some((text) => /10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/.test(text))) return texts;
  return values.map((value, k) => {
    if (value === null || !Number.isFinite(value)) return texts[k];
    const even = value.toFixed(decimals);
    return Number(even) === 0 ? even.replace("-", "") : withMinus(even);
  });
}

/**
 * Two numbers for a sentence that compares them, with as many digits as it takes for it to be seen.
 * @param {number} a
 * @param {number} b
 * @param {number} [digits]
 */
export function formatApart(a, b, digits = 5) {
  let texts = [formatNumber(a, digits), formatNumber(b, digits)];
  for (let count = digits + 1; a !== b && texts[0] === texts[1] && count <= 17; count++)
    texts = [formatNumber(a, count), formatNumber(b, count)];
  return texts;
}

/**
 * As many digits that 1000000009 does not pass for 10⁹; what differs behind the fourteenth is rounding.
 * @param {number} value
 * @param {number} digits
 */
function tellingDigits(value, digits) {
  if (Math.abs(value) < 1e6) return digits;
  const whole = Number(value.toPrecision(14));
  let count = digits;
  while (count < 14 && /0e/.test(value.toExponential(count - 1)) && Number(value.toPrecision(count)) !== whole) count++;
  return count > digits && Number.isInteger(value) && Math.abs(value) < 1e15 ? String(Math.abs(value)).length : count;
}

/**
 * A number to five digits, and as many more as keep it within `resolution`: 1000000000.5 where slopes are 0.1.
 * @param {number} value
 * @param {number} resolution
 */
export function formatWithin(value, resolution) {
  // Four roundings of the value itself are never told apart.
  const allowed = Math.max(resolution, Math.abs(value) * 2 ** -50);
  let digits = 5;
  while (digits < 15 && Math.abs(Number(value.toPrecision(digits)) - value) > allowed) digits++;
  return formatNumber(value, digits);
}

/**
 * A number as it is typed, in the shorter of two forms where the plain one is long: 1e6, -1e-6.
 * @param {number} value
 */
export function typedNumber(value) {
  const rounded = Number(value.toPrecision(8));
  const [plain, power] = [String(rounded), rounded.toExponential().replace("e+", "e")];
  return plain.length > 6 && power.length < plain.length ? power : plain;
}

/**
 * A coordinate of a dragged thing: no more digits than a screen can tell apart.
 * @param {number} value
 * @param {number} width  of the domain it moves in
 */
export function roundToPixel(value, width) {
  // The narrowest box that can be drawn is 1e-11 wide.
  const digits = Math.min(14, Math.max(0, 3 - Math.floor(Math.log10(width))));
  return Number(value.toFixed(digits)) + 0;
}

/**
 * A coordinate with as many digits as tell places in a box of this width apart.
 * @param {number} value
 * @param {number} width
 */
export function formatCoordinate(value, width) {
  const digits = value === 0 ? 4 : 4 + Math.ceil(Math.log10(Math.abs(value) / width));
  return formatNumber(value, Math.min(Math.max(digits, 4), 15));
}

const ROUNDING = 2 ** -44; // of the largest number that goes into a result: some hundred roundings of it

/**
 * A number, or 0 where that is what it is to rounding beside the whole it is a part of: a sine of 180° is 1.2e-16.
 * @param {number} part
 * @param {number} whole
 */
export function unlessRounding(part, whole) {
  return Math.abs(part) <= ROUNDING * Math.abs(whole) ? 0 : part;
}

/**
 * The same with 0 for what is 0 to rounding, beside the numbers that it came from.
 * @template {number | null} Entry
 * @param {Entry[]} values
 * @param {number} [size]  of those; of the largest of the values themselves, if not given
 * @returns {Entry[]}
 */
export function withoutRounding(values, size = largestOf(values)) {
  return values.map((value) => /** @type {Entry} */ (value === null ? null : unlessRounding(value, size)));
}

/**
 * Places on a way, each coordinate beside where it has been; one that began at 0 and never was more than rounding,
 * beside the others.
 * @param {number[][]} points
 * @returns {number[][]}
 */
export function placesWithoutRounding(points) {
  const sizes = (points[0] ?? []).map((_, j) =>
    points.reduce((most, point) => Math.max(most, Math.abs(point[j] ?? 0)), 0),
  );
  const largest = Math.max(0, ...sizes);
  const isRounding = (/** @type {number} */ size, /** @type {number} */ j) =>
    !points[0][j] && size <= Number.EPSILON * largest;
  const reach = sizes.map((size, j) => (isRounding(size, j) ? largest : size));
  return points.map((point) => point.map((entry, j) => (entry === null ? entry : unlessRounding(entry, reach[j]))));
}

/** @param {(number | null)[]} values */
function largestOf(values) {
  return values.reduce((/** @type {number} */ most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
}

/** (1, −0.5) @param {(number | null)[]} vector @param {number} [digits] */
export function formatVector(vector, digits = 5) {
  return `(${vector.map((entry) => formatNumber(entry, digits)).join(", ")})`;
}

/** @param {number} value @param {number} digits */
function powerOfTen(value, digits) {
  const [mantissa, exponent] = value.toExponential(Math.max(0, digits - 1)).split("e");
  const lead = withMinus(String(Number(mantissa)));
  const power = tenToThe(Number(exponent));
  return lead === "1" || lead === "−1" ? lead.replace("1", power) : `${lead}·${power}`;
}

/** 10⁻³ @param {number} exponent */
export function tenToThe(exponent) {
  return `10${[...String(exponent)].map((sign) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)] ?? "⁻").join("")}`;
}

/** x₁ for x_1, and A₁₂ for A_12. @param {string} name */
export function nameText(name) {
  return name.replace(/_(\d+)$/, (_, index) => [...index].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join(""));
}

/** @param {string} text */
function withMinus(text) {
  return text.replace("-", "−");
}

/** A sentence of the backend with its numbers as people write them: −0.2 and 3·10⁻⁷. @param {string} text */
export function typeset(text) {
  const powers = text.replace(
    /(\d)e([+-])0*(\d+)/g,
    (_, digit, sign, exponent) => `${digit}·10${sign === "-" ? "⁻" : ""}${raised(exponent)}`,
  );
  return powers.replace(/(?<![\w.])-(?=[\d.∞])/g, "−");
}

/** @param {string} digits */
function raised(digits) {
  return [...digits].map((sign) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)] ?? "⁻").join("");
}
