/** The constraints lab: a function on a curve or a surface, descent on a surface, distributions walking to data. */

import { labOfViews } from "../common/lab-of-views.js";
import { isChart } from "./constraint.js";
import { CurveView } from "./curve/curve-view.js";
import { beginningOf } from "./family/family-group.js";
import { FamilyView } from "./family/family-view.js";
import { DEFAULT_STATE } from "./state.js";
import { SpaceView } from "./space/space-view.js";
import { SurfaceView } from "./surface/surface-view.js";

const { source, constraint, domain, level, levels, depth, start, rate, steps } = DEFAULT_STATE;
const inSpace = {
  source: "x y z",
  constraint: "x^2 + y^2 + z^2 = 3",
  domain: { x: [-2.1, 2.1], y: [-2.1, 2.1] },
  depth: { z: [-2.1, 2.1] },
  start: [0.4, -1.3, 1.1],
};
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
    name: "space",
    title: "On a surface",
    View: SpaceView,
    // Descent is about a function on a surface too, but may have it by coordinates.
    beginning: (state) =>
      state.view === "surface" && !isChart(state.constraint) ? {} : { ...inSpace, levels, level: null, parameters: {} },
  },
  {
    name: "surface",
    title: "Descent on a surface",
    View: SurfaceView,
    beginning: (state) => ({
      ...(state.view === "space" ? {} : { ...onSphere, depth, start, level: null, parameters: {} }),
      ...{ rate, steps, step: 0, part: 0 },
    }),
  },
  {
    name: "family",
    title: "Natural gradient",
    View: FamilyView,
    beginning: () => ({ ...beginningOf("normal"), rate: 0.1, steps: 200, compare: "pair", parameters: {} }),
  },
]);
