/**
 * Questions asked from a thread of their own: a fetch takes the page's own thread for up to a millisecond, a third of
 * what a frame of a drag may; a message to a worker takes a fifth of that.
 */

/**
 * What of a response is read.
 * @typedef {Pick<Response, "ok" | "status" | "json"> & {headers: Pick<Headers, "get">, clone(): Reply}} Reply
 * @typedef {{resolve: (reply: Reply) => void, reject: (error: unknown) => void}} Waiting
 */

const GESTURES = ["pointerdown", "keydown"];

/** A fetch for questions; the page's own until the thread is there, or where there is none. */
export class Thread {
  /** Those on their way. @type {Map<number, Waiting>} */
  waiting = new Map();
  asked = 0;
  /** @type {Worker | null} who listens already */
  worker = null;

  /**
   * @param {() => Worker} start
   * @param {typeof fetch} [own]  the page's
   */
  constructor(start, own = (...request) => fetch(...request)) {
    this.startWorker = start;
    this.own = own;
  }

  start() {
    const worker = startedBy(this.startWorker);
    if (!worker) return;
    // Its first message says that it listens.
    worker.onmessage = ({ data }) => (this.worker ? this.hear(data) : void (this.worker = worker));
    worker.onerror = () => this.lose(worker);
  }

  /** @param {string} address @param {RequestInit} request @returns {Promise<Reply>} */
  fetch(address, { signal, ...request }) {
    const { worker } = this;
    if (!worker) return this.own(address, { ...request, signal });
    if (signal?.aborted) return Promise.reject(givenUp());
    const id = this.asked++;
    worker.postMessage([id, address, request]);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      signal?.addEventListener("abort", () => this.stop(id, worker), { once: true });
    });
  }

  /** @param {number} id @param {Worker} worker */
  stop(id, worker) {
    if (!this.waiting.has(id)) return;
    worker.postMessage([id]);
    this.settle(id, ({ reject }) => reject(givenUp()));
  }

  /** Without a status where there is no connection. @param {[number, number?, [string, string][]?, string?]} answer */
  hear([id, status, headers = [], text = ""]) {
    this.settle(id, ({ resolve, reject }) => {
      if (status) resolve(replyOf(status, new Map(headers), text));
      else reject(new TypeError("the server cannot be reached"));
    });
  }

  /** One that has failed is not asked again. @param {Worker} worker */
  lose(worker) {
    worker.onmessage = null;
    this.worker = null;
    for (const id of this.waiting.keys()) this.hear([id]);
  }

  /** @param {number} id @param {(waiting: Waiting) => void} run */
  settle(id, run) {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (waiting) run(waiting);
  }
}

/** None where there are no workers, or a page around this one forbids them. @param {() => Worker} start */
function startedBy(start) {
  try {
    return start();
  } catch {
    return null;
  }
}

const givenUp = () => new DOMException("nobody wants it any longer", "AbortError");

/**
 * @param {number} status
 * @param {Map<string, string>} headers  by lower-case names
 * @param {string} text
 * @returns {Reply}
 */
function replyOf(status, headers, text) {
  const reply = {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (/** @type {string} */ name) => headers.get(name.toLowerCase()) ?? null },
    json: async () => JSON.parse(text),
    clone: () => reply,
  };
  return reply;
}

/**
 * A fetch for questions, with a thread of its own from the first gesture on: whoever only looks needs none.
 * @param {EventTarget} page
 * @param {Thread} [thread]
 */
export function fetchApart(page, thread = new Thread(startedWorker)) {
  const start = () => {
    for (const gesture of GESTURES) page.removeEventListener(gesture, start, true);
    thread.start();
  };
  for (const gesture of GESTURES) page.addEventListener(gesture, start, true);
  return thread.fetch.bind(thread);
}

/** The worker's script, whose address the page holds in a template. */
function startedWorker() {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("thread"));
  const script = /** @type {HTMLScriptElement} */ (template.content.querySelector("script"));
  return new Worker(new URL(script.getAttribute("src") ?? "", document.baseURI), { type: "module" });
}
