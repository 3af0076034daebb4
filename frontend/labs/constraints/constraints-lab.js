/** The constraints lab: a function on the curve of an equation, or descent on a surface. */

import { labOfViews } from "../common/lab-of-views.js";
import { CurveView } from "./curve/curve-view.js";
import { DEFAULT_STATE } from "./state.js";
import { SurfaceView } from "./surface/surface-view.js";

const { source, constraint, domain, level, depth, start } = DEFAULT_STATE;
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
    beginning: () => ({ ...onSphere, depth, start, level: null, parameters: {}, step: 0, part: 0 }),
  },
]);
