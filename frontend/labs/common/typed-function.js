/** The function of a lab as it is typed: read at every key, in force once it can be read. */

import { unlessRefused } from "../../core/client.js";
import { axesOf, noNumber, parametersFor, tooMany } from "./meaning.js";

/**
 * @typedef {import("./meaning.js").Meaning} Meaning
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

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
    return this.meaning?.source === this.store.get().source ? this.meaning : null;
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
    const meaning = await this.channel.ask({ function: { source } });
    if (meaning && this.axes.isMap) return this.withMatrices(meaning, source);
    const { count, most = count } = this.axes;
    if (meaning?.shape?.length) throw noNumber(meaning.variables, source, meaning.shape[0]);
    if (meaning === null || (meaning.variables.length >= count && meaning.variables.length <= most)) return meaning;
    if (meaning.variables.length > most) throw tooMany(meaning.variables, source, this.axes);
    // A function of fewer variables is still one over all axes.
    return this.channel.ask({ function: { source, variables: axesOf(meaning.variables, count) } });
  }

  /** Among maps a capital letter stands for a matrix, as on every blackboard, if that can be. @param {any} meaning @param {string} source */
  async withMatrices(meaning, source) {
    const capitals = meaning.parameters.filter((/** @type {string} */ name) => /^[A-Z]$/.test(name));
    if (!capitals.length) return this.inSpace(meaning, source);
    const matrices = await this.channel.ask({ function: { source, parameters: identities(capitals) } }).catch(() => meaning);
    return matrices && this.inSpace(matrices, source);
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

/** Given as matrices, capital letters are parameters and no variables. @param {string[]} names */
function identities(names) {
  return Object.fromEntries(names.map((name) => [name, [[1, 0], [0, 1]]]));
}
