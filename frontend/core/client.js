/** Talking to the backend: one request in flight for each purpose, the latest wins, lost ones are tried again. */

export const FIRST_WAIT = 300; // ms
export const LONGEST_WAIT = 5_000;
const LONGEST_ASKED = 60_000; // ms that a busy server may ask for

/** A refusal of the backend, in its own words. */
export class Problem extends Error {
  /**
   * @param {{status: number, detail: string, span?: [number, number], hint?: string, errors?: {field: string}[]}} body
   */
  constructor(body) {
    super(body.detail);
    this.status = body.status;
    this.span = body.span ?? null;
    this.hint = body.hint ?? null;
    /** The part of the question that it concerns. */
    this.field = body.errors?.[0]?.field ?? null;
  }
}

/**
 * An answer, or null where the question was refused or overtaken.
 * @template Answer
 * @param {Promise<Answer>} question
 * @param {(problem: Problem) => void} onRefusal
 * @returns {Promise<Answer | null>}
 */
export async function unlessRefused(question, onRefusal) {
  try {
    return await question;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    onRefusal(problem);
    return null;
  }
}

/**
 * @typedef {import("./thread.js").Reply} Reply
 * @typedef {object} Transport
 * @property {typeof fetch} fetch
 * @property {(address: string, request: RequestInit) => Promise<Reply>} ask  the same for what is asked in a drag
 * @property {(milliseconds: number) => Promise<void>} wait
 * @property {() => number} random  from 0 to 1
 * @property {string} base
 * @property {import("./work.js").Work | null} work  told of every question while it is on its way
 * @property {{path: string, question: object, answer: any}[]} answered  what need not be asked
 * @typedef {object} Wish  what becomes of a question
 * @property {AbortSignal} [signal]  that nobody wants the answer any longer
 * @property {() => boolean} [isWanted]  whether it is still worth trying again
 * @property {() => void} [stop]  gives it up
 * @property {boolean} [hidesOld]  whether what is seen belongs to something else until the answer is there
 * @property {boolean} [isSilent]  whether nobody waits for it
 */

/** The server shares itself out among pages, of which a hall has hundreds behind one address. */
const PAGE = Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");
export const HEADERS = { "Content-Type": "application/json", "Gradscape-Page": PAGE };
export const TOO_LONG = "urn:gradscape:time-is-up";

/** Answers of a server that is away or too busy for the moment. */
const AWAY = [429, 502, 503, 504];
const BUSY = [429, 503];

export class Client {
  /**
   * @param {(isLost: boolean) => void} onConnection  told when the connection is lost and found again
   * @param {Partial<Transport>} [transport]
   */
  constructor(onConnection, transport = {}) {
    this.fetch = transport.fetch ?? ((...request) => fetch(...request));
    this.ask = transport.ask ?? this.fetch;
    this.wait = transport.wait ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
    this.random = transport.random ?? Math.random;
    this.base = transport.base ?? "api/v1/";
    this.work = transport.work ?? null;
    this.answers = new Map(
      (transport.answered ?? []).map(({ path, question, answer }) => [path + JSON.stringify(question), answer]),
    );
    this.onConnection = onConnection;
    this.isLost = false;
  }

  /**
   * Questions to one endpoint, of which only the latest matters.
   * @template {import("./api.js").Endpoint} Name
   * @param {Name} path
   */
  channel(path) {
    return new Channel((/** @type {import("./api.js").Question<Name>} */ body, wish) => this.send(path, body, wish));
  }

  /**
   * The answer; null if nobody wants it any longer.
   * @template {import("./api.js").Endpoint} Name
   * @overload
   * @param {Name} path
   * @param {import("./api.js").Question<Name>} body
   * @param {Pick<Wish, "hidesOld" | "isSilent">} [wish]
   * @returns {Promise<import("./api.js").Answer<Name>>}
   */
  /**
   * @template {import("./api.js").Endpoint} Name
   * @overload
   * @param {Name} path
   * @param {import("./api.js").Question<Name>} body
   * @param {Wish} wish
   * @returns {Promise<import("./api.js").Answer<Name> | null>}
   */
  /**
   * What is got, and not posted.
   * @overload
   * @param {string} path
   * @param {undefined} [body]
   * @param {Wish} [wish]
   * @returns {Promise<any>}
   */
  /** @param {string} path @param {object} [body] @param {Wish} [wish] @returns {Promise<any>} */
  async send(path, body, wish = {}) {
    const known = body && this.answers.get(path + JSON.stringify(body));
    if (known) return known;
    const end = this.work?.begin(wish);
    try {
      return await this.answered(path, body, wish);
    } finally {
      end?.();
    }
  }

  /**
   * A file that the server makes, as a text with its name.
   * @param {string} path @param {object} body
   * @returns {Promise<{name: string, text: string, type: string}>}
   */
  async file(path, body) {
    const response = await this.fetch(this.base + path, {
      method: "POST",
      headers: HEADERS,
      body: JSON.stringify(body),
    });
    if (!response.ok) return this.read(response);
    const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? path;
    return { name, text: await response.text(), type: response.headers.get("Content-Type") ?? "text/plain" };
  }

  /** @param {string} path @param {object | undefined} body @param {Wish} wish @returns {Promise<any>} */
  async answered(path, body, { signal, isWanted = () => true }) {
    const request = {
      ...(body ? { method: "POST", headers: HEADERS, body: JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    };
    for (let pause = FIRST_WAIT; !signal?.aborted; pause = Math.min(2 * pause, LONGEST_WAIT)) {
      const response = await this.ask(this.base + path, request).catch(() => null);
      if (signal?.aborted) return null;
      this.note(response === null);
      if (response && !(await isAway(response))) return this.read(response, signal);
      if (!isWanted()) return null;
      await unlessAborted(this.wait(this.pauseAfter(response, pause)), signal);
    }
    return null;
  }

  /**
   * How long to leave the server alone. A busy one says so itself, and its many clients come back at different times.
   * @param {Reply | null} response
   * @param {number} pause
   */
  pauseAfter(response, pause) {
    if (!response || !BUSY.includes(response.status)) return pause;
    return Math.max(retryAfter(response), pause) + this.random() * pause;
  }

  /** @param {Reply} response @param {AbortSignal} [signal] */
  async read(response, signal) {
    const body = await response.json().catch(() => null);
    if (signal?.aborted) return null;
    if (response.ok && body !== null) return body;
    const detail = `the server answered ${response.status} without a reason`;
    throw new Problem({ detail, ...body, status: response.status });
  }

  /** @param {boolean} isLost */
  note(isLost) {
    if (isLost === this.isLost) return;
    this.isLost = isLost;
    this.onConnection(isLost);
  }
}

/** Whether to ask again: not where the very same question would take too long once more. @param {Reply} response */
export async function isAway(response) {
  if (!AWAY.includes(response.status)) return false;
  if (response.status !== 503) return true;
  const body = await response
    .clone()
    .json()
    .catch(() => null);
  return body?.type !== TOO_LONG;
}

/** What a response asks to wait, in ms: seconds or a date (RFC 9110, 10.2.3). @param {Reply} response */
function retryAfter(response) {
  const header = response.headers.get("Retry-After") ?? "";
  const wait = /^\s*\d+\s*$/.test(header) ? 1000 * Number(header) : Date.parse(header) - Date.now();
  return wait > 0 ? Math.min(wait, LONGEST_ASKED) : 0;
}

/** @param {Promise<void>} pause @param {AbortSignal} [signal] */
export function unlessAborted(pause, signal) {
  if (!signal) return pause;
  return Promise.race([pause, new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }))]);
}

/**
 * One question in flight at a time; `ask` answers null to those that a later one overtook while they waited. One in
 * flight that is about something else than the next is given up at once.
 * @template Question, Answer
 */
export class Channel {
  /** @type {{about: string, controller: AbortController} | null} */
  current = null;
  isClosed = false;
  /**
   * @type {{question: Question, about: string, resolve: (answer: Answer | null) => void, reject: (error: unknown) =>
   *   void} | null}
   */
  waiting = null;

  /**
   * @param {(question: Question, wish: Required<Pick<Wish, "signal" | "isWanted" | "stop">>) => Promise<Answer | null>}
   *   task
   */
  constructor(task) {
    this.task = task;
  }

  /**
   * @param {Question} question
   * @param {string} [about]
   * @returns {Promise<Answer | null>}
   */
  ask(question, about = "") {
    this.waiting?.resolve(null);
    if (this.isClosed) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.waiting = { question, about, resolve, reject };
      if (!this.current) this.next();
      else if (this.current.about !== about) this.current.controller.abort();
    });
  }

  async next() {
    if (!this.waiting) return;
    const { question, about, resolve, reject } = this.waiting;
    const controller = new AbortController();
    this.waiting = null;
    this.current = { about, controller };
    const { signal } = controller;
    const isGone = () => this.isClosed || signal.aborted;
    const wish = { signal, isWanted: () => this.waiting === null && !isGone(), stop: () => this.stop() };
    await this.task(question, wish).then(
      (answer) => resolve(isGone() ? null : answer),
      (error) => (isGone() ? resolve(null) : reject(error)),
    );
    this.current = null;
    this.next();
  }

  /** Every question is overtaken, those in flight too. */
  stop() {
    this.current?.controller.abort();
    this.waiting?.resolve(null);
    this.waiting = null;
  }

  /** The same for all that come from now on. */
  close() {
    this.isClosed = true;
    this.stop();
  }
}

/** @typedef {{dtype: keyof typeof KINDS, shape: string, bdata: string}} Encoded */
const KINDS = { f4: Float32Array, f8: Float64Array, i1: Int8Array, i2: Int16Array };

/**
 * A base64 array of an answer as typed array; rows of it for two dimensions.
 * @param {Encoded | unknown[]} answer  lists come only where they were asked for
 * @returns {any}
 */
export function decodeArray(answer) {
  const { dtype, shape, bdata } = /** @type {Encoded} */ (answer);
  const text = atob(bdata);
  const bytes = new Uint8Array(text.length);
  // A loop: with a function for each byte it takes ten times as long, sixty times a second.
  for (let k = 0; k < text.length; k++) bytes[k] = text.charCodeAt(k);
  const flat = new KINDS[dtype](bytes.buffer);
  const [rows, columns] = shape.split(",").map(Number);
  return columns === undefined
    ? flat
    : Array.from({ length: rows }, (_, row) => flat.subarray(row * columns, (row + 1) * columns));
}

/**
 * Rows of numbers in that form.
 * @param {ArrayLike<number>[]} rows  all of one length
 */
export function encodeArray(rows) {
  const columns = rows[0]?.length ?? 0;
  const flat = new Float32Array(rows.length * columns);
  rows.forEach((row, k) => flat.set(row, k * columns));
  let text = "";
  for (const byte of new Uint8Array(flat.buffer)) text += String.fromCharCode(byte);
  return { dtype: "f4", shape: `${rows.length},${columns}`, bdata: btoa(text) };
}
