/**
 * The network lab: training on points of the plane, its loss as a landscape, or a few samples forward and back, number
 * by number.
 */

import { labOfViews } from "../common/lab-of-views.js";
import { LandscapeView } from "./landscape/landscape-view.js";
import { samplesBeginning, trainingBeginning } from "./samples-along.js";
import { StepsView } from "./steps/steps-view.js";
import { TrainingView } from "./training/training-view.js";

export const NetworkLab = labOfViews([
  { name: "training", title: "Training", View: TrainingView, beginning: trainingBeginning },
  { name: "landscape", title: "Landscape", View: LandscapeView, beginning: trainingBeginning },
  { name: "steps", title: "Number by number", View: StepsView, beginning: samplesBeginning },
]);
