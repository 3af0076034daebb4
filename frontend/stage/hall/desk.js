/** The speaker's desk, in a window of its own: what the hall sees and answers, what to say, and what comes next. */

import { html } from "../../core/dom.js";
import { prose } from "../../core/prose.js";
import { t } from "../../core/texts.js";
import { watchTheme } from "../../core/theme.js";
import { beatsOf } from "../beats.js";
import { AskForm } from "./ask-form.js";
import { AnswersView } from "./answers-view.js";
import { ComingScenes } from "./coming-scenes.js";
import { keepNotes, keptNotes } from "./notes.js";
import { keepRoom, keptRoom, TROUBLES } from "./telling.js";
import { halves, placeOf, qrAddress, unreached } from "./sign.js";
import { Wire } from "./wire.js";

/**
 * @typedef {import("./wire.js").Told} Told
 * @typedef {import("../../widgets/course-menu.js").Scene} Scene
 */

const SECOND = 1_000; // ms
const SILENCE = 5; // s without a word of the stage
const SCREEN = 1024; // px, the width of what the hall sees
/** What the stage does, and how its own key is called. */
const TOOLS = [
  ["blank", "Blank", "B"],
  ["spotlight", "Spotlight", "L"],
  ["magnify", "Magnify", "Z"],
];

export class Desk {
  /** @type {Told | null} */
  told = null;
  /** The scene whose title is there. @type {string | null} */
  titled = null;
  /** Where the stage was that is opened again: its address says nothing of the beat. @type {Told | null} */
  left = null;
  /** Seconds since the stage was heard. */
  silence = 0;

  /** @param {string} code @param {import("./hall.js").Page} page */
  constructor(code, page) {
    this.page = page;
    this.wire = new Wire(code, (said) => said.room && this.hear(said));
    /** @param {string} does @param {any} [what] */
    const wish = (does, what = null) => this.wire.say({ does, what });
    this.answers = new AnswersView({ onReveal: () => wish("reveal"), onClose: () => wish("close") }, page.send);
    this.asking = new AskForm((question) => wish("ask", question));
    this.coming = new ComingScenes(page.send, (id) => wish(`scene ${id}`));
    this.made = this.parts(code, wish);
    this.element = html("main", { id: "desk", "aria-label": "Speaker's desk" }, [this.head(wish), ...this.columns()]);
    document.body.dataset.place = "desk";
    document.title = `${t("Speaker's desk")} · Gradscape`;
    document.body.append(this.element);
    wish("hello");
    const { mirror } = this.made;
    new ResizeObserver(([{ contentRect }]) => {
      mirror.style.transform = `scale(${contentRect.width / SCREEN})`;
    }).observe(/** @type {Element} */ (mirror.parentElement));
    watchTheme(() => this.told && this.answers.show(this.told));
    setInterval(() => this.tick(), SECOND);
    this.tick();
  }

  /** @param {string} code @param {(does: string, what?: any) => void} wish */
  parts(code, wish) {
    const notes = html("textarea", { rows: 6, "aria-label": "My notes" });
    notes.addEventListener("input", () => keepNotes(this.told?.id ?? "", notes.value));
    return {
      title: html("p", { class: "desk-title", lang: "en" }),
      following: html("p", { class: "desk-following", role: "status" }),
      minutes: html("p"),
      clock: html("p", { class: "desk-clock" }),
      trouble: html("p", { class: "warning", role: "alert" }),
      again: this.button("Open the stage again", () => this.openStage()),
      mirror: html("iframe", { src: `./#mirror=${code}&view=stage`, title: "What the hall sees", inert: true }),
      dots: html("p", { class: "dots", role: "img" }),
      back: this.button("Back", () => wish("previous")),
      next: this.button("Next", () => wish("next"), "primary"),
      tools: TOOLS.map(([does, name, key]) => this.tool(name, key, () => wish(does))),
      says: html("p", { class: "to-say", lang: "en" }),
      text: html("p", { class: "to-say", lang: "en" }),
      notes,
      qr: html("img", { class: "qr", alt: "" }),
      code: html("p", { class: "code" }, [halves(code)]),
      place: html("p", { class: "notes" }),
      sign: this.button("Show it to the hall", () => wish("sign")),
      asked: html("div", {}, [this.answers.element, this.asking.element]),
    };
  }

  /** @param {string} name @param {() => void} run @param {string} [look] */
  button(name, run, look = "") {
    const button = html("button", { type: "button", class: look }, [name]);
    button.addEventListener("click", run);
    return button;
  }

  /** @param {string} name @param {string} key @param {() => void} run */
  tool(name, key, run) {
    const button = html("button", { type: "button", class: "link" }, [name, " ", html("kbd", {}, [key])]);
    button.addEventListener("click", run);
    return button;
  }

  /** @param {(does: string) => void} wish */
  head(wish) {
    const { title, following, minutes, clock } = this.made;
    const end = this.button("End", () => confirm(t("End the lecture for all?")) && wish("end"), "link");
    return html("header", { class: "desk-head" }, [
      html("h1", { class: "wordmark" }, ["Gradscape"]),
      title,
      html("div", {}, [following, minutes, clock, end]),
    ]);
  }

  columns() {
    const { mirror, back, next, dots, tools, asked, says, text, notes, qr, code, place, sign, trouble, again } =
      this.made;
    const part = (/** @type {string} */ name, /** @type {any[]} */ children) =>
      html("section", { "aria-label": name }, [html("h2", {}, [name]), ...children]);
    return [
      html("div", { class: "desk-column" }, [
        part("On the stage", [
          trouble,
          again,
          html("div", { class: "desk-screen" }, [mirror]),
          html("div", { class: "desk-tools" }, [back, next, dots, html("span", { class: "tools" }, tools)]),
        ]),
        part("After this", [this.coming.element]),
      ]),
      html("div", { class: "desk-column" }, [part("The question", [asked])]),
      html("div", { class: "desk-column" }, [
        part("To say", [says, text]),
        part("My notes", [notes]),
        part("To join", [html("div", { class: "join" }, [qr, html("div", {}, [code, place, sign])])]),
      ]),
    ];
  }

  /** @param {Told} told */
  hear(told) {
    const before = this.told;
    this.silence = 0;
    if (JSON.stringify(told) === JSON.stringify(before)) return this.complain();
    this.told = told;
    this.keep(told);
    this.goBack(told);
    const { room, hall, question } = told;
    const { made } = this;
    made.following.replaceChildren(html("strong", {}, [String(hall.following)]), ` ${t("follow")}`);
    this.complain();
    const place = room && placeOf(room);
    if (room && made.place.textContent === "") {
      if (place) made.qr.src = qrAddress(room, place);
      made.qr.hidden = !place;
      made.place.textContent = place ? place.replace(/^http:\/\//, "") : unreached();
    }
    this.answers.show(told);
    this.asking.element.hidden = question !== null;
    if (!before || before.id !== told.id || before.beat !== told.beat || !this.scene) this.showScene(told);
  }

  /** What goes wrong between desk, stage and room. */
  complain() {
    const trouble = /** @type {keyof typeof TROUBLES} */ (this.told?.trouble ?? "");
    const isSilent = this.silence >= SILENCE && trouble !== "over";
    const text = t(isSilent ? "The stage's window does not answer. Is it still open?" : TROUBLES[trouble]);
    if (this.made.trouble.textContent !== text) this.made.trouble.textContent = text;
    this.made.again.hidden = !isSilent || !this.room;
  }

  /** As the stage kept it when it opened this window: what another stage needs, should that one be closed. */
  get room() {
    const kept = keptRoom();
    return this.told && kept?.code === this.told.room?.code ? kept : null;
  }

  /** @param {Told} told */
  keep({ question, asked, isOpen, isRevealed, right, trouble }) {
    const { room } = this;
    if (room)
      keepRoom(trouble === "over" ? null : { ...room, inquiry: { question, asked, isOpen, isRevealed, right } });
  }

  /** A stage that was opened again knows of no beat. @param {Told} told */
  goBack({ id, beat }) {
    const { left } = this;
    if (!left || left.id !== id) return;
    this.left = null;
    if (beat === null && left.beat !== null) this.wire.say({ does: `beat ${left.beat}` });
  }

  /** What this window opens keeps the room in its turn, and goes on where the stage that was closed has been. */
  openStage() {
    this.left = this.told;
    window.open(`./#${this.told?.scene}&view=stage`, "_blank");
  }

  get scene() {
    return this.page.scenes().find(({ id }) => id === this.told?.id);
  }

  /** @param {Told} told */
  showScene({ id, beat, says }) {
    const { scene, made } = this;
    this.titled = scene?.id ?? null;
    made.title.replaceChildren(html("span", {}, [id ?? ""]), html("strong", {}, prose(scene?.title ?? "")));
    made.says.replaceChildren(...prose(says));
    made.text.replaceChildren(...prose(scene?.text ?? ""));
    made.text.hidden = scene?.text === says;
    if (document.activeElement !== made.notes) made.notes.value = keptNotes(id ?? "");
    const beats = scene ? beatsOf(scene) : [];
    made.dots.setAttribute("aria-label", `${(beat ?? -1) + 1} / ${beats.length}`);
    made.dots.replaceChildren(...beats.map((_, k) => html("span", { class: dotOf(k, beat) })));
    this.asking.suggest(scene?.questions ?? []);
    const scenes = this.page.scenes();
    const at = scenes.findIndex((each) => each.id === id);
    this.coming.show(scenes.slice(at + 1, at + 4));
  }

  tick() {
    const now = new Date();
    this.made.clock.textContent = now.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const began = this.told?.room?.began;
    this.made.minutes.textContent = began ? `${Math.floor((now.getTime() - began) / 60_000)} min` : "";
    this.silence++;
    this.wire.say({ does: "hello" });
    this.complain();
    // The course may have come after the first word of the stage.
    if (this.told && this.scene && this.titled !== this.scene.id) this.showScene(this.told);
  }
}

/** @param {number} k @param {number | null} beat */
function dotOf(k, beat) {
  if (k === beat) return "now";
  return k < (beat ?? -1) ? "past" : "";
}
