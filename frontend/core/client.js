/** Talking to the backend: one request in flight for each purpose, the latest wins, lost connections are tried again. */

const FIRST_WAIT = 300; // ms
const LONGEST_WAIT = 5_000;

/** A refusal of the backend, in its own words. */
export class Problem extends Error {
  /** @param {{status: number, detail: string, span?: [number, number], hint?: string, errors?: {field: string}[]}} body */
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
 * @typedef {object} Transport
 * @property {typeof fetch} fetch
 * @property {(milliseconds: number) => Promise<void>} wait
 * @property {string} base
 */

export class Client {
  /**
   * @param {(isLost: boolean) => void} onConnection  told when the connection is lost and found again
   * @param {Partial<Transport>} [transport]
   */
  constructor(onConnection, transport = {}) {
    this.fetch = transport.fetch ?? ((...request) => fetch(...request));
    this.wait = transport.wait ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
    this.base = transport.base ?? "api/v1/";
    this.onConnection = onConnection;
    this.isLost = false;
  }

  /** Questions to one endpoint, of which only the latest matters. @param {string} path */
  channel(path) {
    return new Channel((/** @type {object} */ body, isWanted) => this.send(path, body, isWanted));
  }

  /**
   * @param {string} path
   * @param {object} [body]  makes it a POST
   * @param {() => boolean} [isWanted]  whether it is still worth trying again
   * @returns {Promise<any>}
   */
  async send(path, body, isWanted = () => true) {
    const request = body
      ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }
      : {};
    for (let pause = FIRST_WAIT; ; pause = Math.min(2 * pause, LONGEST_WAIT)) {
      const response = await this.fetch(this.base + path, request).catch(() => null);
      this.note(response === null);
      if (response && response.status !== 502 && response.status !== 503 && response.status !== 504)
        return this.read(response);
      if (!isWanted()) return null;
      await this.wait(pause);
    }
  }

  /** @param {Response} response */
  async read(response) {
    const body = await response
      .json()
      .catch(() => ({ detail: `the server answered ${response.status} without a reason` }));
    if (!response.ok) throw new Problem({ ...body, status: response.status });
    return body;
  }

  /** @param {boolean} isLost */
  note(isLost) {
    if (isLost === this.isLost) return;
    this.isLost = isLost;
    this.onConnection(isLost);
  }
}

/**
 * One question in flight at a time; `ask` answers null to those that a later one overtook while they waited.
 * @template Question, Answer
 */
export class Channel {
  /** @param {(question: Question, isWanted: () => boolean) => Promise<Answer>} task */
  constructor(task) {
    this.task = task;
    this.isBusy = false;
    this.isClosed = false;
    /** @type {{question: Question, resolve: (answer: Answer | null) => void, reject: (error: unknown) => void} | null} */
    this.waiting = null;
  }

  /**
   * @param {Question} question
   * @returns {Promise<Answer | null>}
   */
  ask(question) {
    this.waiting?.resolve(null);
    if (this.isClosed) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.waiting = { question, resolve, reject };
      if (!this.isBusy) this.next();
    });
  }

  async next() {
    if (!this.waiting) return;
    const { question, resolve, reject } = this.waiting;
    this.waiting = null;
    this.isBusy = true;
    const isWanted = () => this.waiting === null && !this.isClosed;
    await this.task(question, isWanted).then(
      (answer) => resolve(this.isClosed ? null : answer),
      (error) => (this.isClosed ? resolve(null) : reject(error)),
    );
    this.isBusy = false;
    this.next();
  }

  /** From now on every question is overtaken, those in flight too. */
  close() {
    this.isClosed = true;
    this.waiting?.resolve(null);
    this.waiting = null;
  }
}

/**
 * A base64 array of an answer as typed array; rows of it for two dimensions.
 * @param {{dtype: "f4" | "f8", shape: string, bdata: string}} encoded
 * @returns {any}
 */
export function decodeArray({ dtype, shape, bdata }) {
  const text = atob(bdata);
  const bytes = new Uint8Array(text.length);
  // A loop: with a function for each byte it takes ten times as long, sixty times a second.
  for (let k = 0; k < text.length; k++) bytes[k] = text.charCodeAt(k);
  const flat = dtype === "f4" ? new Float32Array(bytes.buffer) : new Float64Array(bytes.buffer);
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
