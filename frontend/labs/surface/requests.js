/** What the surface lab asks the backend, and when. */

import { Channel, decodeArray, Problem } from "../../core/client.js";
import { fieldPoints, planeOf } from "./picture.js";

/**
 * @typedef {import("../../core/link.js").SurfaceState} SurfaceState
 * @typedef {import("./picture.js").Answers} Answers
 * @typedef {import("./picture.js").Meaning} Meaning
 */

const UNHURRIED = 150; // ms without a change before the longer searches begin
const OUTDATED = 400; // ms after which what belongs to an earlier function is taken away

/** The lab's channels to the backend. Answers go to a store; a refused text goes to `onMistake`. */
export class Requests {
  /**
   * @param {import("../../core/client.js").Client} client
   * @param {import("../../core/signal.js").Store<Answers>} answers
   * @param {(problem: Problem | null) => void} onMistake
   */
  constructor(client, answers, onMistake) {
    this.client = client;
    this.answers = answers;
    this.onMistake = onMistake;
    this.turn = 0;
    this.shown = 0;
    this.channels = {
      parse: client.channel("parse"),
      picture: new Channel((/** @type {{state: SurfaceState, meaning: Meaning}} */ question, isWanted) => this.picture(question, isWanted)),
      point: client.channel("derivatives"),
      critical: client.channel("critical-points"),
      field: client.channel("derivatives"),
    };
  }

  /**
   * Reads a text; what it means, or null if it cannot be drawn or a later text has come.
   * @param {string} source
   * @returns {Promise<Meaning | null>}
   */
  async read(source) {
    const meaning = await this.attempt(this.parsed(source));
    if (meaning) this.onMistake(null);
    return meaning && { ...meaning, source };
  }

  /** @param {string} source */
  async parsed(source) {
    const meaning = await this.channels.parse.ask({ function: { source } });
    if (meaning === null || meaning.variables.length === 2) return meaning;
    if (meaning.variables.length > 2) throw tooMany(meaning.variables, source);
    // Where it has fewer than two variables, the gradient is still one of the plane.
    return this.channels.parse.ask({ function: { source, variables: planeOf(meaning.variables) } });
  }

  /**
   * The surface and its point together, so that nobody sees the one without the other.
   * @param {SurfaceState} state
   * @param {Meaning} meaning
   */
  async askPicture(state, meaning) {
    const turn = ++this.turn;
    const before = this.answers.get();
    const isOther = before.meaning?.source !== meaning.source || before.domain !== state.domain;
    const answer = await this.attempt(this.channels.picture.ask({ state, meaning }));
    if (!answer || turn < this.shown) return;
    this.shown = turn;
    this.answers.set({ ...answer, meaning, domain: state.domain, ...(isOther ? { critical: null, field: null } : {}) });
  }

  /**
   * @param {{state: SurfaceState, meaning: Meaning}} question
   * @param {() => boolean} isWanted
   */
  async picture({ state, meaning }, isWanted) {
    const { x, y } = state.domain;
    const grid = { function: functionOf(state, meaning), x, y, resolution: 100, arrays: "base64" };
    const [surface, point] = await Promise.all([
      this.client.send("surface", grid, isWanted),
      this.client.send("derivatives", pointQuestion(state, meaning), isWanted),
    ]);
    if (!surface || !point) return null;
    return { grid: decodedGrid(surface), at: { ...point.results[0], angle: state.angle } };
  }

  /** @param {SurfaceState} state @param {Meaning} meaning */
  async askPoint(state, meaning) {
    const turn = ++this.turn;
    const answer = await this.attempt(this.channels.point.ask(pointQuestion(state, meaning)));
    if (!answer || turn < this.shown) return;
    this.shown = turn;
    this.answers.set({ at: { ...answer.results[0], angle: state.angle } });
  }

  /**
   * The slower questions, once nothing has changed for a moment.
   * @param {SurfaceState} state
   * @param {Meaning} meaning
   * @param {boolean} isAtOnce  for what should follow a moving slider
   */
  askLater(state, meaning, isAtOnce) {
    clearTimeout(this.timer);
    const ask = () => {
      if (state.show.critical) this.askCritical(state, meaning);
      if (state.show.field) this.askField(state, meaning);
    };
    if (isAtOnce) ask();
    else this.timer = setTimeout(ask, UNHURRIED);
  }

  /** @param {SurfaceState} state @param {Meaning} meaning */
  async askCritical(state, meaning) {
    const { x, y } = state.domain;
    this.answers.set({ isSearching: true });
    clearTimeout(this.outdating);
    this.outdating = setTimeout(() => this.answers.set({ critical: null }), OUTDATED);
    const critical = await this.attempt(this.channels.critical.ask({ function: functionOf(state, meaning), box: [x, y] }));
    if (!critical) return;
    clearTimeout(this.outdating);
    this.answers.set({ critical, isSearching: false });
  }

  /** @param {SurfaceState} state @param {Meaning} meaning */
  async askField(state, meaning) {
    const points = fieldPoints(state.domain);
    const answer = await this.attempt(this.channels.field.ask({ function: functionOf(state, meaning), points, formulas: false }));
    if (!answer) return;
    const vectors = answer.results.map((/** @type {any} */ result) => result.gradient.map((/** @type {number | null} */ slope) => slope ?? NaN));
    this.answers.set({ field: { points, vectors } });
  }

  /**
   * @param {Promise<any>} question
   * @returns {Promise<any>} null where it was refused
   */
  async attempt(question) {
    try {
      return await question;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.answers.set({ isSearching: false });
      this.onMistake(problem);
      return null;
    }
  }
}

/** @param {SurfaceState} state @param {Meaning} meaning */
function functionOf(state, meaning) {
  const values = meaning.parameters.map((name) => [name, state.parameters[name]?.value ?? 1]);
  return { source: meaning.source, variables: meaning.variables, parameters: Object.fromEntries(values) };
}

/** @param {SurfaceState} state @param {Meaning} meaning */
function pointQuestion(state, meaning) {
  const radians = (state.angle * Math.PI) / 180;
  return { function: functionOf(state, meaning), points: [state.point], direction: [Math.cos(radians), Math.sin(radians)] };
}

/** @param {any} answer of POST surface */
function decodedGrid({ x, y, z, range, undefined: holes }) {
  return { x: decodeArray(x), y: decodeArray(y), z: decodeArray(z), range, holes };
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
