/** What a room is told: what is shown and asked, ten times a second at most, and the last of it always. */

const PACE = 100; // ms between two moves
const POLL = 1_000; // ms between two looks at the answers
const AGAIN = 1_000; // ms after which what did not arrive is sent again
const KEY = "gradscape-lecture";

/** What is said of each trouble. */
export const TROUBLES = {
  "": "",
  lost: "The room does not answer: those who follow wait. Trying again …",
  over: "This lecture is over.",
  large: "This picture is too large to be sent to those who follow.",
};

/**
 * @typedef {import("./listening.js").Question} Question
 * @typedef {object} Inquiry  a question, and what has become of it
 * @property {import("./right.js").Suggested | null} question  that is asked, or was last
 * @property {number} asked  its number
 * @property {boolean} isOpen
 * @property {boolean} isRevealed
 * @property {import("./answers.js").Right | null} right
 * @typedef {{code: string, token: string, addresses: string[], began: number, inquiry?: Inquiry}} Room
 * @typedef {{following: number, values: number[][]}} Hall
 * @typedef {object} Handlers
 * @property {(hall: Hall) => void} onHall
 * @property {(trouble: keyof typeof TROUBLES) => void} onTrouble
 * @typedef {object} Means
 * @property {typeof fetch} fetch
 * @property {(run: () => void, milliseconds: number) => any} later
 * @property {() => number} now
 */

/** @type {Means} */
const BROWSER = {
  fetch: (...request) => fetch(...request),
  later: (run, milliseconds) => setTimeout(run, milliseconds),
  now: Date.now,
};

/** Opens a room, or says why there is none. @param {Means["fetch"]} [ask] @returns {Promise<Room>} */
export async function openedRoom(ask = BROWSER.fetch) {
  const answer = await ask("api/v1/rooms", { method: "POST" });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail);
  return { ...body, began: Date.now() };
}

/** The room that this window has opened, if it has: kept in the window alone, never in the address. */
export function keptRoom() {
  try {
    const room = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    return typeof room?.token === "string" ? /** @type {Room} */ (room) : null;
  } catch {
    return null;
  }
}

/** @param {Room | null} room */
export function keepRoom(room) {
  try {
    if (room) sessionStorage.setItem(KEY, JSON.stringify(room));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage the room ends with the window.
  }
}

export class Telling {
  scene = "";
  /** @type {Question | null} */
  question = null;
  asked = 0;
  turn = 0;
  /** Whether a move is on its way, or the pace rests. */
  isBusy = false;
  isDue = false;
  isOver = false;
  /** Whether the server gave no answer when it was last asked. */
  isLost = false;

  /** @param {Room} room @param {Handlers} handlers @param {Partial<Means>} [means] */
  constructor(room, handlers, means = {}) {
    this.room = room;
    this.handlers = handlers;
    this.means = { ...BROWSER, ...means };
    this.address = `api/v1/rooms/${room.code}`;
    // A reloaded page goes on with the question that the one before has asked.
    const { question = null, asked = 0, isOpen = false } = room.inquiry ?? {};
    this.question = question && isOpen ? plain(question) : null;
    this.asked = asked;
    this.poll();
  }

  /** @param {string} scene  as the fragment of a link */
  show(scene) {
    if (scene === this.scene && this.turn) return;
    this.scene = scene;
    this.send();
  }

  /** @param {Question} question */
  ask(question) {
    this.question = plain(question);
    this.asked = Math.max(this.means.now(), this.asked + 1);
    this.send();
  }

  /** Nobody answers any longer; the answers stay. */
  closeQuestion() {
    this.question = null;
    this.send();
  }

  /** At once, or as soon as the one before has arrived and its time is over. */
  async send() {
    this.isDue = true;
    if (this.isBusy || this.isOver) return;
    this.isBusy = true;
    this.isDue = false;
    const rest = new Promise((resolve) => this.means.later(() => resolve(null), PACE));
    const status = await this.put();
    this.note(status);
    if (status === 0 || status === 429 || status >= 500) {
      this.isDue = true;
      await new Promise((resolve) => this.means.later(() => resolve(null), AGAIN));
    }
    await rest;
    this.isBusy = false;
    if (this.isDue) this.send();
  }

  async put() {
    // A reloaded page goes on after what the one before has shown.
    this.turn = Math.max(this.means.now(), this.turn + 1);
    const { turn, scene, question, asked } = this;
    const answer = await this.request("", "PUT", { turn, scene, question, asked });
    return answer?.status ?? 0;
  }

  /** @param {number} status */
  note(status) {
    if (status === 403 || status === 404) return this.finish();
    const trouble = status === 204 ? "" : status === 422 || status === 413 ? "large" : "lost";
    this.isLost = trouble === "lost";
    this.handlers.onTrouble(trouble);
  }

  finish() {
    this.isOver = true;
    this.handlers.onTrouble("over");
  }

  async poll() {
    if (this.isOver) return;
    const answer = await this.request("/answers", "GET");
    const hall = answer?.ok ? await answer.json().catch(() => null) : null;
    if (this.isOver) return;
    this.reach(answer !== null && answer.status < 500);
    if (hall) this.handlers.onHall(hall);
    this.means.later(() => this.poll(), POLL);
  }

  /** A lecturer who shows nothing new learns of a loss, too, and that it is over. @param {boolean} isThere */
  reach(isThere) {
    if (this.isLost !== isThere) return;
    this.isLost = !isThere;
    this.handlers.onTrouble(isThere ? "" : "lost");
  }

  /** The lecture is over for all. */
  async end() {
    this.isOver = true;
    await this.request("", "DELETE");
  }

  /** @param {string} path @param {string} method @param {object} [body] */
  request(path, method, body) {
    const headers = {
      Authorization: `Bearer ${this.room.token}`,
      ...(body ? { "Content-Type": "application/json" } : {}),
    };
    const request = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    return this.means.fetch(this.address + path, request).catch(() => null);
  }
}

/** What those who follow are told of a question: not what is right. @param {Question} question @returns {Question} */
function plain({ kind, text, choices }) {
  return { kind, text, choices };
}
