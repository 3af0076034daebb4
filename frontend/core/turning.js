/** A number that is turned: while a hand drags it sideways, all that changes by it is one step to undo. */

let count = 0; // of numbers that were turned
let isHeld = false;

export function beginTurn() {
  count++;
  isHeld = true;
}

export function endTurn() {
  isHeld = false;
}

/** The kind of what changes at this moment, if it is by such a hand: see `history.js`. @returns {string | null} */
export function turnKind() {
  return isHeld ? `turn number ${count}` : null;
}

/**
 * A number after a hand has moved, in whole grains, without what rounding adds.
 * @param {number} from
 * @param {number} shift  px
 * @param {number} grain  of one px
 */
export function turned(from, shift, grain) {
  return Number((Math.round(from / grain + shift) * grain).toPrecision(12));
}

/** What one px is worth in a range: a power of ten, some hundreds of them from end to end. @param {number} span */
export function grainOf(span) {
  return 10 ** Math.floor(Math.log10(span / 200));
}
