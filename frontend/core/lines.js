/** Jobs: answers that come line by line, and go on after a loss with what is missing. */

import { FIRST_WAIT, HEADERS, isAway, LONGEST_WAIT, Problem, TOO_LONG, unlessAborted } from "./client.js";

/**
 * @typedef {{part: number, done: number, of: number, [name: string]: any}} Part
 * @typedef {object} Wish
 * @property {AbortSignal} signal
 * @property {(part: Part) => void} onPart
 * @property {() => object} [known]  what the parts that are there add to the question, when it is asked again
 * @property {boolean} [isOne]  whether each line is also about those before it: after a loss all are asked for
 */

/**
 * Asks until all parts have come; each is told once.
 * @param {import("./client.js").Client} client
 * @param {string} path
 * @param {object} question
 * @param {Wish} wish
 * @returns {Promise<boolean>}  whether all are there; not if it was given up
 * @throws {Problem}  a refusal
 */
export async function askInParts(client, path, question, { signal, onPart, known = () => ({}), isOne = false }) {
  /** @type {Set<number>} */
  const have = new Set();
  let pause = FIRST_WAIT;
  const take = (/** @type {Part} */ part) => {
    if (have.has(part.part)) return;
    have.add(part.part);
    pause = FIRST_WAIT;
    onPart(part);
  };
  while (!signal.aborted) {
    if (isOne) have.clear();
    const body = JSON.stringify({ ...question, ...(have.size ? known() : {}), have: [...have] });
    const request = { method: "POST", headers: HEADERS, body, signal };
    const response = await client.fetch(client.base + path, request).catch(() => null);
    if (signal.aborted) return false;
    client.note(response === null);
    if (response && !(await isAway(response))) {
      if (!response.ok) await client.read(response);
      const isWhole = await readLines(response, signal, take);
      if (isWhole) return true;
    }
    if (signal.aborted) return false;
    await unlessAborted(client.wait(client.pauseAfter(response, pause)), signal);
    pause = Math.min(2 * pause, LONGEST_WAIT);
  }
  return false;
}

/**
 * Whether the answer came to its end: the last part, or nothing that was missing.
 * @param {Response} response
 * @param {AbortSignal} signal
 * @param {(part: Part) => void} take
 */
async function readLines(response, signal, take) {
  let isWhole = true;
  try {
    for await (const line of linesOf(response, signal)) {
      if (line.problem) throw new Broken(line.problem);
      isWhole = line.done === line.of;
      take(line);
    }
    return isWhole;
  } catch (error) {
    // Too long once is too long again; everything else may be over soon.
    if (error instanceof Broken && error.problem.type === TOO_LONG) throw new Problem(error.problem);
    return false;
  }
}

class Broken extends Error {
  /** @param {any} problem */
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** @param {Response} response @param {AbortSignal} signal @returns {AsyncGenerator<any>} */
async function* linesOf(response, signal) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  let begun = "";
  try {
    while (!signal.aborted) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (begun + decoder.decode(value, { stream: true })).split("\n");
      begun = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
