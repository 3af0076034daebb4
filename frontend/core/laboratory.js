/** The one lab that is open, its state, and undo and redo over all states, whichever lab they belong to. */

import { createHistory } from "./history.js";
import { pressNow } from "./press.js";
import { createStore } from "./signal.js";
import { turnKind } from "./turning.js";

/**
 * @typedef {import("./link.js").LabState} LabState
 * @typedef {object} Means  what every lab is given
 * @property {import("./client.js").Client} client
 * @property {HTMLElement} sceneCard  to stand first in the controls
 * @property {HTMLElement} line  of the header: what the open lab is about
 * @property {(patch: any, kind: string | null) => boolean} [takes]  told of every change by hand: whether something
 *   else becomes of it than a change
 * @property {() => Laid[]} [laid]  what lies over every map, and is none of a lab's own
 * @property {Elsewhere} [elsewhere]
 * @property {Subjects} [subjects]
 * @property {(picture: Picture) => Promise<Node[]>} [take]  what can be taken along of a picture, as choices
 * @property {() => Promise<string>} [program]  what is shown, as a Python program
 * @typedef {object} Picture
 * @property {Element} element
 * @property {string} title  what is drawn: a function, as it is typed
 * @property {import("./figures.js").Table[]} tables  of its lab, beside its own
 * @property {{path: string, question: object, answer: any}[]} asked  what its lab asked for what is seen
 * @property {() => void} redraw
 * @typedef {{kind: any}} Laid  a mark
 * @typedef {object} Subjects  functions that are kept
 * @property {() => Omit<import("./saved.js").Saved, "name"> | null} current  what the open lab is about
 * @property {(opened: any) => Promise<boolean>} openAt  by places and ranges of its
 *   variables; whether it can be
 * @property {(saved: import("./saved.js").Saved) => void} take  opens one, here or in a lab that takes it
 * @typedef {{variables: string[], shape: number[], isEquation?: boolean, isConstraint?: boolean}} Kind
 * @typedef {(source: string, kind: Kind) =>
 *   {name: string, run: () => void} | null} Elsewhere  opens a typed text in another lab that takes it, if there is one
 * @typedef {object} Changes  how a lab changes its state; none of it works any longer once another lab is open
 * @property {import("./signal.js").Store<any>} store  to be set itself only for what is no step to undo
 * @property {(patch: any, kind: string | null) => void} change  noted for undo; changes of one kind join in one step
 * @property {() => void} settle  ends such a step
 * @typedef {Means & Changes} Surroundings
 * @typedef {object} Lab
 * @property {(state: any) => void} open  another state of this lab as a whole: undone, redone, or from a link
 * @property {() => void} redraw  in other colours or another size of type
 * @property {import("./keys.js").Shortcut[]} shortcuts
 * @property {[string, string][]} gestures  of the pointer, and what they do, for the help
 * @property {() => void} dispose  of plots, observers, timers and questions; the element is taken away by others
 * @typedef {object} LabEntry
 * @property {import("./link.js").Codec} codec
 * @property {{fewest: number, most: number, vectors?: boolean, as: string}} [takes]  functions of how many variables,
 *   whether their values may be vectors, and what they are there; none, if it is about none
 * @property {boolean} [isOfEquations]  what is typed in it is an equation
 * @property {object} [fresh]  what differs from its first state for who comes by the header: walks with steps left to
 *   play; a link that says nothing of it opens as ever
 * @property {() => Promise<LabClass>} load  asked again after a failure
 * @typedef {new (element: HTMLElement, surroundings: Surroundings) => Lab} LabClass
 * @typedef {{keys: string[] | null, listener: (state: any) => void}} Watcher
 */

export class Laboratory {
  /** @type {Watcher[]} */
  watchers = [];
  /** Labs that were loaded, by their names. @type {Map<string, LabClass>} */
  loaded = new Map();

  /**
   * A laboratory that opens with this state, when its lab is loaded.
   * @param {LabEntry[]} entries
   * @param {LabState} initial
   * @param {ConstructorParameters<typeof Laboratory>[2]} page
   */
  static async of(entries, initial, page) {
    const laboratory = new Laboratory(entries, initial, page);
    await laboratory.load(initial.lab);
    laboratory.lab = laboratory.built();
    return laboratory;
  }

  /**
   * Not open yet: see `of`.
   * @param {LabEntry[]} entries
   * @param {LabState} initial
   * @param {object} page
   * @param {() => HTMLElement} page.clear  an empty element in the page, in place of the lab before
   * @param {Means} page.means
   * @param {(history: {canUndo: () => boolean, canRedo: () => boolean}) => void} page.onStep
   */
  constructor(entries, initial, { clear, means, onStep }) {
    this.entries = entries;
    this.clear = clear;
    this.means = means;
    this.onStep = onStep;
    this.history = createHistory(initial);
    this.store = createStore(initial);
    /** None while something else is shown. @type {any} */
    this.lab = null;
    /** While another state is put in place of this one, what ends by it changes nothing any more. */
    this.isReplacing = false;
    /** In which something was undone. */
    this.overtaken = 0;
    this.wasOpen = false;
  }

  /** Loads a lab, unless it is there: needed before a state of it is shown. @param {string} name */
  async load(name) {
    if (!this.loaded.has(name)) this.loaded.set(name, await this.entryOf(name).load());
  }

  /** @returns {any} */
  get state() {
    return this.store.get();
  }

  /**
   * A state from elsewhere, of a lab that is loaded, as a step of its own; those of one kind join in one step.
   * @param {LabState} state
   * @param {string | null} [kind]
   */
  visit(state, kind = null) {
    if (kind === null) this.history.settle();
    // Before the first one there was nothing to go back to.
    if (this.wasOpen) this.history.note(state, kind);
    else this.history = createHistory(state);
    this.show(state);
  }

  /** Takes the lab down, so that something else can be shown; the next visit opens one again. */
  close() {
    if (!this.lab) return;
    this.history.amend(this.state);
    this.store = createStore(this.state);
    this.lab.dispose();
    this.lab = null;
  }

  undo() {
    this.history.amend(this.state);
    this.goBack(this.history.undo());
  }

  redo() {
    this.history.amend(this.state);
    this.goBack(this.history.redo());
  }

  /** @param {LabState | null} state */
  goBack(state) {
    if (!state) return;
    this.overtaken = pressNow();
    const { UNNOTED, RETURNING = [] } = this.entryOf(state.lab).codec;
    const unnoted = state.lab === this.state.lab ? UNNOTED.filter((key) => !RETURNING.includes(key)) : [];
    this.show({ ...state, ...Object.fromEntries(unnoted.map((key) => [key, this.state[key]])) });
  }

  /** @param {LabState} state */
  show(state) {
    this.isReplacing = true;
    try {
      if (this.lab && state.lab === this.state.lab) this.lab.open(state);
      else this.replace(state);
    } finally {
      this.isReplacing = false;
    }
    this.onStep(this.history);
  }

  /** @param {LabState} state  of another lab */
  replace(state) {
    const before = this.lab;
    // First of all, so that the lab before changes nothing any more while it is taken down.
    this.store = createStore(state);
    before?.dispose();
    this.lab = this.built();
    for (const watcher of this.watchers) this.attach(watcher);
  }

  /** The lab of the current state, in an element of its own. */
  built() {
    this.wasOpen = true;
    const { store } = this;
    const isOpen = () => this.store === store;
    const change = (/** @type {any} */ patch, /** @type {string | null} */ kind) => {
      if (!isOpen() || this.isReplacing) return;
      if (this.overtaken && this.overtaken === pressNow()) return void this.lab.redraw();
      if (this.means.takes?.(patch, kind)) return;
      this.history.amend(store.get());
      store.set(patch);
      this.history.note(store.get(), kind ?? turnKind());
      this.onStep(this.history);
    };
    const settle = () => {
      if (isOpen()) this.history.settle();
    };
    const Lab = /** @type {LabClass} */ (this.loaded.get(this.state.lab));
    return new Lab(this.clear(), { ...this.means, store, change, settle });
  }

  /** @param {string} name */
  entryOf(name) {
    return /** @type {LabEntry} */ (this.entries.find(({ codec }) => codec.DEFAULT_STATE.lab === name));
  }

  /**
   * Tells the state at once, whenever another lab opens, and when one of the keys changes; all keys, if none are given.
   * @param {Watcher["listener"]} listener
   * @param {Watcher["keys"]} [keys]
   */
  watch(listener, keys = null) {
    const watcher = { keys, listener };
    this.watchers.push(watcher);
    this.attach(watcher);
  }

  /** @param {Watcher} watcher */
  attach({ keys, listener }) {
    const { store } = this;
    store.subscribe(
      /** @type {any} */ (keys ?? Object.keys(store.get())),
      (state) => this.store === store && listener(state),
    );
    listener(store.get());
  }
}
