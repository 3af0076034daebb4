/** Keys that many labs have. */

import { arrowKeys } from "../../core/keys.js";

/** @typedef {import("./bench.js").Key<any>} Key */

/** How keys are written that are no letter. @type {Record<string, string>} */
const SHOWN = { " ": "Space", home: "Home", end: "End", enter: "Enter", delete: "Delete", "-": "−" };

/**
 * @param {string | string[]} keys
 * @param {string} does
 * @param {(lab: any, event: KeyboardEvent) => void} run
 * @param {(lab: any) => boolean} [isIdle]  whether there is nothing for it to do
 * @returns {Key}
 */
export function key(keys, does, run, isIdle) {
  const all = [keys].flat();
  return { keys: all, shown: SHOWN[all[0]] ?? all[0].toUpperCase(), does, run, ...(isIdle ? { isIdle } : {}) };
}

/**
 * Arrow keys that move something by parts of what is seen.
 * @param {string} does
 * @param {number} part
 * @param {(lab: any, step: number[]) => void} [nudge]
 * @returns {Key}
 */
export function arrows(does, part, nudge = (lab, step) => lab.nudge(step)) {
  const steps = { arrowleft: [-part, 0], arrowright: [part, 0], arrowup: [0, part], arrowdown: [0, -part] };
  const run = (/** @type {any} */ lab, /** @type {KeyboardEvent} */ event) =>
    arrowKeys(does, steps, (step) => nudge(lab, step)).run(event);
  return { ...arrowKeys(does, steps, () => {}), run };
}

/** To the left and to the right alone. @param {string} does @param {number} part @returns {Key} */
export function arrowsAlong(does, part) {
  return { ...arrows(does, part), keys: ["arrowleft", "arrowright"] };
}

/** @param {string} [what]  that is typed @returns {Key} */
export function typing(what = "function") {
  return key("f", `type another ${what}`, (lab) => lab.function.focus());
}

/** @type {Key} */
export const SWEEPING = key(
  " ",
  "sweep the first parameter",
  (lab) => lab.function.play(),
  (lab) => lab.function.isStill,
);

/** @param {{play?: string, on?: string, back?: string, start?: string}} [words] @returns {Key[]} */
export function playing({
  play = "play or pause",
  on = "one step on",
  back = "one step back",
  start = "to the start",
} = {}) {
  return [
    key(" ", play, (lab) => lab.player.toggle()),
    key(".", on, (lab) => lab.player.move(1)),
    key(",", back, (lab) => lab.player.move(-1)),
    key("home", start, (lab) => lab.player.go(0)),
    key("end", "to the last step", (lab) => lab.player.go(Infinity)),
  ];
}

/** @param {string} nearer @param {string} [farther] @returns {Key[]} */
export function zooming(nearer, farther = "zoom out") {
  return [key(["+", "="], nearer, (lab) => lab.zoom(0.5)), key("-", farther, (lab) => lab.zoom(2))];
}
