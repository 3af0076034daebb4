/**
 * The functions of a chain: on the page's line a field for each stage, in the order they are applied, at the left a
 * slider for each of their parameters.
 */

import { unlessRefused } from "../../../core/client.js";
import { allow } from "../../../core/allowed.js";
import { html } from "../../../core/dom.js";
import { t } from "../../../core/texts.js";
import { FunctionField } from "../../../widgets/function-field.js";
import { MatrixField } from "../../../widgets/matrix-field.js";
import { Sliders } from "../../../widgets/slider-field.js";
import { ExamplesMenu } from "../../common/examples-menu.js";
import { group } from "../../common/groups.js";
import { entryNames, parametersFor, withoutEntries } from "../../common/meaning.js";
import { TypedFunction } from "../../common/typed-function.js";
import { ranges } from "../state.js";
import { CHAIN_EXAMPLES, neutralStage } from "./examples.js";
import { spaceOf, stageNames } from "./names.js";

/**
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 * @typedef {import("../../common/meaning.js").Meaning} Meaning
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {Meaning & {inputs: {name: string, shape: number[]}[], shape: number[], shapes?: Record<string, number[]>}}
 *   StageMeaning  with the sizes it was given, if they are not its own
 */

const SMALLEST_VECTOR = 2;
const AXES = { count: 1, most: ranges.point[1], what: `a stage takes at most ${ranges.point[1]} numbers`, isMap: true };

export class StagesGroup {
  /** @type {StageField[]} */
  fields = [];
  /** @type {Chain | null} */
  chain = null;
  /** Of all stages in force. @type {string[]} */
  parameters = [];
  /** @type {{table: import("../../common/meaning.js").Table, field: MatrixField}[]} */
  matrices = [];

  /** What was understood last. @type {{sources: string[], meanings: StageMeaning[]}} */
  read = { sources: [], meanings: [] };

  /** @param {Surroundings} surroundings @param {() => void} onRead  told when a text was read or refused */
  constructor(surroundings, onRead) {
    this.surroundings = surroundings;
    this.onRead = onRead;
    // A chain is several functions: none that can be kept as one.
    const withoutSaving = { ...surroundings, subjects: undefined };
    this.list = html("ol", { class: "stage-fields" });
    this.sliders = new Sliders((moved) => this.slide(moved));
    this.tables = html("div", { class: "tables" });
    this.menu = new ExamplesMenu(CHAIN_EXAMPLES, withoutSaving, (example) => this.chooseExample(example)).element;
    this.element = group("Which parameters?", "parameters", [this.sliders.element, this.tables]);
  }

  /** As many fields as there are stages. */
  arrange() {
    const { sources } = this.surroundings.store.get();
    while (this.fields.length > sources.length) this.fields.pop()?.dispose();
    while (this.fields.length < sources.length) this.fields.push(new StageField(this.fields.length, this));
    if (this.list.children.length !== this.fields.length)
      this.list.replaceChildren(...this.fields.map(({ element }) => element));
  }

  /**
   * What the texts of the state mean; null where one of them cannot be read or others have come.
   * @returns {Promise<StageMeaning[] | null>}
   */
  async inForce() {
    this.arrange();
    const { sources } = this.surroundings.store.get();
    // Another chain may have other fields by the time these are read.
    const fields = [...this.fields];
    const meanings = await Promise.all(fields.map(({ typed }) => typed.inForce()));
    if (meanings.includes(null) || sources !== this.surroundings.store.get().sources) return null;
    const known = await this.sized(/** @type {StageMeaning[]} */ (meanings), fields);
    if (sources !== this.surroundings.store.get().sources) return null;
    this.parameters = [...new Set(known.flatMap(({ parameters }) => parameters))];
    const { parameters } = this.surroundings.store.get();
    this.arrangeTables(known.flatMap((meaning) => meaning.tables ?? []));
    this.surroundings.store.set({
      parameters: parametersFor(
        { parameters: this.parameters, tables: this.matrices.map(({ table }) => table) },
        parameters,
      ),
    });
    this.read = { sources, meanings: known };
    return known;
  }

  /** What a question is made of now: the state and what its texts mean; null while they are being read. */
  get moment() {
    const state = this.surroundings.store.get();
    const { sources, meanings } = this.read;
    return state.sources === sources && meanings[0].variables.length === state.point.length
      ? { state, meanings }
      : null;
  }

  /**
   * A grid of numbers for each vector and matrix, of which stages may share one.
   * @param {import("../../common/meaning.js").Table[]} tables
   */
  arrangeTables(tables) {
    const own = tables.filter(({ name }, k) => tables.findIndex((other) => other.name === name) === k);
    if (JSON.stringify(own) === JSON.stringify(this.matrices.map(({ table }) => table))) return;
    this.matrices = own.map((table) => ({
      table,
      field: new MatrixField(
        table,
        entryNames(table),
        (name, value) =>
          this.slide({ name, slider: { ...this.surroundings.store.get().parameters[name], value }, isSettled: true }),
        ([shape]) => this.resize({ name: table.name, shape }),
      ),
    }));
    this.tables.replaceChildren(...this.matrices.map(({ field }) => field.element));
  }

  /**
   * Another size of a vector or matrix, where the stages can be read with it.
   * @param {import("../../common/meaning.js").Table} table
   */
  resize(table) {
    const { store, change } = this.surroundings;
    const { parameters } = store.get();
    change(
      {
        parameters: parametersFor(
          { parameters: Object.keys(withoutEntries(parameters, table.name)), tables: [table] },
          parameters,
        ),
      },
      null,
    );
  }

  /**
   * A stage of one variable takes a vector, where that is what comes: sin(u) of three numbers is that of each.
   * @param {StageMeaning[]} meanings
   * @param {StageField[]} fields
   */
  async sized(meanings, fields) {
    const found = [];
    let count = Math.max(SMALLEST_VECTOR, this.surroundings.store.get().point.length);
    for (const [k, meaning] of meanings.entries()) {
      const isFree = meaning.inputs.length === 1 && (k > 0 || meaning.inputs[0].shape.length === 1);
      const isOther = isFree && count !== meaning.variables.length;
      const fitted = isOther ? await fields[k].ofSize(meaning, count) : meaning;
      found.push(fitted);
      count = fitted.shape[0] ?? 1;
    }
    return found;
  }

  /** @param {import("../state.js").JacobianState} state @param {Chain | null} chain */
  show({ sources, parameters: sliders }, chain) {
    this.chain = chain;
    const isAnswered = chain !== null && chain.sources.join("\n") === sources.join("\n");
    this.fields.forEach((field, k) => field.show(isAnswered ? chain : null, k, sources.length));
    this.sliders.arrange(this.parameters);
    this.sliders.show(sliders);
    for (const { field } of this.matrices) field.show(sliders);
    this.element.hidden = !this.parameters.length && !this.matrices.length;
  }

  /** Another state takes the place of what was typed. @param {string[]} sources */
  replace(sources) {
    sources.forEach((source, k) => this.fields[k]?.typed.replace(source));
  }

  /** At the field it concerns. @param {import("../../../core/client.js").Problem} problem */
  complain(problem) {
    const { length } = this.fields;
    const [, which, place] = /^(inner|outer)(?:\[(\d+)\])?/.exec(problem.field ?? "") ?? [];
    const k = which === "inner" ? Number(place ?? 0) : length - 1;
    this.fields[Math.min(k, length - 1)]?.typed.complain(
      named(problem, stageNames(this.surroundings.store.get().sources)),
    );
  }

  /** A stage that changes nothing, after the k-th. @param {number} k */
  add(k) {
    const { sources } = this.surroundings.store.get();
    const wires = this.chain?.wires ?? [];
    const count = wires[k + 1]?.values.length ?? 1;
    const stage = neutralStage(
      count,
      wires.flatMap(({ names }) => names),
    );
    this.put(sources.toSpliced(k + 1, 0, stage));
  }

  /** @param {number} k */
  remove(k) {
    this.put(this.surroundings.store.get().sources.toSpliced(k, 1));
  }

  /** @param {string[]} sources */
  put(sources) {
    this.surroundings.change({ sources, step: 2 * sources.length, scene: null }, null);
  }

  /** @param {typeof CHAIN_EXAMPLES[number]} example */
  chooseExample({ sources, point, mode, domain }) {
    this.surroundings.change(
      { sources, point, mode, domain, step: 2 * sources.length, parameters: {}, scene: null },
      null,
    );
  }

  /** @param {import("../../../widgets/slider-field.js").Moved} moved */
  slide({ name, slider, isSettled }) {
    const { store, change, settle } = this.surroundings;
    change({ parameters: { ...store.get().parameters, [name]: slider } }, `slide ${name}`);
    if (isSettled) settle();
  }

  focus() {
    this.fields[0]?.field.input.focus();
  }

  dispose() {
    for (const field of this.fields) field.dispose();
  }
}

/** One stage: its name, its field, and buttons to put one after it and to take it away. */
class StageField {
  /** @type {{own: StageMeaning, count: number, fitted: StageMeaning} | null} */
  known = null;

  /** @param {number} k @param {StagesGroup} owner */
  constructor(k, owner) {
    this.client = owner.surroundings.client;
    this.field = new FunctionField(`Stage ${k + 1}`, `stage-${k + 1}-message`);
    this.typed = new TypedFunction(this.field, AXES, stageSurroundings(k, owner.surroundings), owner.onRead);
    this.title = html("span", { class: "stage-title" });
    this.add = button("+", "Add a stage after this one", () => owner.add(k));
    this.remove = button("×", "Take this stage away", () => owner.remove(k));
    this.element = html("li", {}, [
      html("div", { class: "stage-line" }, [this.title, this.add, this.remove]),
      this.field.element,
    ]);
  }

  /**
   * The same function of a vector of so many entries; as it was, if it cannot be that.
   * @param {StageMeaning} meaning
   * @param {number} count
   * @returns {Promise<StageMeaning>}
   */
  async ofSize(meaning, count) {
    if (this.known?.own !== meaning || this.known.count !== count) {
      const shapes = { [meaning.inputs[0].name]: [count] };
      const { source } = meaning;
      const answer = await unlessRefused(this.client.send("parse", { function: { source, shapes } }), () => {});
      this.known = { own: meaning, count, fitted: answer ? { ...answer, source, shapes } : meaning };
    }
    return this.known.fitted;
  }

  /** @param {Chain | null} chain  if it is of the texts in the fields @param {number} k @param {number} count */
  show(chain, k, count) {
    const stage = chain?.stages[k];
    const place = k === 0 ? "first" : k === count - 1 ? "last" : "then";
    const [from, to] = stage ? [stage.input, stage.value].map(({ length }) => spaceOf(length)) : [];
    this.title.textContent = t(stage ? `${place} ${chain?.names[k]}: ${from} → ${to}` : place);
    this.name(chain?.names[k] ?? "f");
    allow(this.add, count < ranges.sources[1]);
    allow(this.remove, count > ranges.sources[0]);
  }

  /** A text without a name is read as f; in a chain each stage has a letter of its own. @param {string} name */
  name(name) {
    const head = this.field.formula.querySelector("mi");
    if (head?.textContent === "f") head.textContent = name;
  }

  dispose() {
    this.typed.dispose();
  }
}

/**
 * The lab's surroundings as those of one function: its text is that of the k-th stage.
 * @param {number} k
 * @param {Surroundings} surroundings
 */
function stageSurroundings(k, { store, change, settle, client }) {
  const whole = (/** @type {any} */ { source, parameters }) => {
    const state = store.get();
    return {
      ...(source === undefined ? {} : { sources: state.sources.with(k, source) }),
      parameters: { ...state.parameters, ...parameters },
    };
  };
  const own = {
    ...store,
    // The point says nothing about the sizes of later stages, and `sized` knows about the first one.
    get: () => ({ ...store.get(), point: [], source: store.get().sources[k] ?? "" }),
    set: (/** @type {any} */ patch) => store.set(whole(patch)),
  };
  return {
    store: own,
    change: (/** @type {any} */ patch, /** @type {string | null} */ kind) => change(whole(patch), `${kind} ${k}`),
    settle,
    client,
  };
}

/**
 * The problem with the names that stages have here: the backend calls them inner[0], inner[1], outer.
 * @param {import("../../../core/client.js").Problem} problem
 * @param {string[]} names
 */
export function named(problem, names) {
  const stage = (/** @type {string} */ name) => `stage ${name}`;
  const message = problem.message
    .replace(/\binner\[(\d+)\]/g, (_, k) => stage(names[Number(k)]))
    .replace(/\bouter\b/, stage(names[names.length - 1]));
  return Object.assign(Object.create(problem), { message });
}

/** @param {string} sign @param {string} does @param {() => void} run */
function button(sign, does, run) {
  const element = html("button", { type: "button", class: "icon", title: does, "aria-label": does }, [sign]);
  element.addEventListener("click", run);
  return element;
}
