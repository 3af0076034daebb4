/** The codecs of all labs, without their pictures. */

import * as constraints from "../../frontend/labs/constraints/state.js";
import * as derivative from "../../frontend/labs/derivative/state.js";
import * as descent from "../../frontend/labs/descent/state.js";
import * as implicit from "../../frontend/labs/implicit/state.js";
import * as jacobian from "../../frontend/labs/jacobian/state.js";
import * as network from "../../frontend/labs/network/state.js";
import * as paths from "../../frontend/labs/paths/state.js";
import * as regression from "../../frontend/labs/regression/state.js";
import * as surface from "../../frontend/labs/surface/state.js";

export const LABS = [derivative, descent, surface, implicit, paths, constraints, jacobian, regression, network];
export const FIRST_LAB = "surface";
