/** The registry of the labs with one more, as small as a lab can be: it proves that one entry is enough. */

import { CATALOGUE } from "../core/catalogue.js";
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

const { variables, map_variables } = CATALOGUE.limits;

export const LABS = [
  { codec: dial, load: async () => Dial },
  {
    codec: derivative,
    takes: { fewest: 1, most: 1, as: "a curve" },
    load: async () => (await import("./derivative/derivative-lab.js")).DerivativeLab,
  },
  {
    codec: descent,
    takes: { fewest: 1, most: 1, as: "a walk along a line" },
    load: async () => (await import("./descent/descent-lab.js")).DescentLab,
  },
  {
    codec: surface,
    takes: { fewest: 2, most: 2, as: "a surface" },
    load: async () => (await import("./surface/surface-lab.js")).SurfaceLab,
  },
  {
    codec: paths,
    takes: { fewest: 2, most: variables, as: "walks" },
    load: async () => (await import("./paths/paths-lab.js")).PathsLab,
  },
  {
    codec: jacobian,
    takes: { fewest: 1, most: map_variables, vectors: true, as: "a map" },
    load: async () => (await import("./jacobian/jacobian-lab.js")).JacobianLab,
  },
  { codec: regression, load: async () => (await import("./regression/regression-lab.js")).RegressionLab },
  { codec: network, load: async () => (await import("./network/network-lab.js")).NetworkLab },
];

export const QUESTIONS = [
  { title: "Dial", labs: ["dial"] },
  { title: "Derivatives", labs: ["derivative", "surface"] },
  { title: "Descent", labs: ["descent", "paths"] },
  { title: "Maps", labs: ["jacobian"] },
  { title: "Regression", labs: ["regression"] },
  { title: "Networks", labs: ["network"] },
];
export const FIRST_LAB = "surface";
