/**
 * Asking the backend, in one place for all labs. A question is made of one moment of its lab and of nothing else. Its
 * answer is told together with that moment, only while the lab is still about the same thing, and never after that to a
 * later question; slower answers wait for those that were asked for before them.
 */

import { Channel, unlessRefused } from "../../core/client.js";
import { Known, thing } from "./known.js";

const UNHURRIED = 120; // ms without a change before slower questions are asked, and what was in motion rests
const OUTDATED = 400; // ms after which what is about something else is taken away, though there is nothing new yet

/**
 * @typedef {import("../../core/client.js").Problem} Problem
 * @typedef {{path: string, question: object, answer: any}} Asked
 * @typedef {import("../../core/api.js").Send} Send  null where nobody wants the answer any longer
 */

/**
 * How the digits of an answer are wanted; checked, if not given.
 * @typedef {{digits?: "checked" | "as-computed"}} Wanted
 */

/**
 * What can be asked. `Moment` is what a lab is at one moment, `Answers` all that it knows.
 * @template Moment
 * @template {object} Answers
 * @typedef {object} Question
 * @property {(moment: Moment) => unknown} about  the network, function or box: an answer about another is dropped
 * @property {(moment: Moment & Wanted, send: Send, known: Answers) => Promise<any>} ask  null where it was overtaken
 * @property {(answer: any, moment: Moment, known: Answers) => Partial<Answers>} told  what is known then
 * @property {(moment: Moment) => boolean} [isWanted]
 * @property {boolean} [isSlow]  told after all that was asked before it; what is seen stays right without it
 * @property {boolean} [isSilent]  nobody waits for it
 * @property {(moment: Moment) => boolean} [hidesOld]  whether what is seen is about something else until the answer is
 *   there: always, if not given, but for slow ones
 * @property {(known: Answers) => boolean} [isSure]  whether rounding had eaten no digits of the last answer: then those
 *   in motion take digits as they are computed, and the one at rest has them checked again
 * @property {(moment: Moment) => unknown} [exactly]  all that the answer depends on: not asked again while this is the
 *   same, and what is known of the very same thing is neither taken away nor replaced by a lesser answer
 * @property {(keyof Answers)[]} [fills]  what is known exactly then
 * @property {boolean} [isProof]  surer than the others that fill the same
 * @property {Partial<Answers>} [meanwhile]  what is known as soon as it is asked
 * @property {Partial<Answers>} [outdated]  and if the answer takes longer
 * @property {Partial<Answers>} [missed]  and if there is none
 * @property {(problem: Problem) => Partial<Answers>} [refused]  where a refusal is something to know
 */

/**
 * @template Moment
 * @template {object} Answers
 */
export class Asking {
  turn = 0;
  shown = 0;
  /** @type {Promise<unknown>} */
  settled = Promise.resolve();
  /** What was given up before it was told, so that what is seen is not yet of this moment. @type {Set<string>} */
  behind = new Set();
  /** Which beginning is in force: see `forget`. */
  beginning = 0;
  /** What is asked once nothing changes any more. @type {Set<string>} */
  putOff = new Set();
  /** What exactly is on its way. @type {Map<string, string | null>} */
  asked = new Map();
  /** What was asked and answered last for each question. @type {Map<string, {about: string, calls: Asked[]}>} */
  heard = new Map();
  /** The moments that were asked about last. @type {Map<string, Moment>} */
  latest = new Map();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  outdating = new Map();
  /** What was asked a moment ago. @type {Map<string, {about: string, timer: ReturnType<typeof setTimeout>}>} */
  moving = new Map();

  /**
   * @param {import("../../core/client.js").Client} client
   * @param {Record<string, Question<Moment, Answers>>} questions
   * @param {object} lab
   * @param {() => Moment | null} lab.now  null while it is not known what the lab is about
   * @param {import("../../core/signal.js").Store<Answers>} lab.answers
   * @param {(problem: Problem) => void} lab.onRefusal
   */
  constructor(client, questions, { now, answers, onRefusal }) {
    this.client = client;
    this.questions = questions;
    this.now = now;
    this.answers = answers;
    this.onRefusal = onRefusal;
    /** Until something was answered there is nothing to see. @type {Promise<void>} */
    this.isHeard = new Promise((resolve) => (this.hear = resolve));
    /** @type {Known<Moment, Answers>} */
    this.known = new Known(answers, now);
    this.channels = new Map(Object.keys(questions).map((name) => [name, this.channel(name)]));
  }

  /** @param {string} name @returns {Channel<Moment, any>} */
  channel(name) {
    const { about, ask, isSlow = false, isSilent = false, hidesOld = () => !isSlow } = this.questions[name];
    return new Channel(async (moment, wish) => {
      /** @type {Asked[]} */
      const calls = [];
      const send = async (/** @type {any} */ path, /** @type {any} */ question) => {
        const answer = await this.client.send(path, question, { ...wish, isSilent, hidesOld: hidesOld(moment) });
        if (answer) calls.push({ path, question, answer });
        return answer;
      };
      const told = await ask(/** @type {Moment & Wanted} */ (moment), send, this.answers.get());
      if (told) this.heard.set(name, { about: JSON.stringify(about(moment)), calls });
      if (told) this.hear();
      return told;
    });
  }

  /** The questions that what is seen now was answered by, the latest of each. @returns {Asked[]} */
  evidence() {
    const now = this.now();
    if (!now) return [];
    return [...this.heard].flatMap(([name, { about, calls }]) => {
      const question = this.questions[name];
      const isOfNow = about === JSON.stringify(question.about(now)) && question.isWanted?.(now) !== false;
      return isOfNow ? calls : [];
    });
  }

  /** Asks about this moment, unless that is not wanted or not known. @param {string} name @returns {Promise<void>} */
  ask(name) {
    const others = [...this.behind].filter((each) => each !== name);
    this.behind.clear();
    for (const each of others) this.ask(each);
    const question = this.questions[name];
    const moment = this.now();
    if (!moment || question.isWanted?.(moment) === false) return Promise.resolve();
    if (this.isAnswered(name, question, moment)) return Promise.resolve();
    const told = this.answered(name, question.isSure ? this.inMotion(name, question, moment) : moment);
    if (!question.isSlow) this.settled = Promise.all([this.settled, told]).catch(() => {});
    return told;
  }

  /**
   * The moment, and how its digits are wanted: what is asked about the same thing again and again is in motion.
   * @param {string} name @param {Question<Moment, Answers>} question @param {Moment} moment @returns {Moment & Wanted}
   */
  inMotion(name, { about, isSure }, moment) {
    const before = this.moving.get(name);
    const now = JSON.stringify(about(moment));
    clearTimeout(before?.timer);
    const isQuick = before?.about === now && isSure?.(this.answers.get());
    const rest = () => {
      this.moving.delete(name);
      if (isQuick) this.ask(name);
    };
    this.moving.set(name, { about: now, timer: setTimeout(rest, UNHURRIED) });
    return { ...moment, digits: isQuick ? "as-computed" : "checked" };
  }

  /**
   * One of several answers that one after the other make a story, such as training: told to who asks, by the same rule.
   * @param {string} name
   * @param {Partial<Moment>} more  of the moment
   * @returns {Promise<any>} null where it was overtaken; refusals are thrown
   */
  async answer(name, more) {
    const now = this.now();
    if (!now) return null;
    const question = this.questions[name];
    const moment = { ...now, ...more };
    const about = JSON.stringify(question.about(moment));
    const answer = await /** @type {Channel<Moment, any>} */ (this.channels.get(name)).ask(moment, about);
    return about === this.about(question) ? answer : null;
  }

  /** Gives up what was asked. @param {string} name */
  stop(name) {
    this.channels.get(name)?.stop();
  }

  /** The same once nothing has changed for a while. @param {...string} names */
  askLater(...names) {
    clearTimeout(this.timer);
    for (const name of names) this.putOff.add(name);
    this.timer = setTimeout(() => {
      const due = [...this.putOff];
      this.putOff.clear();
      for (const name of due) this.ask(name);
    }, UNHURRIED);
  }

  /** Nothing that was asked for is wanted any longer. */
  forget() {
    this.beginning++;
    this.behind.clear();
  }

  /**
   * Whether exactly that is known, or on its way.
   * @param {string} name
   * @param {Question<Moment, Answers>} question
   * @param {Moment} moment
   */
  isAnswered(name, question, moment) {
    const of = thing(question, moment);
    if (of && (this.asked.get(name) === of || this.known.has(question, moment))) return true;
    this.asked.set(name, of);
    return false;
  }

  /** @param {string} name @param {Moment} moment */
  async answered(name, moment) {
    const question = this.questions[name];
    const { beginning } = this;
    const about = JSON.stringify(question.about(moment));
    this.latest.set(name, moment);
    this.begin(name, question);
    const outcome = await this.inTurn(question, this.outcome(name, moment, about));
    const isLatest = this.latest.get(name) === moment;
    if (isLatest) this.asked.delete(name);
    const isOfNow = beginning === this.beginning && about === this.about(question);
    // What came after the answer to a later question is not told, but still wanted: the map of a box that was typed.
    if (!outcome && isLatest && isOfNow) return void this.ask(name);
    const isGivenUp = outcome && !outcome.answer && !outcome.problem;
    if (isLatest && (isGivenUp || (question.isSlow && this.isBehind()))) {
      this.behind.add(name);
      if (!isGivenUp) return;
    }
    if (!outcome || !isOfNow) return;
    if (outcome.answer || outcome.problem || isLatest) this.tell(name, outcome, moment);
  }

  /** Whether what slower answers stand on was given up: with the picture of the moment before they go ill together. */
  isBehind() {
    return [...this.behind].some((name) => !this.questions[name].isSlow);
  }

  /** @param {Question<Moment, Answers>} question */
  about(question) {
    const moment = this.now();
    return moment && JSON.stringify(question.about(moment));
  }

  /** @param {string} name @param {Question<Moment, Answers>} question */
  begin(name, question) {
    const { meanwhile, outdated } = question;
    if (meanwhile) this.answers.set(meanwhile);
    clearTimeout(this.outdating.get(name));
    if (!outdated) return;
    const takeAway = () => {
      if (this.now() && !this.known.isOfNow(question)) this.answers.set(outdated);
    };
    this.outdating.set(name, setTimeout(takeAway, OUTDATED));
  }

  /**
   * @typedef {{answer?: any, problem?: Problem}} Outcome  neither, where it was given up
   * @param {string} name @param {Moment} moment @param {string} about
   * @returns {Promise<Outcome>}
   */
  async outcome(name, moment, about) {
    /** @type {Outcome} */
    const outcome = {};
    const channel = /** @type {Channel<Moment, any>} */ (this.channels.get(name));
    const answer = await unlessRefused(channel.ask(moment, about), (problem) => Object.assign(outcome, { problem }));
    return answer ? { answer } : outcome;
  }

  /**
   * The outcome when its turn has come; null if that to a later question has come before.
   * @param {Question<Moment, Answers>} question
   * @param {Promise<Outcome>} pending
   */
  async inTurn({ isSlow }, pending) {
    const { settled } = this;
    const turn = isSlow ? this.turn : ++this.turn;
    const outcome = await pending;
    if (isSlow) await settled;
    if (turn < this.shown && !isSlow) return null;
    if (outcome.answer && !isSlow) this.shown = turn;
    return outcome;
  }

  /** @param {string} name @param {Outcome} outcome @param {Moment} moment */
  tell(name, { answer, problem }, moment) {
    const question = this.questions[name];
    const { told, refused, missed } = question;
    clearTimeout(this.outdating.get(name));
    if (answer && !this.known.isMore(question, moment)) {
      this.answers.set(this.known.kept(question, told(answer, moment, this.answers.get())));
      return this.known.note(question, moment);
    }
    if (missed) this.answers.set(missed);
    if (problem && refused) this.answers.set(refused(problem));
    else if (problem) this.onRefusal(problem);
  }

  dispose() {
    clearTimeout(this.timer);
    for (const timer of this.outdating.values()) clearTimeout(timer);
    for (const { timer } of this.moving.values()) clearTimeout(timer);
    for (const channel of this.channels.values()) channel.close();
  }
}
