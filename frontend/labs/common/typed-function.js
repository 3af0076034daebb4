/** The function of a lab as it is typed: read at every key, in force once it can be read. */

import { Channel, Problem, unlessRefused } from "../../core/client.js";
import { equationIn } from "./equation.js";
import {
  axesOf,
  entriesFor,
  fits,
  fixedSize,
  isEquation,
  noNumber,
  openShapes,
  parametersFor,
  Stranger,
  tooMany,
  withLength,
  withoutEntries,
} from "./meaning.js";

/**
 * @typedef {import("./meaning.js").Meaning} Meaning
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

/**
 * @typedef {import("../../core/api.js").Question<"parse">["function"]} Text
 * @typedef {(text: Text) => Promise<any>} Parse  null if a later text has come
 */

/** The answer to shapes that do not go together. */
const REFUSED = Symbol("refused");

export class TypedFunction {
  /** @type {Meaning | null} of the text in force, which may be ahead of what is drawn */
  meaning = null;
  /** What may be typed where nothing is. @type {import("../../widgets/function-field.js").Cure[]} */
  offers = [];
  /** Whether its left side can be changed, too. */
  isWhole = false;

  /**
   * @param {import("../../widgets/function-field.js").FunctionField} field
   * @param {import("./meaning.js").Axes} axes
   * @param {Pick<Surroundings, "store" | "change" | "settle" | "client" | "elsewhere">} surroundings
   * @param {() => void} onRead  told when a text was read or refused
   */
  constructor(field, axes, { store, change, settle, client, elsewhere }, onRead) {
    this.field = field;
    this.axes = axes;
    this.store = store;
    this.change = change;
    this.elsewhere = elsewhere;
    this.onRead = onRead;
    // All that one text needs to be understood is one question: none of a later text's comes between.
    this.channel = new Channel((/** @type {(send: Parse) => Promise<any>} */ task, wish) =>
      task((question) => this.asked(client, question, { ...wish, hidesOld: true })),
    );
    this.equations = new Channel((/** @type {string} */ source, wish) => equationIn(client, source, wish));
    field.listen(() => this.draft(), settle);
  }

  /**
   * What tells the meaning of a text.
   * @param {import("../../core/client.js").Client} client
   * @param {Text} text
   * @param {import("../../core/client.js").Wish} wish
   * @returns {Promise<any>}
   */
  asked(client, text, wish) {
    return client.send("parse", { function: text }, wish);
  }

  /** What is typed becomes the state once it can be read. */
  async draft() {
    const text = this.field.value;
    const meaning = await this.read(text);
    if (!meaning || text !== this.field.value) return;
    this.meaning = meaning;
    this.change({ source: text, parameters: this.parametersFor(meaning) }, "type");
  }

  /**
   * Sliders for what it leaves open; those that a constraint beside it may have stay.
   * @param {import("./meaning.js").Meaning} meaning
   */
  parametersFor(meaning) {
    const { parameters, constraint = "" } = /** @type {any} */ (this.store.get());
    return parametersFor(meaning, parameters, constraint);
  }

  /** Sliders for what a text beside it leaves open, where there are none yet. @param {string[]} names */
  joinSliders(names) {
    const { parameters } = this.store.get();
    const missing = names.filter((name) => !(name in parameters));
    if (missing.length)
      this.store.set({ parameters: { ...parameters, ...parametersFor({ parameters: missing }, {}) } });
  }

  /** The meaning of the state's text; null if it cannot be read or another text has come. */
  async inForce() {
    const { source } = this.store.get();
    this.field.value = source;
    const meaning = this.known ?? (await this.read(source));
    if (!meaning || source !== this.store.get().source) return null;
    if (meaning !== this.meaning) this.store.set({ parameters: this.parametersFor(meaning) });
    this.meaning = meaning;
    this.field.showFormula(meaning.mathml, this.isWhole);
    return meaning;
  }

  /** The same where it has been read already, and null where not. */
  get known() {
    const state = this.store.get();
    if (!this.meaning || this.meaning.source !== state.source) return null;
    return !this.axes.isMap || fits(this.meaning, state) ? this.meaning : null;
  }

  /** What a question is made of now: the state and what its text means; null while that is being read. */
  get moment() {
    const [state, { meaning }] = [this.store.get(), this];
    return meaning && meaning.source === state.source ? { state, meaning } : null;
  }

  /** Another state takes the place of what was typed. @param {string} source */
  replace(source) {
    this.field.value = source;
    this.complain(null);
  }

  /** Where nothing is typed, some examples; what is nothing for this lab opens elsewhere. @param {Problem} problem */
  curesOf(problem) {
    if (!this.field.value.trim()) return this.offers;
    const cure = problem instanceof Stranger ? this.elsewhere?.(this.field.value, problem.kind) : null;
    return cure ? [cure] : [];
  }

  /** Examples stand in the hint's place. @param {Problem} problem */
  mistake(problem) {
    const { message, hint, span } = problem;
    const cures = this.curesOf(problem);
    return { message, hint: cures === this.offers && cures.length ? null : hint, span, cures };
  }

  /** @param {Problem | null} problem */
  complain(problem) {
    this.field.showMistake(problem && this.mistake(problem));
    this.onRead();
  }

  /**
   * What a text means, or null if it cannot be drawn or a later text has come.
   * @param {string} source
   * @returns {Promise<Meaning | null>}
   */
  async read(source) {
    const asked = this.channel.ask((parse) => this.parsed(source, parse), source);
    const meaning = await unlessRefused(asked, (problem) => this.refuse(source, problem));
    if (meaning) this.complain(null);
    return meaning && { ...meaning, source };
  }

  /**
   * What is no function may be an equation, which has a lab of its own.
   * @param {string} source
   * @param {Problem} problem
   */
  async refuse(source, problem) {
    this.complain(problem);
    if (problem instanceof Stranger || !this.elsewhere) return;
    const variables = await this.equations.ask(source, source);
    if (variables && source === this.field.value) this.complain(isEquation(variables, source));
  }

  /** @param {string} source @param {Parse} parse */
  async parsed(source, parse) {
    const { variables } = this.axes;
    const meaning = await parse(variables ? { source, variables } : { source });
    if (meaning && this.axes.isMap) return this.sized(meaning, source, parse);
    const { count, most = count } = this.axes;
    if (meaning?.shape?.length) throw noNumber(meaning.variables, source, meaning.shape[0]);
    if (meaning === null || (meaning.variables.length >= count && meaning.variables.length <= most)) return meaning;
    if (meaning.variables.length > most) throw tooMany(meaning.variables, source, this.axes);
    // A function of fewer variables is still one over all axes.
    return parse({ source, variables: axesOf(meaning.variables, count) });
  }

  /**
   * The same with vectors and matrices as large as the state has them, if that can be.
   * @param {any} meaning
   * @param {string} source
   * @param {Parse} parse
   */
  async sized(meaning, source, parse) {
    const { parameters, point } = this.store.get();
    // Where the two do not go together, the point is the newer one: resizing a matrix moves the point along.
    const wishes = [
      { parameters, point },
      { parameters: {}, point },
      { parameters, point: [] },
      { parameters: {}, point: [] },
    ];
    for (const wish of wishes) {
      const sized = await this.withShapes(meaning, source, wish, parse);
      if (sized !== REFUSED) return sized && this.inSpace(sized, source);
    }
    return this.inSpace(meaning, source);
  }

  /**
   * What a text means with shapes a state wishes for; null if a later text has come.
   * @param {any} meaning
   * @param {string} source
   * @param {{parameters: Record<string, import("../../core/link.js").Slider>, point: number[]}} wish
   * @param {Parse} parse
   */
  async withShapes(meaning, source, wish, parse) {
    /** @type {Record<string, number[]>} */
    let shapes = {};
    let open = openShapes(meaning, wish);
    while (Object.keys(open).some((name) => !(name in shapes))) {
      shapes = { ...shapes, ...open };
      meaning = await parse({ source, shapes }).catch(refused);
      if (meaning === null || meaning === REFUSED) return meaning;
      open = openShapes(meaning, wish);
    }
    return meaning;
  }

  /**
   * Gives a vector or matrix another shape, the first of some that can be; what depends on it follows.
   * @param {string} name
   * @param {number[][]} shapes
   */
  async resize(name, shapes) {
    const { source, parameters, point } = this.store.get();
    const meaning = await this.channel.ask((parse) => this.reshaped(name, shapes, parse), `${source} ${name}`);
    if (meaning === null || source !== this.store.get().source) return;
    if (meaning === REFUSED) return this.complain(fixedSize(name, source));
    this.meaning = { ...meaning, source };
    this.complain(null);
    this.change(
      { parameters: parametersFor(meaning, parameters), point: withLength(point, meaning.variables.length) },
      null,
    );
  }

  /**
   * What the text in force means with the first of some shapes that can be.
   * @param {string} name
   * @param {number[][]} shapes
   * @param {Parse} parse
   */
  async reshaped(name, shapes, parse) {
    const { source, parameters } = this.store.get();
    const plain = await parse({ source });
    if (!plain) return null;
    const wishes = [{}, withoutEntries(parameters, name)].flatMap((known) => shapes.map((shape) => ({ known, shape })));
    for (const { known, shape } of wishes) {
      const wish = { parameters: { ...known, ...entriesFor({ name, shape }) }, point: [] };
      const meaning = await this.withShapes(plain, source, wish, parse);
      if (meaning !== REFUSED) return meaning;
    }
    return REFUSED;
  }

  /** @param {any} meaning @param {string} source */
  inSpace(meaning, source) {
    const { count, most = count } = this.axes;
    if (meaning.variables.length > most) throw tooMany(meaning.variables, source, this.axes);
    return meaning;
  }

  dispose() {
    this.channel.close();
    this.equations.close();
  }
}

/** @param {unknown} problem */
function refused(problem) {
  if (problem instanceof Problem) return REFUSED;
  throw problem;
}
