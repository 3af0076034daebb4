/** What a newcomer is told in the picture, until it was done once in this browser. */

const KEY = "gradscape-dragged";
let isKnown = false;

/** Whether nobody has dragged a point here yet. */
export function isNewcomer() {
  if (isKnown) return false;
  try {
    isKnown = localStorage.getItem(KEY) !== null;
  } catch {
    // Without storage each visit is the first one.
  }
  return !isKnown;
}

/** A point was dragged: from now on nobody needs to be told. */
export function noteDrag() {
  if (isKnown) return;
  isKnown = true;
  try {
    localStorage.setItem(KEY, "yes");
  } catch {
    // It holds until the page is closed.
  }
}
