/** What of a picture stands in space, and what of the next picture is the same there. */

import { heightAt } from "./geometry.js";
import { isSame } from "./space-traces.js";

/**
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {import("./picture.js").Pin} Pin
 * @typedef {import("./picture.js").SpacePen} SpacePen
 */

/** Each trace has the name of its kind. @param {Picture} picture @param {SpacePen} pen */
export function marksInSpace({ marks }, pen) {
  return marks.flatMap((mark) => {
    const traces = mark.kind.inSpace?.(mark, pen) ?? [];
    return traces.map((trace) => ({ name: mark.kind.name, ...trace }));
  });
}

/** What stands at one place. @param {Picture} picture */
export function pinsOf({ marks }) {
  return marks.flatMap((mark) => mark.kind.pins?.(mark) ?? []);
}

/** Whether there is a place for it: a walk may have left the box. @param {Pin} pin @param {SpacePen} pen */
export function isOnSurface({ place: [x, y], value }, { grid, domain }) {
  const isInside = x >= domain.x[0] && x <= domain.x[1] && y >= domain.y[0] && y <= domain.y[1];
  return isInside && (value !== null || (grid !== null && Number.isFinite(heightAt(grid, x, y))));
}

/** Whether two pictures have the same surface, axes and colours. @param {Picture} before @param {Picture} after */
export function isSameGround(before, after) {
  const axes = (/** @type {Picture} */ { names, domain, levels = "even" }) => [names, domain, levels];
  return before.grid === after.grid && before.theme === after.theme && isSame(axes(before), axes(after));
}

/** How they are drawn is a new function each time, and the same. @param {Pin[]} before @param {Pin[]} after */
export function areSamePins(before, after) {
  const looks = (/** @type {Pin} */ { shapes, ...look }) => look;
  return isSame(before.map(looks), after.map(looks));
}
