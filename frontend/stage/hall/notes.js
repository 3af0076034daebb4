/** What a lecturer notes about scenes, kept in this browser. */

const KEY = "gradscape-notes";

/** @returns {Record<string, string>} */
function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return kept && typeof kept === "object" ? kept : {};
  } catch {
    return {};
  }
}

/** @param {string} id  of the scene; that of no scene is empty */
export function keptNotes(id) {
  const notes = all()[id];
  return typeof notes === "string" ? notes : "";
}

/** @param {string} id @param {string} text */
export function keepNotes(id, text) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...all(), [id]: text }));
  } catch {
    // They stay in the field, as long as the window does.
  }
}
