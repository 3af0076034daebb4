/** One line in the header for what a person must know: the server warms up, is lost, a link was damaged. */

/** @type {Map<string, string>} */
const messages = new Map();

/**
 * @param {string} topic    a later message on it takes the place of an earlier one; empty takes it away
 * @param {string} message
 * @param {number} [duration]  in ms
 */
export function say(topic, message, duration) {
  if (message) messages.set(topic, message);
  else messages.delete(topic);
  const line = document.getElementById("status");
  if (line) line.textContent = [...messages.values()].join(" ");
  if (duration) setTimeout(() => messages.get(topic) === message && say(topic, ""), duration);
}

const AGAIN = 400; // ms

/** Says how far the server has warmed up, until it has. */
export async function watchReadiness() {
  const response = await fetch("readyz").catch(() => null);
  const progress = response?.status === 503 ? await response.json().catch(() => null) : null;
  const isWarm = response?.ok === true;
  say(
    "warm-up",
    progress ? `The server is warming up: ${progress.warmed} of ${progress.total}. First answers take a moment.` : "",
  );
  if (!isWarm) setTimeout(watchReadiness, AGAIN);
}
