/** The page's own keys, beside those of the open lab. */

import { t } from "../core/texts.js";

/**
 * @param {object} page
 * @param {{undo: () => void, redo: () => void, darken: () => void, present: () => void, help: () => void}} page.does
 * @param {import("./presentation.js").Presentation} page.presentation
 * @param {import("./lecture.js").Lecture} page.lecture
 * @param {import("./veil.js").Veil} page.veil
 * @param {import("./hall/hall.js").Hall} page.hall
 * @returns {import("../core/keys.js").Shortcut[]}
 */
export function pageShortcuts({ does: { undo, redo, darken, present, help }, presentation, lecture, veil, hall }) {
  /** @param {string} key @param {string} shown @param {string} does @param {() => void} run */
  const onStage = (key, shown, does, run) => ({
    keys: [key],
    shown,
    does: `${t("on the stage")}: ${t(does)}`,
    run,
    isIdle: () => !presentation.isStage,
    isOnce: true,
  });
  /** @param {string} key @param {string} does @param {() => void} run */
  const once = (key, does, run) => ({ keys: [key], shown: key.toUpperCase(), does, run, isOnce: true });
  return [
    {
      keys: ["ctrl+z"],
      shown: "Ctrl+Z",
      does: "undo",
      run: (/** @type {KeyboardEvent} */ event) => (event.shiftKey ? redo() : undo()),
    },
    { keys: ["ctrl+y"], shown: "Ctrl+Shift+Z or Ctrl+Y", does: "redo", run: redo },
    once("d", "light or dark", darken),
    once("p", "the stage: full screen, large type, no controls; and back", present),
    once("c", "controls come and go", () => presentation.toggleControls()),
    once("j", "a lecture that others follow: where and by what code", () => hall.start()),
    onStage("pagedown", "Page Down", "what comes next in the scene, and then the next scene", () => lecture.next()),
    onStage("pageup", "Page Up", "what was before", () => lecture.previous()),
    onStage("b", "B", "black, and back", () => veil.lay("blank")),
    onStage("l", "L", "a spotlight that follows the pointer", () => veil.lay("spotlight")),
    onStage("z", "Z", "a magnifying glass that follows the pointer", () => veil.magnify()),
    onStage("escape", "Esc", "leave it", () => (veil.isLaid ? veil.lift() : presentation.leave())),
    { keys: ["?"], shown: "?", does: "this list", run: help },
  ];
}

/** Past header and controls. @param {FocusOptions} [options] */
export function focusPicture(options) {
  const places = [...document.querySelectorAll("main:not([hidden]) :is(.plot, .chain-graph, .living)")];
  /** @type {any} */ (places.find((place) => place.checkVisibility()))?.focus(options);
}
