/** The cards that a switch each brings, and what they add to the map. */

import { BasinsCard } from "./basins-card.js";
import { RatesCard } from "./rates-card.js";
import { SaddleCard } from "./saddle-card.js";
import { StepCard } from "./step-card.js";
import { SweepCard } from "./sweep-card.js";
import { TheoryCard } from "./theory-card.js";

/**
 * @typedef {import("../picture.js").Scene} Scene
 * @typedef {import("../picture.js").Extras} Extras
 * @typedef {import("../../common/methods.js").Method} Method
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
  return {
    arrows: new StepCard(reach),
    theory: new TheoryCard(reach),
    rates: new RatesCard(reach),
    basins: new BasinsCard(reach),
    sweep: new SweepCard(reach),
    saddle: new SaddleCard(reach),
  };
}
