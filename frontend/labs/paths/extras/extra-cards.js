/** The cards that a switch each brings, and what they add to the map. */

/**
 * @typedef {import("../picture.js").Scene} Scene
 * @typedef {import("../picture.js").Extras} Extras
 * @typedef {import("../methods.js").Method} Method
 * @typedef {object} ExtraCard
 * @property {HTMLElement} element
 * @property {(scene: Scene, methods: Method[]) => void} show
 * @property {(scene: Scene, methods: Method[]) => Extras} onMap
 * @property {() => void} dispose
 * @typedef {object} Reach  what a card can ask of the lab
 * @property {import("../../../core/laboratory.js").Surroundings} surroundings
 * @property {(name: string, value: number | string, kind: string | null) => void} onSet  a setting of the selected run
 * @property {(place: [number, number]) => void} onStart
 * @property {() => void} onShown  there is something new to draw
 */

/**
 * By the names of their switches.
 * @param {Reach} reach
 * @returns {Record<string, ExtraCard>}
 */
export function extraCards(reach) {
  void reach;
  return {};
}
