/** One line under the header for what a person must know: the server warms up, is lost, a link was damaged. */

import { html } from "./dom.js";

/** @typedef {"warning" | "note"} Kind  a note is good news, or none */

/** @type {Map<string, {message: string, kind: Kind}>} */
const messages = new Map();

/**
 * @param {string} topic    a later message on it takes the place of an earlier one; empty takes it away
 * @param {string} message
 * @param {number} [duration]  in ms
 * @param {Kind} [kind]
 */
export function say(topic, message, duration, kind = "warning") {
  if (message) messages.set(topic, { message, kind });
  else messages.delete(topic);
  show();
  if (duration) setTimeout(() => messages.get(topic)?.message === message && say(topic, ""), duration);
}

function show() {
  // Between two of them a space, as between sentences.
  const parts = [...messages.values()].flatMap(({ message, kind }) => [html("span", { class: kind }, [message]), " "]);
  document.getElementById("status")?.replaceChildren(...parts.slice(0, -1));
}

/** Where nothing is there yet, one sentence stands in place of empty controls. @param {boolean} isLost */
export function tellConnection(isLost) {
  document.documentElement.toggleAttribute("data-lost", isLost);
  say("connection", isLost ? "The server does not answer. Trying again …" : "");
}

const AGAIN = 400; // ms

/** Says how far the server has warmed up, until it has. */
export async function watchReadiness() {
  const response = await fetch("warm-up").catch(() => null);
  const progress = response?.ok ? await response.json().catch(() => null) : null;
  say(
    "warm-up",
    progress?.ready === false
      ? `The server is warming up: ${progress.warmed} of ${progress.total}. First answers take a moment.`
      : "",
    undefined,
    "note",
  );
  if (!progress?.ready) setTimeout(watchReadiness, AGAIN);
}
