/** How long answers have been awaited: nothing is shown at first, then a sign of work, then words and a way out. */

/**
 * @typedef {"rest" | "working" | "long" | "endless"} Stage
 * @typedef {import("./client.js").Wish} Wish
 * @typedef {object} Clock
 * @property {() => number} now  in ms
 * @property {(run: () => void, milliseconds: number) => unknown} later
 * @property {(timer: any) => void} cancel
 */

export const UNNOTICED = 300; // ms

/** From how many ms on. @type {[number, Stage][]} */
const STAGES = [
  [10_000, "endless"],
  [2_000, "long"],
  [UNNOTICED, "working"],
];

/** @type {Clock} */
const CLOCK = {
  now: () => performance.now(),
  later: (run, milliseconds) => setTimeout(run, milliseconds),
  cancel: (timer) => clearTimeout(timer),
};

export class Work {
  /** @type {Set<{since: number, wish: Wish}>} */
  pending = new Set();
  /** Whether what is seen belongs to something else, because the answer was given up. */
  isGivenUp = false;
  /** @type {{stage: Stage, hidesOld: boolean}} */
  shown = { stage: "rest", hidesOld: false };

  /**
   * @param {(shown: {stage: Stage, hidesOld: boolean}) => void} onChange
   * @param {Clock} [clock]
   */
  constructor(onChange, clock = CLOCK) {
    this.onChange = onChange;
    this.clock = clock;
  }

  /** Something is awaited. @param {Wish} wish @returns {() => void} to be called once it is there, or given up */
  begin(wish) {
    if (wish.isSilent) return () => {};
    if (wish.hidesOld) this.isGivenUp = false;
    const entry = { since: this.clock.now(), wish };
    this.pending.add(entry);
    this.look();
    return () => {
      this.pending.delete(entry);
      this.look();
    };
  }

  /** All that is awaited is given up. */
  stop() {
    this.isGivenUp = [...this.pending].some(({ wish }) => wish.hidesOld);
    for (const { wish } of [...this.pending]) wish.stop?.();
  }

  /** Says what is to be shown now, and looks again when that will change. */
  look() {
    this.clock.cancel(this.timer);
    const now = this.clock.now();
    const ages = [...this.pending].map(({ since, wish }) => ({ age: now - since, hidesOld: wish.hidesOld === true }));
    const oldest = Math.max(-1, ...ages.map(({ age }) => age));
    const stage = STAGES.find(([from]) => oldest >= from)?.[1] ?? "rest";
    this.show(stage, this.isGivenUp || ages.some(({ age, hidesOld }) => hidesOld && age >= UNNOTICED));
    const waits = ages.flatMap(({ age }) => STAGES.map(([from]) => from - age)).filter((wait) => wait > 0);
    if (waits.length) this.timer = this.clock.later(() => this.look(), Math.min(...waits));
  }

  /** @param {Stage} stage @param {boolean} hidesOld */
  show(stage, hidesOld) {
    if (stage === this.shown.stage && hidesOld === this.shown.hidesOld) return;
    this.shown = { stage, hidesOld };
    this.onChange(this.shown);
  }
}
