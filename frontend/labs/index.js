/** The labs, in the order of the header. A lab is one entry here and a folder of its own. */

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
import { RegressionLab } from "./regression/regression-lab.js";
import * as regression from "./regression/state.js";
import * as surface from "./surface/state.js";
import { SurfaceLab } from "./surface/surface-lab.js";

/** @type {import("../core/laboratory.js").LabEntry[]} */
export const LABS = [
  { title: "Derivative", codec: derivative, Lab: DerivativeLab },
  { title: "Descent", codec: descent, Lab: DescentLab },
  { title: "Surface", codec: surface, Lab: SurfaceLab },
  { title: "Paths", codec: paths, Lab: PathsLab },
  { title: "Jacobian", codec: jacobian, Lab: JacobianLab },
  { title: "Regression", codec: regression, Lab: RegressionLab },
  { title: "Network", codec: network, Lab: NetworkLab },
];

/** The lab of a link that names none. */
export const FIRST_LAB = "surface";
