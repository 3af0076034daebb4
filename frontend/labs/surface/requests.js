/** What the surface lab asks the backend, and when. */

import { decodeArray, Problem } from "../../core/client.js";
import { fieldPoints, planeOf } from "./picture.js";

/**
 * @typedef {import("../../core/link.js").SurfaceState} SurfaceState
 * @typedef {import("./picture.js").Answers} Answers
 */

const UNHURRIED = 200; // ms without a change before the longer searches begin

/** The lab's channels to the backend. Answers go to a store; a refused text goes to `onMistake`. */
export class Requests {
  /**
   * @param {import("../../core/client.js").Client} client
   * @param {import("../../core/signal.js").Store<Answers>} answers
   * @param {(problem: Problem | null) => void} onMistake
   */
  constructor(client, answers, onMistake) {
    this.answers = answers;
    this.onMistake = onMistake;
    this.channels = {
      parse: client.channel("parse"),
      surface: client.channel("surface"),
      point: client.channel("derivatives"),
      critical: client.channel("critical-points"),
      field: client.channel("derivatives"),
    };
  }

  /**
   * Reads a text; what it means, or null if it cannot be drawn or a later text has come.
   * @param {string} source
   * @returns {Promise<any>}
   */
  async read(source) {
    try {
      let meaning = await this.channels.parse.ask({ function: { source } });
      if (meaning === null) return null;
      if (meaning.variables.length > 2) throw tooMany(meaning.variables, source);
      const names = planeOf(meaning.variables);
      // Where it has fewer than two variables, the gradient is still one of the plane.
      if (meaning.variables.length < 2) meaning = await this.channels.parse.ask({ function: { source, variables: names } });
      if (meaning === null) return null;
      this.onMistake(null);
      return { ...meaning, name: /^\s*([^\s(=]+)\s*(\([^)]*\))?\s*=(?!=)/.exec(lastLine(source))?.[1] ?? "f" };
    } catch (problem) {
      this.report(problem);
      return null;
    }
  }

  /** @param {SurfaceState} state */
  function(state) {
    const { parse, names } = this.answers.get();
    const known = Object.entries(state.parameters).filter(([name]) => parse.parameters.includes(name));
    return { source: state.source, variables: names, parameters: Object.fromEntries(known.map(([name, { value }]) => [name, value])) };
  }

  /** @param {SurfaceState} state */
  async askSurface(state) {
    const { domain } = state;
    const answer = await this.attempt(this.channels.surface.ask({ function: this.function(state), x: domain.x, y: domain.y, resolution: 100, arrays: "base64" }));
    if (!answer) return;
    const grid = { x: decodeArray(answer.x), y: decodeArray(answer.y), z: decodeArray(answer.z), range: answer.range, undefined: answer.undefined };
    this.answers.set({ grid });
  }

  /** @param {SurfaceState} state */
  async askPoint(state) {
    const radians = (state.angle * Math.PI) / 180;
    const direction = [Math.cos(radians), Math.sin(radians)];
    const askedAt = performance.now();
    const answer = await this.attempt(this.channels.point.ask({ function: this.function(state), points: [state.point], direction }));
    if (answer) this.answers.set({ at: { result: answer.results[0], angle: state.angle, askedAt } });
  }

  /** The slower questions, once nothing has changed for a moment. @param {SurfaceState} state */
  askLater(state) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (state.show.critical) this.askCritical(state);
      if (state.show.field) this.askField(state);
    }, UNHURRIED);
  }

  /** @param {SurfaceState} state */
  async askCritical(state) {
    const { x, y } = state.domain;
    this.answers.set({ isSearching: true });
    const answer = await this.attempt(this.channels.critical.ask({ function: this.function(state), box: [x, y] }));
    if (answer) this.answers.set({ critical: answer, isSearching: false });
  }

  /** @param {SurfaceState} state */
  async askField(state) {
    const points = fieldPoints(state.domain);
    const answer = await this.attempt(this.channels.field.ask({ function: this.function(state), points, formulas: false }));
    if (!answer) return;
    const vectors = answer.results.map((/** @type {any} */ result) => result.gradient.map((/** @type {number | null} */ slope) => slope ?? NaN));
    this.answers.set({ field: { points, vectors } });
  }

  /** @param {Promise<any>} question */
  async attempt(question) {
    try {
      return await question;
    } catch (problem) {
      this.report(problem);
      return null;
    }
  }

  /** @param {unknown} problem */
  report(problem) {
    if (!(problem instanceof Problem)) throw problem;
    this.onMistake(problem);
  }
}

/** @param {string} source */
function lastLine(source) {
  return source.split(/[\n;]/).filter((line) => line.trim()).at(-1) ?? "";
}

/** @param {string[]} variables @param {string} source */
function tooMany(variables, source) {
  const extra = variables.slice(2).join(", ");
  return new Problem({
    status: 422,
    detail: `a surface has two variables, and this has ${variables.length}: ${variables.join(", ")}`,
    hint: `give ${extra} a value on a line before, for example ${variables[2]} = 1`,
    span: [0, Array.from(source).length],
  });
}
