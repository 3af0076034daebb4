/** States that other pages and programs give, whole or in part: they are read as strictly as links are. */

/** @typedef {ReturnType<typeof import("./link.js").createLinks>} Links */

const KEY = "state=";

/**
 * What a fragment gives as JSON, `state={"lab":"surface","source":"x y"}`; null if nothing.
 * @param {string} fragment
 * @returns {any}
 */
export function givenIn(fragment) {
  const pair = fragment
    .replace(/^#/, "")
    .split("&")
    .find((each) => each.startsWith(KEY));
  if (pair === undefined) return null;
  try {
    return JSON.parse(decodeURIComponent(pair.slice(KEY.length)));
  } catch {
    throw new Error("the state in the link is no JSON");
  }
}

/**
 * A state with what is given of it.
 * @param {any} given
 * @param {any} usual  a state of the same lab, for what is not given
 * @param {Links} links
 * @returns {any}
 * @throws {Error} in words, where it cannot be read
 */
export function readGiven(given, usual, links) {
  const names = Object.keys(given);
  const strange = names.filter((name) => !Object.hasOwn(usual, name));
  if (strange.length) throw new Error(`the state of the lab '${usual.lab}' has no '${strange.join("', '")}'`);
  const { state, complaints } = links.fromFragment(written({ ...usual, ...given }, links));
  if (complaints.length) throw new Error(complaints.join("; "));
  return { ...usual, ...Object.fromEntries(names.map((name) => [name, state[name]])) };
}

/** @param {any} state @param {Links} links */
function written(state, links) {
  try {
    return links.toFragment(state);
  } catch {
    throw new Error("the state cannot be read: a value has another form than its field");
  }
}
