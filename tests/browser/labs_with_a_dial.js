/** The registry of the labs with one more, as small as a lab can be: it proves that one entry is enough. */

import { html } from "../core/dom.js";
import { arrowKeys } from "../core/keys.js";
import * as derivative from "./derivative/state.js";
import { DerivativeLab } from "./derivative/derivative-lab.js";
import * as descent from "./descent/state.js";
import { DescentLab } from "./descent/descent-lab.js";
import { JacobianLab } from "./jacobian/jacobian-lab.js";
import * as jacobian from "./jacobian/state.js";
import * as network from "./network/state.js";
import { NetworkLab } from "./network/network-lab.js";
import * as paths from "./paths/state.js";
import { PathsLab } from "./paths/paths-lab.js";
import * as regression from "./regression/state.js";
import { RegressionLab } from "./regression/regression-lab.js";
import * as surface from "./surface/state.js";
import { SurfaceLab } from "./surface/surface-lab.js";

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
  { title: "Dial", codec: dial, Lab: Dial },
  { title: "Derivative", codec: derivative, Lab: DerivativeLab },
  { title: "Descent", codec: descent, Lab: DescentLab },
  { title: "Surface", codec: surface, Lab: SurfaceLab },
  { title: "Paths", codec: paths, Lab: PathsLab },
  { title: "Jacobian", codec: jacobian, Lab: JacobianLab },
  { title: "Regression", codec: regression, Lab: RegressionLab },
  { title: "Network", codec: network, Lab: NetworkLab },
];
export const FIRST_LAB = "surface";
