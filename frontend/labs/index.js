/** The labs, in the order of the header. A lab is one entry here and a folder of its own, loaded when it is opened. */

import * as derivative from "./derivative/state.js";
import * as descent from "./descent/state.js";
import * as jacobian from "./jacobian/state.js";
import * as network from "./network/state.js";
import * as paths from "./paths/state.js";
import * as regression from "./regression/state.js";
import * as surface from "./surface/state.js";

/** @type {import("../core/laboratory.js").LabEntry[]} */
export const LABS = [
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

/** The lab of a link that names none. */
export const FIRST_LAB = "surface";
