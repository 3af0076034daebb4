/**
 * What all labs and their views have in common. A lab describes what it has (switches, keys, gestures, questions, what
 * follows what); the bench holds it together, and the lab's own gestures stand below its description.
 */

import { atMostEvery, onceAFrame } from "../../core/pace.js";
import { labCodec } from "../../core/schema.js";
import { createStore } from "../../core/signal.js";
import { currentTheme } from "../../core/theme.js";
import { Asking } from "./asking.js";
import { CardsInSight } from "./cards-in-sight.js";
import { FunctionGroup } from "./function-group.js";
import { Switches } from "./switches.js";

const READING = 80; // ms: nobody reads faster

/**
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 * @typedef {import("./function-group.js").Example} Example
 */

/**
 * What follows a change of the state, or of the answers.
 * @template Lab
 * @typedef {object} Follow
 * @property {string[]} of  what has changed
 * @property {boolean} [reads]  whether the typed text must be understood first
 * @property {string[] | ((lab: Lab) => string[])} [asks]  questions at once
 * @property {string[] | ((lab: Lab) => string[])} [later]  once nothing has changed for a while
 * @property {(lab: Lab) => void} [does]  and what else there is to do, after that
 */

/**
 * @template Lab
 * @typedef {object} Key
 * @property {string[]} keys
 * @property {string} shown
 * @property {string} does
 * @property {(lab: Lab, event: KeyboardEvent) => void} run
 * @property {(lab: Lab) => boolean} [isIdle]
 */

/**
 * The function that is typed.
 * @typedef {object} Typed
 * @property {string} label  of its field
 * @property {import("./meaning.js").Axes} axes
 * @property {Example[]} [examples]
 * @property {(box: Example["box"], example: any, state: any) => object} stateOver  what of the state changes with an
 *   example
 * @property {(lab: any, moved: import("./function-group.js").Moved) => void} [onSlide]  what a slider changes, if more
 *   than its parameter
 * @property {typeof import("./typed-function.js").TypedFunction} [Typed]  what reads the text, if that is no function
 */

/**
 * @template Lab
 * @template Moment
 * @template {object} Answers
 * @typedef {object} Description
 * @property {Record<string, [string, string]>} [switches]  what each shows, and the colour it has everywhere
 * @property {string[]} [behind]  those of the switches that are behind "More"
 * @property {(state: any) => string[]} [without]  the switches of what there is not in such a state
 * @property {Record<string, string>} [shownBy]  the switches of cards that have another name
 * @property {[string, string][]} gestures  of the pointer
 * @property {Key<Lab>[]} keys
 * @property {Typed} [typed]
 * @property {Answers} nothing  what is known at first
 * @property {Record<string, import("./asking.js").Question<Moment, Answers>>} questions
 * @property {string[]} [stories]  those of the questions that are parts of stories, asked by who tells them
 * @property {Follow<Lab>[]} follows  of the state
 * @property {Follow<Lab>[]} [hears]  of the answers
 * @property {string[]} draws  of the state, what is seen at once
 */

/**
 * @template {object} State
 * @template Moment
 * @template {object} Answers
 */
export class Bench {
  /** @type {({element: HTMLElement} | null)[]} controls, in order */
  controls = [];
  /** What the page's line says it is about. @type {HTMLElement[]} */
  line = [];
  /** @type {any} */
  stage = null;
  /** @type {Record<string, any>} */
  cards = {};
  inSight = new CardsInSight();
  /** @type {any} */
  player = null;
  /** What changes the state by itself, until another one is opened. @type {{stop: () => void}[]} */
  sweeps = [];
  /** @type {(() => void)[]} */
  ends = [];

  /** @param {Surroundings} surroundings @param {Description<any, Moment, Answers>} description */
  constructor(surroundings, description) {
    const { store, change, settle, client } = surroundings;
    this.surroundings = surroundings;
    this.description = description;
    /** @type {import("../../core/signal.js").Store<State>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.answers = createStore(description.nothing);
    this.drawing = onceAFrame(() => this.draw());
    this.writing = atMostEvery(READING, () => this.write());
    /** @type {any} whatever understands what is typed: where nothing is, nobody asks it */
    this.function = description.typed ? functionOf(description.typed, surroundings, this) : null;
    if (this.function) this.sweeps.push(this.function.sliders);
    this.asking = new Asking(client, description.questions, {
      now: () => this.moment,
      answers: this.answers,
      onRefusal: (problem) => this.complain(problem),
    });
    this.switches = description.switches ? new Switches(description.switches, surroundings, description.behind) : null;
    this.gestures = description.gestures;
    this.shortcuts = keysOf(description, this);
  }

  /** Of what else it may be about. @returns {HTMLElement | null} */
  get menu() {
    return this.function?.menu ?? null;
  }

  get groups() {
    return this.controls.flatMap((each) => (each ? [each.element] : []));
  }

  /** All that it is made of is there. */
  listen() {
    const { follows, hears = [], draws, nothing } = this.description;
    const { store, answers } = this;
    this.inSight.watch(Object.values(this.cards));
    const keysOf = (/** @type {string[]} */ keys) => /** @type {any[]} */ (keys);
    this.ends = [
      ...follows.map((each) => store.subscribe(keysOf(each.of), () => followed(each, this))),
      ...hears.map((each) => answers.subscribe(keysOf(each.of), () => followed(each, this))),
      store.subscribe(keysOf(draws), () => this.redraw()),
      answers.subscribe(keysOf(Object.keys(nothing)), () => this.redraw()),
    ];
  }

  /** From the beginning: the first of what follows. */
  follow() {
    return followed(this.description.follows[0], this);
  }

  /** What a question is made of now; null while it is not known. @returns {Moment | null} */
  get moment() {
    return this.function.typed.moment;
  }

  /** @param {import("../../core/client.js").Problem} problem */
  complain(problem) {
    this.function.typed.complain(problem);
  }

  /** Whether what was typed is understood. @returns {Promise<boolean>} */
  async reads() {
    return (await this.function.typed.inForce()) !== null;
  }

  /** Another state as a whole, undone, redone, or opened from a link, before the store has it. @param {any} state */
  open(state) {
    this.player?.pause();
    this.stopSweeps();
    // Even where the text in force is the same, what was typed instead of it may be another one.
    this.function?.typed.replace(state.source);
  }

  stopSweeps() {
    for (const sweep of this.sweeps) sweep.stop();
  }

  redraw() {
    this.drawing.ask();
  }

  draw() {}

  /** What stands under the stage, no more often than one reads. */
  write() {}

  /** Cards are seen by their switches. @param {any} state */
  showCards(state) {
    const { lab, show, scene } = state;
    const { shownBy = {}, without } = this.description;
    const usual = usualShow(lab);
    let isAny = false;
    for (const [name, card] of Object.entries(this.cards)) {
      const by = shownBy[name] ?? name;
      if (by in show) card.element.hidden = !show[by];
      // A scene talks of what it switches on.
      const isTalkedOf = scene !== null && show[by] === true && !usual[by];
      card.element.classList.toggle("talked-of", isTalkedOf);
      isAny ||= isTalkedOf;
      // What nobody has asked for may stay below the stage.
      card.element.classList.toggle("asked-for", show[by] === true && (scene !== null || !usual[by]));
    }
    this.stage.element.parentElement?.classList.toggle("has-talked-of", isAny);
    this.switches?.show(show, without?.(state));
  }

  /** Before there is a first answer there is nothing to see. @param {boolean} isNothing */
  showNothing(isNothing) {
    this.stage.element.parentElement?.classList.toggle("has-nothing", isNothing);
  }

  /** Whose answers are seen. @returns {Asking<any, any>[]} */
  get askings() {
    return [this.asking];
  }

  get theme() {
    return currentTheme();
  }

  dispose() {
    for (const end of this.ends) end();
    this.stopSweeps();
    this.player?.pause();
    this.drawing.stop();
    this.writing.stop();
    this.inSight.dispose();
    this.asking.dispose();
    for (const part of [this.function, this.stage, ...Object.values(this.cards)]) part?.dispose?.();
  }
}

/** @type {Map<string, Record<string, boolean>>} */
const usualShows = new Map();

/** What a lab shows at first. @param {string} lab */
function usualShow(lab) {
  const known = usualShows.get(lab) ?? labCodec(lab).DEFAULT_STATE.show;
  usualShows.set(lab, known);
  return known;
}

/** @param {Typed} typed @param {Surroundings} surroundings @param {any} lab */
function functionOf({ label, axes, examples, stateOver, onSlide, Typed }, surroundings, lab) {
  const handlers = {
    onRead: () => lab.redraw(),
    stateOver: (/** @type {Example["box"]} */ box, /** @type {Example} */ example) =>
      stateOver(box, example, surroundings.store.get()),
    examples,
    onSlide: onSlide && ((/** @type {import("./function-group.js").Moved} */ moved) => onSlide(lab, moved)),
    Typed,
  };
  return new FunctionGroup(label, axes, surroundings, handlers);
}

/**
 * @template Lab
 * @param {{keys: Key<Lab>[], switches?: Record<string, unknown>}} description
 * @param {any} lab
 * @returns {import("../../core/keys.js").Shortcut[]}
 */
export function keysOf({ keys }, lab) {
  const bound = keys.map(({ run, isIdle, ...key }) => ({
    ...key,
    run: (/** @type {KeyboardEvent} */ event) => run(lab, event),
    ...(isIdle ? { isIdle: () => isIdle(lab) } : {}),
  }));
  return lab.switches ? [...bound, lab.switches.shortcut] : bound;
}

/**
 * What a change brings about.
 * @param {Follow<any>} follow
 * @param {any} lab
 */
export async function followed({ reads, asks = [], later = [], does }, lab) {
  if (reads && !(await lab.reads())) return;
  const names = (/** @type {string[] | ((lab: any) => string[])} */ each) =>
    typeof each === "function" ? each(lab) : each;
  const [now, then] = [names(asks), names(later)];
  for (const name of now) lab.asking.ask(name);
  if (then.length) lab.asking.askLater(...then);
  does?.(lab);
}
