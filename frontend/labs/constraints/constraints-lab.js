/** The constraints lab: a function on a curve or a surface, descent on a surface, distributions walking to data. */

import { labOfViews } from "../common/lab-of-views.js";
import { isChart } from "./constraint.js";
import { CurveView } from "./curve/curve-view.js";
import { beginningOf, FAMILY_PACE, IN_SPACE, ON_SPHERE } from "./beginnings.js";
import { FamilyView } from "./family/family-view.js";
import { DEFAULT_STATE } from "./state.js";
import { SpaceView } from "./space/space-view.js";
import { SurfaceView } from "./surface/surface-view.js";

const { source, constraint, domain, level, levels, depth, start, rate, steps } = DEFAULT_STATE;
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
      state.view === "surface" && !isChart(state.constraint)
        ? {}
        : { ...IN_SPACE, levels, level: null, parameters: {} },
  },
  {
    name: "surface",
    title: "Descent on a surface",
    View: SurfaceView,
    beginning: (state) => ({
      ...(state.view === "space" ? {} : { ...ON_SPHERE, depth, start, level: null, parameters: {} }),
      ...{ rate, steps, step: 0, part: 0 },
    }),
  },
  {
    name: "family",
    title: "Natural gradient",
    View: FamilyView,
    beginning: () => ({ ...beginningOf("normal"), ...FAMILY_PACE, compare: "pair", parameters: {} }),
  },
]);
