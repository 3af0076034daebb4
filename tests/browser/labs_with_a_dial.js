/** The registry of the labs with one more, as small as a lab can be: it proves that one entry is enough. */

import { html } from "../core/dom.js";
import { arrowKeys } from "../core/keys.js";
import * as derivative from "./derivative/state.js";
import * as descent from "./descent/state.js";
import * as jacobian from "./jacobian/state.js";
import * as network from "./network/state.js";
import * as paths from "./paths/state.js";
import * as regression from "./regression/state.js";
import * as surface from "./surface/state.js";

const dial = {
  DEFAULT_STATE: { lab: "dial", scene: null, turned: 0 },
  UNNOTED: [],
  pairsOf: ({ turned }) => [["turned", String(turned)]],
  readState: (link) => ({ lab: "dial", turned: link.number("turned", 0) }),
};

class Dial {
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

export const LABS = [
  { title: "Dial", codec: dial, load: async () => Dial },
  {
    title: "Derivative",
    codec: derivative,
    load: async () => (await import("./derivative/derivative-lab.js")).DerivativeLab,
  },
  { title: "Descent", codec: descent, load: async () => (await import("./descent/descent-lab.js")).DescentLab },
  { title: "Surface", codec: surface, load: async () => (await import("./surface/surface-lab.js")).SurfaceLab },
  { title: "Paths", codec: paths, load: async () => (await import("./paths/paths-lab.js")).PathsLab },
  { title: "Jacobian", codec: jacobian, load: async () => (await import("./jacobian/jacobian-lab.js")).JacobianLab },
  {
    title: "Regression",
    codec: regression,
    load: async () => (await import("./regression/regression-lab.js")).RegressionLab,
  },
  { title: "Network", codec: network, load: async () => (await import("./network/network-lab.js")).NetworkLab },
];
export const FIRST_LAB = "surface";
