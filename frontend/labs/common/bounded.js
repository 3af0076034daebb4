/** A field for a number between two bounds, ends included. */

import { NumberField } from "../../widgets/number-field.js";

/**
 * @param {string} label
 * @param {[number, number]} range
 * @param {boolean} isWhole
 * @param {(value: number) => void} onChange
 */
export function bounded(label, [low, high], isWhole, onChange) {
  const complaint = (/** @type {number} */ value) =>
    value >= low && value <= high ? "" : `${label}: from ${low} to ${high}.`;
  return new NumberField(label, (value) => onChange(isWhole ? Math.round(value) : value), complaint);
}
