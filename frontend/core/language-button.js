/** The button that says, in its own language, which other one there is. */

import { choose, LANGUAGE, LANGUAGES } from "./texts.js";

/** @param {HTMLElement} button @param {() => void} beforeLeaving */
export function nameLanguages(button, beforeLeaving) {
  const [[code, name]] = Object.entries(LANGUAGES).filter(([each]) => each !== LANGUAGE);
  Object.assign(button, { textContent: code.toUpperCase(), title: name, lang: code });
  button.addEventListener("click", () => {
    // In the other language from now on, at the same place.
    choose(code);
    beforeLeaving();
    history.replaceState(null, "", location.href.replace(/&?lang=\w+/, ""));
    location.reload();
  });
}
