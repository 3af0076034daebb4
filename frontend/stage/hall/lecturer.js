/** The lecturer's side of the page: the room and its sign, the desk's wishes, and the answers on the stage. */

import { html } from "../../core/dom.js";
import { say } from "../../core/status.js";
import { t } from "../../core/texts.js";
import { crowd } from "../../plots/marks/crowd.js";
import { verdict } from "./answers.js";
import { answerBars } from "./answer-plot.js";
import { rightOf } from "./right.js";
import { Sign } from "./sign.js";
import { keepRoom, openedRoom, Telling, TROUBLES } from "./telling.js";
import { truthMarks } from "./truth.js";
import { Wire } from "./wire.js";

/**
 * @typedef {import("./hall.js").Page} Page
 * @typedef {import("./telling.js").Room} Room
 */

export class Lecturer {
  /** @type {import("./telling.js").Hall} */
  hall = { following: 0, values: [] };
  /** The question that is asked, or was last. @type {import("./right.js").Suggested | null} */
  question = null;
  isOpen = false;
  isRevealed = false;
  /** @type {import("./answers.js").Right | null} */
  right = null;
  /** @type {keyof typeof TROUBLES} */
  trouble = "";
  /** Whether the room has said who follows and what is answered. */
  isHeard = false;

  /** Opens a room. @param {Page} page */
  static async start(page) {
    const room = await openedRoom();
    keepRoom(room);
    return new Lecturer(room, page);
  }

  /** @param {Room} room @param {Page} page */
  constructor(room, page) {
    this.room = room;
    this.page = page;
    this.sign = new Sign({ onDesk: () => this.openDesk(), onEnd: () => this.end() });
    this.sign.fill(room);
    this.board = html("section", { class: "answer-board", hidden: true, "aria-label": "Answers" });
    document.body.append(this.sign.element, this.board);
    this.wire = new Wire(room.code, (wish) => this.grant(wish));
    this.telling = new Telling(room, {
      onHall: (hall) => this.hear(hall),
      onTrouble: (trouble) => this.complain(trouble),
    });
    const { question = null, isOpen = false, isRevealed = false, right = null } = room.inquiry ?? {};
    Object.assign(this, { question, isOpen, isRevealed, right });
    this.show();
  }

  /** What is seen now. */
  show() {
    this.telling.show(this.page.scene());
    this.tell();
  }

  /** @param {import("./telling.js").Hall} hall */
  hear(hall) {
    const isNew = !this.isHeard || JSON.stringify(hall) !== JSON.stringify(this.hall);
    Object.assign(this, { hall, isHeard: true });
    this.sign.countOf(hall.following);
    if (isNew) this.refresh();
  }

  /** @param {keyof typeof TROUBLES} trouble */
  complain(trouble) {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    say("lecture", t(TROUBLES[trouble]), trouble === "over" ? 6_000 : undefined);
    if (trouble === "over") this.close();
    this.tell();
  }

  /** To the desk. */
  tell() {
    const { code, addresses, began } = this.room;
    const { hall, question, isOpen, isRevealed, right, trouble } = this;
    const { id, beat, says } = this.page.place();
    const room = { code, addresses, began };
    this.wire.say({
      scene: this.page.scene(),
      id,
      beat,
      says,
      room,
      hall,
      question,
      asked: this.telling.asked,
      isOpen,
      isRevealed,
      right,
      trouble,
    });
  }

  /** What the desk wishes. @param {import("./wire.js").Wish} wish */
  grant({ does, what }) {
    const own = /** @type {Record<string, () => void>} */ ({
      hello: () => this.tell(),
      ask: () => this.ask(what),
      reveal: () => this.reveal(),
      close: () => this.closeQuestion(),
      end: () => this.end(),
      sign: () => this.sign.toggle(),
    });
    if (own[does]) own[does]();
    else this.page.do(does);
  }

  /** @param {import("./right.js").Suggested} question */
  async ask(question) {
    Object.assign(this, { question, isOpen: true, isRevealed: false, right: null });
    this.hall = { ...this.hall, values: [] };
    if (question.right) this.page.do("begin");
    this.telling.ask(question);
    this.refresh();
    const right = await rightOf(question, this.page.state(), (path, body) => this.page.send(path, body));
    if (this.question !== question) return;
    this.right = right;
    this.refresh();
  }

  reveal() {
    this.isRevealed = this.question !== null && !this.isRevealed;
    this.refresh();
  }

  /** Nobody answers any longer; once more, and it is forgotten. */
  closeQuestion() {
    if (this.isOpen) this.telling.closeQuestion();
    else this.question = null;
    Object.assign(this, { isOpen: false, isRevealed: this.question !== null && this.isRevealed });
    this.refresh();
  }

  /** On the stage, and at the desk. */
  refresh() {
    const { question, isRevealed, right } = this;
    const { values } = this.hall;
    this.board.hidden = !isRevealed || question === null;
    if (question && isRevealed)
      this.board.replaceChildren(
        html("p", {}, [verdict(values, right)]),
        ...(question.kind === "point" ? [] : [answerBars(question, values, right)]),
      );
    this.page.redraw();
    this.keep();
    this.tell();
  }

  /** For this window, should it be reloaded: the question goes on with its answers. */
  keep() {
    if (this.trouble === "over") return;
    const { question, isOpen, isRevealed, right } = this;
    keepRoom({ ...this.room, inquiry: { question, asked: this.telling.asked, isOpen, isRevealed, right } });
  }

  /** What lies over the picture: answers once they are revealed, and what is right. */
  laid() {
    const { question, isRevealed, right } = this;
    if (question?.kind !== "point" || !isRevealed) return [];
    const places = /** @type {[number, number][]} */ (this.hall.values.filter(({ length }) => length === 2));
    const { domain, show } = this.page.state() ?? {};
    // An arrow that is there already says the same.
    const isShown = right?.way && show?.gradient;
    return [...(domain && !isShown ? truthMarks(right, domain.x) : []), crowd(places)];
  }

  openDesk() {
    window.open(`./#desk=${this.room.code}`, `desk-${this.room.code}`, "popup,width=1440,height=900");
    this.sign.element.close();
  }

  async end() {
    this.close();
    await this.telling.end();
  }

  /** Nothing is told any more. */
  close() {
    this.trouble = "over";
    this.tell();
    keepRoom(null);
    this.sign.element.remove();
    this.board.remove();
    this.wire.close();
    this.page.onEnd();
  }
}
