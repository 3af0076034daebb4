/** The network lab: training on points of the plane, its loss as a landscape, or one sample forward and back. */

import { labOfViews } from "../common/lab-of-views.js";
import { numbersOf } from "./numbers.js";
import { LandscapeView } from "./landscape/landscape-view.js";
import { DEFAULT_STATE, outputsOf } from "./state.js";
import { StepsView } from "./steps/steps-view.js";
import { TrainingView } from "./training-view.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 */

const { features, hidden, activations, settings, input, target } = DEFAULT_STATE;
/** A network small enough to look at every number of it. */
const EXAMPLE = { hidden: [2], activations: ["sigmoid", "sigmoid"], cost: "half-squared-error", initialisation: "uniform", numbers: null, input, target };

export const NetworkLab = labOfViews([
  { name: "training", title: "Training", View: TrainingView, beginning: learning },
  { name: "landscape", title: "Landscape", View: LandscapeView, beginning: learning },
  { name: "steps", title: "Number by number", View: StepsView, beginning: stepsBeginning },
]);

/** The same lesson in another view; the usual one after a single sample. @param {NetworkState} state */
function learning({ view }) {
  return view === "steps" ? { features, hidden, activations, settings, numbers: null, epoch: 0, axes: DEFAULT_STATE.axes } : {};
}

/** The network of the moment with the first of its points, where its inputs are the coordinates. @param {NetworkState} state @param {TrainingView | LandscapeView} view */
function stepsBeginning(state, view) {
  const { frame, samples } = view;
  const isPlain = state.features.every((name) => name === "x1" || name === "x2");
  if (!frame || !samples?.points.length || !isPlain || outputsOf(state) !== 1) return { ...EXAMPLE, step: 0 };
  const [point, answer] = [samples.points[0], samples.targets[0]];
  const isSigned = samples.classes > 0 && state.cost !== "cross-entropy";
  return { numbers: numbersOf(frame.network), input: state.features.map((name) => point[name === "x1" ? 0 : 1]), target: [isSigned ? 2 * answer - 1 : answer], step: 0 };
}
