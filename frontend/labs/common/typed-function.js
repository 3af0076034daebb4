/** The function of a lab as it is typed: read at every key, in force once it can be read. */

import { Problem, unlessRefused } from "../../core/client.js";
import {
  axesOf,
  entriesFor,
  fits,
  fixedSize,
  noNumber,
  openShapes,
  parametersFor,
  tooMany,
  withLength,
  withoutEntries,
} from "./meaning.js";

/**
 * @typedef {import("./meaning.js").Meaning} Meaning
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

/** The answer to shapes that do not go together. */
const REFUSED = Symbol("refused");

export class TypedFunction {
  /** @type {Meaning | null} of the text in force, which may be ahead of what is drawn */
  meaning = null;

  /**
   * @param {import("../../widgets/function-field.js").FunctionField} field
   * @param {import("./meaning.js").Axes} axes
   * @param {Pick<Surroundings, "store" | "change" | "settle" | "client">} surroundings
   * @param {() => void} onRead  told when a text was read or refused
   */
  constructor(field, axes, { store, change, settle, client }, onRead) {
    this.field = field;
    this.axes = axes;
    this.store = store;
    this.change = change;
    this.onRead = onRead;
    this.channel = client.channel("parse");
    field.addEventListener("draft", () => this.draft());
    field.addEventListener("change", settle);
  }

  /** What is typed becomes the state once it can be read. */
  async draft() {
    const text = this.field.value;
    const meaning = await this.read(text);
    if (!meaning || text !== this.field.value) return;
    this.meaning = meaning;
    this.change({ source: text, parameters: parametersFor(meaning, this.store.get().parameters) }, "type");
  }

  /** The meaning of the state's text; null if it cannot be read or another text has come. */
  async inForce() {
    const { source } = this.store.get();
    this.field.value = source;
    const meaning = this.known ?? (await this.read(source));
    if (!meaning || source !== this.store.get().source) return null;
    if (meaning !== this.meaning) this.store.set({ parameters: parametersFor(meaning, this.store.get().parameters) });
    this.meaning = meaning;
    this.field.showFormula(meaning.mathml);
    return meaning;
  }

  /** The same where it has been read already, and null where not. */
  get known() {
    const state = this.store.get();
    if (!this.meaning || this.meaning.source !== state.source) return null;
    return !this.axes.isMap || fits(this.meaning, state) ? this.meaning : null;
  }

  /** Another state takes the place of what was typed. @param {string} source */
  replace(source) {
    this.field.value = source;
    this.complain(null);
  }

  /** @param {import("../../core/client.js").Problem | null} problem */
  complain(problem) {
    this.field.showMistake(problem && { message: problem.message, hint: problem.hint, span: problem.span });
    this.onRead();
  }

  /**
   * What a text means, or null if it cannot be drawn or a later text has come.
   * @param {string} source
   * @returns {Promise<Meaning | null>}
   */
  async read(source) {
    const meaning = await unlessRefused(this.parsed(source), (problem) => this.complain(problem));
    if (meaning) this.complain(null);
    return meaning && { ...meaning, source };
  }

  /** @param {string} source */
  async parsed(source) {
    const { variables } = this.axes;
    const meaning = await this.channel.ask({ function: variables ? { source, variables } : { source } });
    if (meaning && this.axes.isMap) return this.sized(meaning, source);
    const { count, most = count } = this.axes;
    if (meaning?.shape?.length) throw noNumber(meaning.variables, source, meaning.shape[0]);
    if (meaning === null || (meaning.variables.length >= count && meaning.variables.length <= most)) return meaning;
    if (meaning.variables.length > most) throw tooMany(meaning.variables, source, this.axes);
    // A function of fewer variables is still one over all axes.
    return this.channel.ask({ function: { source, variables: axesOf(meaning.variables, count) } });
  }

  /** The same with vectors and matrices as large as the state has them, if that can be. @param {any} meaning @param {string} source */
  async sized(meaning, source) {
    const { parameters, point } = this.store.get();
    // Where the two do not go together, the point is the newer one: resizing a matrix moves the point along.
    const wishes = [
      { parameters, point },
      { parameters: {}, point },
      { parameters, point: [] },
      { parameters: {}, point: [] },
    ];
    for (const wish of wishes) {
      const sized = await this.withShapes(meaning, source, wish);
      if (sized !== REFUSED) return sized && this.inSpace(sized, source);
    }
    return this.inSpace(meaning, source);
  }

  /** What a text means with shapes a state wishes for; null if a later text has come. @param {any} meaning @param {string} source @param {{parameters: Record<string, import("../../core/link.js").Slider>, point: number[]}} wish */
  async withShapes(meaning, source, wish) {
    /** @type {Record<string, number[]>} */
    let shapes = {};
    let open = openShapes(meaning, wish);
    while (Object.keys(open).some((name) => !(name in shapes))) {
      shapes = { ...shapes, ...open };
      meaning = await this.channel.ask({ function: { source, shapes } }).catch(refused);
      if (meaning === null || meaning === REFUSED) return meaning;
      open = openShapes(meaning, wish);
    }
    return meaning;
  }

  /** Gives a vector or matrix another shape, the first of some that can be; what depends on it follows. @param {string} name @param {number[][]} shapes */
  async resize(name, shapes) {
    const { source, parameters, point } = this.store.get();
    const others = withoutEntries(parameters, name);
    const plain = await this.channel.ask({ function: { source } });
    for (const [shape, kept] of plain
      ? [{}, others].flatMap((known) => shapes.map((each) => /** @type {const} */ ([each, known])))
      : []) {
      const meaning = await this.withShapes(plain, source, {
        parameters: { ...kept, ...entriesFor({ name, shape }) },
        point: [],
      });
      if (meaning === null) return;
      if (meaning === REFUSED) continue;
      this.meaning = { ...meaning, source };
      this.complain(null);
      this.change(
        { parameters: parametersFor(meaning, parameters), point: withLength(point, meaning.variables.length) },
        null,
      );
      return;
    }
    this.complain(fixedSize(name, source));
  }

  /** @param {any} meaning @param {string} source */
  inSpace(meaning, source) {
    const { count, most = count } = this.axes;
    if (meaning.variables.length > most) throw tooMany(meaning.variables, source, this.axes);
    return meaning;
  }

  dispose() {
    this.channel.close();
  }
}

/** @param {unknown} problem */
function refused(problem) {
  if (problem instanceof Problem) return REFUSED;
  throw problem;
}
