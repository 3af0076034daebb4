/** Which scenes were seen in this browser, the last one last. Pure functions, and where they are kept. */

const KEY = "gradscape-seen";

/** @param {string[]} seen @param {string} scene */
export const withScene = (seen, scene) => [...seen.filter((each) => each !== scene), scene];

/**
 * The scene to go on with: the first after the last one that has not been seen, or else the first of all those.
 * @template {{id: string}} Scene
 * @param {Scene[]} scenes  in teaching order
 * @param {string[]} seen
 * @returns {Scene | null}  null where all have been seen
 */
export function nextOf(scenes, seen) {
  const last = scenes.findIndex(({ id }) => id === seen[seen.length - 1]);
  const isNew = (/** @type {Scene} */ { id }) => !seen.includes(id);
  return scenes.slice(last + 1).find(isNew) ?? scenes.find(isNew) ?? null;
}

/** @returns {string[]} */
export function seenScenes() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}

/** @param {string} scene */
export function keepSeen(scene) {
  try {
    localStorage.setItem(KEY, JSON.stringify(withScene(seenScenes(), scene)));
  } catch {
    // Without storage nothing is marked.
  }
}
