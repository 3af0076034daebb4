/** From lab to lab with one function in the hand. */

import { unlessRefused } from "../core/client.js";
import { say } from "../core/status.js";
import { asCurve, carried, isTaken, onConstraint, staysBehind, subjectOf } from "./carry.js";

/**
 * @typedef {import("./carry.js").Kind} Kind
 * @typedef {import("./carry.js").Subject} Subject
 * @typedef {{title: string, labs: string[]}} Question
 */

const READING = 12_000; // ms that a note of two sentences stays

export class Journey {
  /** How each lab was left, by its name. @type {Map<string, any>} */
  left = new Map();
  /** What was in the hand last. @type {{subject: Subject, from: string} | null} */
  held = null;

  /**
   * @param {import("../core/laboratory.js").LabEntry[]} labs
   * @param {Question[]} questions
   * @param {object} page
   * @param {() => any} page.state  of the lab that is open
   * @param {(state: any) => Promise<void>} page.open
   * @param {import("../core/client.js").Client} page.client
   * @param {import("../core/turns.js").Turns} page.turns
   */
  constructor(labs, questions, { state, open, client, turns }) {
    this.questions = questions;
    this.entries = new Map(labs.map((entry) => [entry.codec.DEFAULT_STATE.lab, entry]));
    this.state = state;
    this.open = open;
    this.client = client;
    this.turns = turns;
  }

  /** @param {string} lab */
  titleOf(lab) {
    return this.questions.find(({ labs }) => labs.includes(lab))?.title ?? lab;
  }

  /**
   * Opens a question's lab about what is in the hand, or as it was left.
   * @param {string} title
   * @returns {Promise<void>}
   */
  async go(title) {
    const { labs } = /** @type {Question} */ (this.questions.find((each) => each.title === title));
    const isNewest = this.turns.take();
    this.note(this.state());
    if (labs.includes(this.state().lab)) return;
    const source = this.held?.subject.source;
    const kind = source === undefined ? null : await this.kindOf(source);
    if (!isNewest()) return;
    // What has changed meanwhile goes along too.
    this.note(this.state());
    if (this.held?.subject.source !== source) return this.go(title);
    await this.open(this.destination(title, labs, kind));
  }

  /**
   * What opens a text that was typed here in a lab that takes it; null if there is none.
   * @param {string} source
   * @param {Kind} kind
   */
  elsewhere(source, kind) {
    const state = this.state();
    if (kind.isConstraint) return this.asConstraint(source, kind.variables);
    if (kind.isEquation) return this.ofEquation(source, kind.variables);
    const subject = subjectOf(state);
    const lab = this.entryFor(kind);
    const takes = lab && this.entries.get(lab)?.takes;
    if (!lab || !takes || !subject) return null;
    const run = () => {
      this.note(this.state());
      this.open(carried(this.asLeft(lab), { ...subject, source, parameters: {} }, kind.variables.length));
    };
    return { name: `Open it as ${takes.as}`, run };
  }

  /**
   * What opens an equation: where derivatives are asked about as a curve, if it is one, elsewhere as a constraint.
   * @param {string} source
   * @param {string[]} variables
   */
  ofEquation(source, variables) {
    const { lab } = this.state();
    const own = this.questions.find(({ labs }) => labs.includes(lab));
    const isCurve = variables.length === 2 && own?.labs.includes("implicit");
    return isCurve ? this.asCurve(source) : this.asConstraint(source, variables);
  }

  /** What opens an equation as the curve that it is. @param {string} source */
  asCurve(source) {
    const run = () => {
      this.note(this.state());
      this.open(asCurve(this.asLeft("implicit"), source, this.state()));
    };
    return { name: "Open it as a curve", run };
  }

  /**
   * What opens an equation as the constraint that it is.
   * @param {string} source
   * @param {string[]} variables
   */
  asConstraint(source, variables) {
    const run = () => {
      this.note(this.state());
      this.open(onConstraint(this.asLeft("constraints"), source, variables));
    };
    return { name: "Open it as a constraint", run };
  }

  /** What the open lab is about, if that is a typed function or equation. @returns {Subject | null} */
  current() {
    const state = this.state();
    const { takes, isOfEquations } = this.entries.get(state.lab) ?? {};
    const subject = takes || isOfEquations ? subjectOf(state) : null;
    return subject && isOfEquations ? { ...subject, isEquation: true } : subject;
  }

  /**
   * Opens a function that was kept: here, where this lab takes it, or in one that does; an equation where those are
   * asked about.
   * @param {Subject} subject
   */
  async take(subject) {
    const isNewest = this.turns.take();
    if (subject.isEquation) return this.takeEquation(subject);
    const kind = await this.kindOf(subject.source);
    const lab = kind && this.entryFor(kind);
    if (!kind || !lab || !isNewest()) return;
    this.note(this.state());
    await this.open(carried(this.asLeft(lab), subject, kind.variables.length));
  }

  /** @param {Subject} subject */
  async takeEquation({ source, parameters, point, domain }) {
    const [lab] = [...this.entries].find(([, { isOfEquations }]) => isOfEquations) ?? [];
    if (!lab) return;
    this.note(this.state());
    await this.open({ ...this.asLeft(lab), source, parameters, point, domain, scene: null });
  }

  /**
   * Opens a function with places and ranges by the names of its variables; ranges that are not given are those that
   * the lab was left with, if it was left with this function.
   * @param {import("./common/slices.js").Opened} opened
   * @returns {Promise<boolean>} whether it can be read
   */
  async openAt({ source, parameters, at, over }) {
    const kind = await this.kindOf(source);
    if (!kind) return false;
    const lab = this.entryFor(kind);
    const left = lab && this.asLeft(lab);
    const [first, second = ""] = kind.variables;
    const known = left?.source === source ? left.domain : {};
    const x = over[first] ?? known.x ?? over[second];
    const y = over[second] ?? known.y ?? x;
    const point = kind.variables.map((name) => at[name] ?? 0);
    await this.take({ source, parameters, point, domain: second ? { x, y } : { x } });
    return true;
  }

  /** What is in the hand, and how this lab is left. @param {any} state */
  note(state) {
    this.left.set(state.lab, state);
    const subject = this.entries.get(state.lab)?.takes && subjectOf(state);
    if (subject) this.held = { subject, from: state.lab };
  }

  /** @param {string} title @param {string[]} labs @param {Kind | null} kind */
  destination(title, labs, kind) {
    const takes = labs.flatMap((name) => this.entries.get(name)?.takes ?? []);
    const lab = kind && labs.find((name) => this.isFor(name, kind));
    if (lab && kind && this.held) return carried(this.asLeft(lab), this.held.subject, kind.variables.length);
    if (kind && takes.length && this.held)
      say("carry", staysBehind(title, takes, kind, this.titleOf(this.held.from)), READING, "note");
    return this.asLeft(labs.find((name) => this.left.has(name)) ?? labs[0]);
  }

  /** The lab for a function, the open one if it can be. @param {Kind} kind */
  entryFor(kind) {
    const { lab } = this.state();
    const own = this.questions.find(({ labs }) => labs.includes(lab));
    return [lab, ...(own?.labs ?? []), ...this.entries.keys()].find((name) => this.isFor(name, kind));
  }

  /** @param {string} lab @param {Kind} kind */
  isFor(lab, kind) {
    return isTaken(this.entries.get(lab)?.takes, kind);
  }

  /** @param {string} lab */
  asLeft(lab) {
    const entry = this.entries.get(lab);
    return this.left.get(lab) ?? (entry && { ...entry.codec.DEFAULT_STATE, ...entry.fresh });
  }

  /** @param {string} source @returns {Promise<Kind | null>} */
  kindOf(source) {
    return unlessRefused(this.client.send("parse", { function: { source } }), () => {});
  }
}
