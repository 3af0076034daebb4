/** The sign of work over the page: a line that runs, the old picture pale, then words and a button to give up. */

import { html } from "./dom.js";
import { say } from "./status.js";
import { t } from "./texts.js";
import { Work } from "./work.js";

/** What is said, and the name of the button. @type {Partial<Record<import("./work.js").Stage, [string, string]>>} */
const WORDS = {
  long: ["Computing …", "Stop"],
  endless: ["This takes longer than usual. You can wait, or give up: the page stays as it is.", "Give up"],
};

/** Shows in an element how long answers have been awaited. @param {HTMLElement} element @returns {Work} */
export function workShownIn(element) {
  const words = html("span", { role: "status" });
  const button = html("button", { type: "button", class: "quiet" });
  element.append(words, button);
  let does = "";
  const work = new Work(({ stage, hidesOld }) => {
    const [text = "", name = ""] = WORDS[stage] ?? [];
    element.dataset.stage = stage;
    words.textContent = t(text);
    button.textContent = t(name);
    does = name;
    button.hidden = !name;
    document.documentElement.toggleAttribute("data-old", hidesOld);
  });
  element.dataset.stage = "rest";
  button.hidden = true;
  // What is typed keeps the focus: without it the line would fold up, and the button leave the pointer.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const done = does === "Stop" ? "Stopped" : "Given up";
    work.stop();
    const left = work.isGivenUp ? "what you see is of the text before" : "some of it may be missing";
    say("work", `${done}: ${left}. Change anything to ask again.`, 8_000, "note");
  });
  return work;
}
