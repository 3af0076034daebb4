/** Places in a text, as the backend counts them. */

/**
 * The text before, in and after a span given in characters (code points), which JavaScript's strings do not count in.
 * An empty span takes the character before it, so that there is something to underline.
 * @param {string} text
 * @param {[number, number]} span
 * @returns {[string, string, string]}
 */
export function cutAtSpan(text, [start, end]) {
  const characters = Array.from(text);
  const from = Math.min(start === end ? Math.max(0, start - 1) : start, characters.length);
  const to = Math.min(Math.max(end, from + (start === end ? 1 : 0)), characters.length);
  const part = (/** @type {number} */ a, /** @type {number} */ b) => characters.slice(a, b).join("");
  return [part(0, from), part(from, to), part(to, characters.length)];
}
