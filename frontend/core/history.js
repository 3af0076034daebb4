/** Undo and redo over whole states; a drag is one step. */

/**
 * @template T
 * @param {T} initial
 */
export function createHistory(initial) {
  /** @type {T[]} */
  let past = [];
  let present = initial;
  /** @type {T[]} */
  let future = [];
  /** @type {string | null} */
  let lastKind = null;
  const LONGEST = 200;

  return {
    /**
     * Notes a new state. Changes of one kind that follow each other without `settle` join in one step.
     * @param {T} state
     * @param {string | null} [kind]
     */
    note(state, kind = null) {
      if (JSON.stringify(state) === JSON.stringify(present)) return;
      if (kind === null || kind !== lastKind) past = [...past, present].slice(-LONGEST);
      present = state;
      future = [];
      lastKind = kind;
    },
    /** What has changed of the present state without being a step. @param {T} state */
    amend(state) {
      present = state;
    },
    /** Ends a step: what follows is another one. */
    settle() {
      lastKind = null;
    },
    /** @returns {T | null} */
    undo() {
      const before = past.at(-1);
      if (before === undefined) return null;
      past = past.slice(0, -1);
      future = [present, ...future];
      present = before;
      lastKind = null;
      return before;
    },
    /** @returns {T | null} */
    redo() {
      const [next, ...rest] = future;
      if (next === undefined) return null;
      past = [...past, present];
      present = next;
      future = rest;
      lastKind = null;
      return next;
    },
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
  };
}
