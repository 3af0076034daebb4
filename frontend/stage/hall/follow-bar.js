/** Over the picture of one who follows: whether one follows, the way out and back, and the question. */

import { html } from "../../core/dom.js";
import { prose } from "../../core/prose.js";
import { t } from "../../core/texts.js";

/** @typedef {import("./following.js").Following} Following */

export class FollowBar {
  /** @type {Following | null} */
  following = null;
  /** The question that the form was made for, by its number. */
  made = 0;

  constructor() {
    this.says = html("strong", { role: "status" });
    this.turn = html("button", { type: "button" });
    this.turn.addEventListener("click", () => this.press());
    this.text = html("p", { class: "asked", lang: "en" });
    this.field = html("div", { class: "answer-field" });
    this.send = html("button", { type: "button", class: "send" });
    this.send.addEventListener("click", () => this.following?.send());
    this.note = html("p", { class: "notes", role: "status" });
    this.form = html("div", { class: "answer-form" }, [this.text, this.field, this.note, this.send]);
    this.element = html("section", { class: "follow", hidden: true, "aria-label": "Lecture" }, [
      html("div", { class: "follow-bar" }, [this.says, this.turn]),
      this.form,
    ]);
  }

  press() {
    if (this.following?.isFollowing) this.following.letGo();
    else this.following?.comeBack();
  }

  /** @param {Following | null} following */
  show(following) {
    this.following = following;
    this.element.hidden = following === null;
    if (!following) return;
    const { connection, isFollowing, isOver } = following;
    this.element.dataset.following = String(isFollowing && !isOver);
    this.says.textContent = t(said(connection, isFollowing));
    this.turn.textContent = t(isFollowing ? "Try on my own" : "Back to the lecture");
    this.turn.hidden = isOver;
    this.showQuestion(following);
  }

  /** @param {Following} following */
  showQuestion(following) {
    const { question, latest } = following;
    this.form.hidden = question === null;
    if (!question || !latest) return;
    this.text.replaceChildren(...prose(question.text));
    if (this.made !== latest.asked) {
      this.made = latest.asked;
      this.field.replaceChildren(...this.fieldsFor(question));
    }
    for (const button of this.field.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(Number(button.dataset.choice) === following.answer?.[0]));
    this.note.textContent = t(noteOf(following));
    this.send.textContent = t(following.isSent ? "Sent" : "Send my answer");
    this.send.disabled = !following.answer || following.isSent;
  }

  /** @param {import("./listening.js").Question} question */
  fieldsFor({ kind, choices }) {
    if (kind === "choice") return choices.map((text, k) => this.choice(text, k));
    if (kind === "point") return [];
    const input = html("input", { type: "text", inputMode: "decimal", "aria-label": "Your number" });
    input.addEventListener("input", () => {
      // Who writes a comma means the same.
      const number = Number(input.value.trim().replace(",", ".").replace("−", "-") || NaN);
      if (Math.abs(number) <= 1e12) this.following?.place([number]);
    });
    input.addEventListener("keydown", ({ key }) => key === "Enter" && this.following?.send());
    return [input];
  }

  /** @param {string} text @param {number} k */
  choice(text, k) {
    const button = html("button", { type: "button", "data-choice": String(k), lang: "en" }, prose(text));
    button.addEventListener("click", () => this.following?.place([k]));
    return button;
  }
}

/** @param {Following["connection"]} connection @param {boolean} isFollowing */
function said(connection, isFollowing) {
  if (connection === "unknown") return "There is no lecture of this code";
  if (connection === "ended") return "The lecture has ended; this picture stays yours";
  if (connection === "lost") return "The connection is lost. Trying again …";
  if (connection === "joining") return "Joining the lecture …";
  return isFollowing ? "Following the lecture" : "On my own";
}

/** @param {Following} following */
function noteOf({ question, isSent }) {
  if (isSent) return "Your answer has arrived. You can change it until the question is closed.";
  return question?.kind === "point"
    ? "Press on the map to place your answer, or use the arrow keys. No name is sent."
    : "No name is sent.";
}
