/** The constraints lab: a function on the curve of an equation, descent on a surface, distributions walking to data. */

import { labOfViews } from "../common/lab-of-views.js";
import { CurveView } from "./curve/curve-view.js";
import { beginningOf } from "./family/family-group.js";
import { FamilyView } from "./family/family-view.js";
import { DEFAULT_STATE } from "./state.js";
import { SurfaceView } from "./surface/surface-view.js";

const { source, constraint, domain, level, depth, start, rate, steps } = DEFAULT_STATE;
const onSphere = {
  source: "x^2 + 2y^2 + 3z^2",
  constraint: "x^2 + y^2 + z^2 = 1",
  domain: { x: [-1.2, 1.2], y: [-1.2, 1.2] },
};

export const ConstraintsLab = labOfViews([
  {
    name: "curve",
    title: "On a curve",
    View: CurveView,
    beginning: () => ({ source, constraint, domain, level, parameters: {} }),
  },
  {
    name: "surface",
    title: "Descent on a surface",
    View: SurfaceView,
    beginning: () => ({ ...onSphere, depth, start, rate, steps, level: null, parameters: {}, step: 0, part: 0 }),
  },
  {
    name: "family",
    title: "Natural gradient",
    View: FamilyView,
    beginning: () => ({ ...beginningOf("normal"), rate: 0.1, steps: 200, compare: "pair", parameters: {} }),
  },
]);
