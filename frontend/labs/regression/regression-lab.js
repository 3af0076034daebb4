/** The regression lab: a model fitted to points by descent, and the norms behind its losses. */

import { labOfViews } from "../common/lab-of-views.js";
import { FitView } from "./fit-view.js";
import { NormsView } from "./norms-view.js";

export const RegressionLab = labOfViews([
  { name: "fit", title: "Fit", View: FitView, beginning: () => ({}) },
  { name: "norms", title: "p-norms", View: NormsView, beginning: () => ({}) },
]);
