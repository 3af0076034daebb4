/** Which intervals can be drawn over. */

const LARGEST = 1e9;
const NARROWEST = 1e-11;
const NARROWEST_SHARE = 1e-9; // of its distance from 0: a narrower interval has no numbers to draw in

/** What is wrong with an interval, in a sentence; nothing, mostly. @param {[number, number]} interval */
export function complaintAbout([low, high]) {
  if (low >= high) return "The first number must be smaller than the second.";
  if (Math.max(Math.abs(low), Math.abs(high)) > LARGEST) return "Numbers up to a thousand million can be drawn.";
  if (high - low < Math.max(NARROWEST, NARROWEST_SHARE * Math.max(Math.abs(low), Math.abs(high)))) return "This is too narrow to draw.";
  return "";
}
