/** Following a lecture: the newest move, until one's own hand moves something; and the way back to it. */

import { Listening } from "./listening.js";

/**
 * @typedef {import("./listening.js").Move} Move
 * @typedef {import("./listening.js").Connection} Connection
 * @typedef {object} Page
 * @property {(scene: string, isStep: boolean) => Promise<void>} show  a move; isStep: it can be undone
 * @property {() => void} onChange  of what is said about it
 */

export class Following {
  /** @type {Move | null} */
  latest = null;
  isFollowing = true;
  /** @type {Connection | "joining"} */
  connection = "joining";
  /** What is placed or chosen for the question, before it is sent. @type {number[] | null} */
  answer = null;
  /** The question that it was sent to, by its number. */
  sentTo = 0;
  isShowing = false;
  /** Whether what comes next takes the place of something of one's own. */
  isReturning = false;

  /** @param {string} code @param {Page} page @param {(handlers: any) => Listening} [listen] */
  constructor(code, page, listen = (handlers) => new Listening(code, handlers)) {
    this.code = code;
    this.page = page;
    this.listening = listen({
      onMove: (/** @type {Move} */ move) => this.hear(move),
      onConnection: (/** @type {Connection} */ state) => {
        this.connection = state;
        page.onChange();
      },
    });
  }

  /** What is asked now. */
  get question() {
    return this.connection === "ended" ? null : (this.latest?.question ?? null);
  }

  get isSent() {
    return this.question !== null && this.sentTo === this.latest?.asked;
  }

  /** @param {Move} move */
  hear(move) {
    if (move.asked !== this.latest?.asked) this.answer = null;
    this.latest = move;
    this.page.onChange();
    this.show();
  }

  /** What comes while something is being shown takes the place of what has not been. */
  async show() {
    if (this.isShowing) return;
    this.isShowing = true;
    let shown = null;
    while (this.isFollowing && this.latest && this.latest !== shown) {
      shown = this.latest;
      const isStep = this.isReturning;
      this.isReturning = false;
      if (shown.scene) await this.page.show(shown.scene, isStep);
    }
    this.isShowing = false;
  }

  /** One's own hand has moved something. */
  letGo() {
    if (!this.isFollowing || this.isOver) return;
    this.isFollowing = false;
    this.page.onChange();
  }

  comeBack() {
    this.isFollowing = true;
    this.isReturning = true;
    this.page.onChange();
    return this.show();
  }

  get isOver() {
    return this.connection === "ended" || this.connection === "unknown";
  }

  /** @param {number[]} value */
  place(value) {
    this.answer = value;
    this.sentTo = 0;
    this.page.onChange();
  }

  async send() {
    const { answer, latest } = this;
    if (!answer || !latest) return;
    if (await this.listening.answer(answer, latest.asked)) this.sentTo = latest.asked;
    this.page.onChange();
  }

  /** Leaves the room; what is seen stays. */
  leave() {
    this.listening.close();
  }
}
