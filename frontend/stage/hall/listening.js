/** Hearing what happens in a room: one connection, opened again whenever it ends, and the newest move alone. */

const SOON = 300; // ms until another connection is tried
const SPREAD = 3_000; // ms more, at random: a hall does not come back at one moment

/**
 * @typedef {{kind: "point" | "number" | "choice", text: string, choices: string[]}} Question
 * @typedef {{turn: number, scene: string, question: Question | null, asked: number}} Move
 * @typedef {"here" | "lost" | "unknown" | "ended"} Connection  unknown: there is no such room, or no longer
 * @typedef {object} Handlers
 * @property {(move: Move) => void} onMove
 * @property {(state: Connection) => void} onConnection
 * @typedef {object} Means
 * @property {(address: string) => any} open  an EventSource
 * @property {(run: () => void, milliseconds: number) => void} later
 * @property {() => number} random  from 0 to 1
 * @property {typeof fetch} fetch
 */

/** @type {Means} */
const BROWSER = {
  open: (address) => new EventSource(address),
  later: (run, milliseconds) => void setTimeout(run, milliseconds),
  random: Math.random,
  fetch: (...request) => fetch(...request),
};

export class Listening {
  /** Who answers; the same after each loss, so that nobody has two votes by it. @type {string | null} */
  participant = null;
  isOver = false;
  turn = 0;
  /** @type {any} */
  source = null;

  /** @param {string} code @param {Handlers} handlers @param {Partial<Means>} [means] */
  constructor(code, handlers, means = {}) {
    this.address = `api/v1/rooms/${code}`;
    this.handlers = handlers;
    this.means = { ...BROWSER, ...means };
    this.open();
  }

  open() {
    if (this.isOver) return;
    const source = this.means.open(`${this.address}/stream`);
    this.source = source;
    const on = (/** @type {string} */ kind, /** @type {(data: any) => void} */ run) =>
      source.addEventListener(kind, (/** @type {MessageEvent} */ { data }) => run(JSON.parse(data)));
    on("welcome", ({ participant }) => {
      this.participant ??= participant;
      this.handlers.onConnection("here");
    });
    on("move", (move) => this.hear(move));
    on("end", () => this.finish("ended"));
    source.addEventListener("error", () => this.lose(source));
  }

  /** @param {Move} move */
  hear(move) {
    if (move.turn <= this.turn) return;
    this.turn = move.turn;
    this.handlers.onMove(move);
  }

  /** Who reconnects at the moment that all do is refused; a browser gives up after any refusal. @param {any} source */
  async lose(source) {
    if (this.isOver) return;
    source.close();
    this.handlers.onConnection("lost");
    const isUnknown = await this.isUnknown();
    if (this.isOver || source !== this.source) return;
    if (isUnknown) return this.finish("unknown");
    this.means.later(() => this.open(), SOON + SPREAD * this.means.random());
  }

  /** Whether the server says that there is no such room: an EventSource does not tell why it failed. */
  async isUnknown() {
    const aborter = new AbortController();
    const answer = await this.means.fetch(`${this.address}/stream`, { signal: aborter.signal }).catch(() => null);
    aborter.abort();
    return answer !== null && [404, 422].includes(answer.status);
  }

  /** @param {Connection} how */
  finish(how) {
    this.close();
    this.handlers.onConnection(how);
  }

  close() {
    this.isOver = true;
    this.source?.close();
  }

  /** Whether the answer was taken. @param {number[]} value @param {number} asked */
  async answer(value, asked) {
    const body = JSON.stringify({ participant: this.participant, asked, value });
    const headers = { "Content-Type": "application/json" };
    const request = { method: "POST", headers, body };
    const answer = await this.means.fetch(`${this.address}/answers`, request).catch(() => null);
    return answer?.ok ?? false;
  }
}
