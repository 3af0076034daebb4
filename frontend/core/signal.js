/** State: one plain object, and those who want to know when parts of it change. */

/**
 * @template {object} T
 * @typedef {object} Store
 * @property {() => T} get
 * @property {(patch: Partial<T>) => void} set  replaces the given keys
 * @property {(keys: (keyof T)[], listener: (state: T) => void) => () => void} subscribe  returns its undoing
 */

/**
 * A store. Listeners run once after all changes of one turn, so that nobody sees a half-changed state.
 * @template {object} T
 * @param {T} initial
 * @returns {Store<T>}
 */
export function createStore(initial) {
  let state = initial;
  /** @type {Set<{keys: (keyof T)[], listener: (state: T) => void}>} */
  const subscribers = new Set();
  /** @type {Set<keyof T>} */
  const changed = new Set();

  function notify() {
    const keys = new Set(changed);
    changed.clear();
    for (const subscriber of subscribers) if (subscriber.keys.some((key) => keys.has(key))) subscriber.listener(state);
  }

  return {
    get: () => state,
    set(patch) {
      const names = /** @type {(keyof T)[]} */ (Object.keys(patch)).filter((key) => !Object.is(state[key], patch[key]));
      if (!names.length) return;
      state = { ...state, ...patch };
      if (!changed.size) queueMicrotask(notify);
      for (const name of names) changed.add(name);
    },
    subscribe(keys, listener) {
      const subscriber = { keys, listener };
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
  };
}
