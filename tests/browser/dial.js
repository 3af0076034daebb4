/** The smallest lab there can be: it proves that one entry of the registry is enough. */

import { html } from "../core/dom.js";
import { arrowKeys } from "../core/keys.js";

export const dial = {
  DEFAULT_STATE: { lab: "dial", scene: null, turned: 0 },
  UNNOTED: [],
  pairsOf: ({ turned }) => [["turned", String(turned)]],
  readState: (link) => ({ lab: "dial", turned: link.number("turned", 0) }),
};

export class Dial {
  gestures = [["Press the dial", "to turn it"]];

  constructor(element, { store, change, sceneCard }) {
    const button = html("button", { class: "dial" });
    const turn = ([step]) => change({ turned: store.get().turned + step }, null);
    const show = () => (button.textContent = `turned ${store.get().turned} times`);
    button.addEventListener("click", () => turn([1]));
    store.subscribe(["turned"], show);
    show();
    element.append(sceneCard, button);
    this.store = store;
    this.shortcuts = [arrowKeys("turn the dial", { arrowright: [1], arrowleft: [-1] }, turn)];
  }

  open(state) {
    this.store.set(state);
  }

  redraw() {}

  dispose() {}
}
