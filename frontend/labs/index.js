/** The labs and the questions they answer. A lab is one entry here and a folder of its own, loaded when it opens. */

import { CATALOGUE } from "../core/catalogue.js";
import * as constraints from "./constraints/state.js";
import * as derivative from "./derivative/state.js";
import * as descent from "./descent/state.js";
import * as implicit from "./implicit/state.js";
import * as jacobian from "./jacobian/state.js";
import * as network from "./network/state.js";
import * as paths from "./paths/state.js";
import * as regression from "./regression/state.js";
import * as surface from "./surface/state.js";

const { variables, map_variables } = CATALOGUE.limits;

/**
 * Functions of one variable are curves, those of two are surfaces; walks go further.
 * @type {import("../core/laboratory.js").LabEntry[]}
 */
export const LABS = [
  {
    codec: derivative,
    takes: { fewest: 1, most: 1, as: "a curve" },
    load: async () => (await import("./derivative/derivative-lab.js")).DerivativeLab,
  },
  {
    codec: descent,
    takes: { fewest: 1, most: 1, as: "a walk along a line" },
    fresh: { step: 4 },
    load: async () => (await import("./descent/descent-lab.js")).DescentLab,
  },
  {
    codec: surface,
    takes: { fewest: 2, most: 2, as: "a surface" },
    load: async () => (await import("./surface/surface-lab.js")).SurfaceLab,
  },
  { codec: implicit, isOfEquations: true, load: async () => (await import("./implicit/implicit-lab.js")).ImplicitLab },
  {
    codec: paths,
    takes: { fewest: 2, most: variables, as: "walks" },
    fresh: { step: 40 },
    load: async () => (await import("./paths/paths-lab.js")).PathsLab,
  },
  {
    codec: constraints,
    takes: { fewest: 1, most: 3, as: "a function on a constraint" },
    load: async () => (await import("./constraints/constraints-lab.js")).ConstraintsLab,
  },
  {
    codec: jacobian,
    takes: { fewest: 1, most: map_variables, vectors: true, as: "a map" },
    load: async () => (await import("./jacobian/jacobian-lab.js")).JacobianLab,
  },
  {
    codec: regression,
    fresh: { step: 8 },
    load: async () => (await import("./regression/regression-lab.js")).RegressionLab,
  },
  { codec: network, load: async () => (await import("./network/network-lab.js")).NetworkLab },
];

/** What one asks, in the order of the header: the first of its labs that takes the function opens. */
export const QUESTIONS = [
  { title: "Derivatives", labs: ["derivative", "surface", "implicit"] },
  { title: "Descent", labs: ["descent", "paths"] },
  { title: "Constraints", labs: ["constraints"] },
  { title: "Maps", labs: ["jacobian"] },
  { title: "Regression", labs: ["regression"] },
  { title: "Networks", labs: ["network"] },
];

/** The lab of a link that names none. */
export const FIRST_LAB = "surface";
