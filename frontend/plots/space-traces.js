/** What is new in a list of traces: what moves only is moved, and anything else needs the plot to be built anew. */

/** @typedef {import("./space-frame.js").Trace} Trace */

/** What is moved fast: where a trace is, and the dashes of its line. @param {Trace} trace */
function movable({ x, y, z, line }) {
  return line ? { x, y, z, line } : { x, y, z };
}

/** All that is not. @param {Trace} trace */
function lookOf({ x, y, z, line, ...look }) {
  return look;
}

/**
 * What changes each trace, by its number; null where another look, or another number of traces, takes more than that.
 * @param {Trace[]} before
 * @param {Trace[]} after
 * @returns {Map<number, Trace> | null}
 */
export function changesOf(before, after) {
  if (before.length !== after.length || !isSame(before.map(lookOf), after.map(lookOf))) return null;
  const moved = after.flatMap((trace, k) => (isSame(movable(before[k]), movable(trace)) ? [] : [k]));
  return new Map(moved.map((k) => [k, movable(after[k])]));
}

/**
 * The same data; quick where it is the same object.
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
export function isSame(one, other) {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (one.length !== other.length) return false;
  if (one.length !== undefined) return isSameList(one, other);
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => name in other && isSame(one[name], other[name]))
  );
}

/**
 * Without the names of their places, which take long to make.
 * @param {ArrayLike<any>} one
 * @param {ArrayLike<any>} other
 */
function isSameList(one, other) {
  for (let k = 0; k < one.length; k++) if (!isSame(one[k], other[k])) return false;
  return true;
}
