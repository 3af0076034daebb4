/** What labs of walks have in common: several runs, of which one is looked at, and a player through their steps. */

import { Player } from "../../widgets/player.js";
import { Bench } from "../common/bench.js";
import { key, playing } from "../common/keys.js";
import { iterates } from "./iterates.js";

/** Keys of all labs of walks. @type {import("../common/bench.js").Key<any>[]} */
export const WALKING = [
  ...playing(),
  key("r", "look at the next run", (lab) => lab.select((lab.selected + 1) % lab.store.get().runs.length)),
];

/**
 * @template {{runs: unknown[], step: number}} State
 * @template Moment
 * @template {object} Answers
 * @extends {Bench<State, Moment, Answers>}
 */
export class WalksBench extends Bench {
  selected = 0;
  player = new Player((step) => this.store.set(/** @type {Partial<State>} */ ({ step })));

  /** @param {State} state */
  open(state) {
    super.open(state);
    this.selected = Math.min(this.selected, state.runs.length - 1);
  }

  /** All iterates of all runs. */
  tables() {
    const { walks = [], meaning } = /** @type {any} */ (this.answers.get());
    return meaning ? [iterates(walks, meaning.variables)] : [];
  }

  /** @param {number} k */
  select(k) {
    if (k === this.selected) return;
    this.selected = k;
    this.redraw();
  }
}
