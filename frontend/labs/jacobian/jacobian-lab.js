/** The Jacobian lab: a map and its linear map, or a chain of maps. */

import { labOfViews } from "../common/lab-of-views.js";
import { ChainView } from "./chain/chain-view.js";
import { MapView } from "./map/map-view.js";
import { DEFAULT_STATE } from "./state.js";

const { source, sources, point, domain } = DEFAULT_STATE;

export const JacobianLab = labOfViews([
  { name: "map", title: "Linear map", View: MapView, beginning: () => ({ source, point, domain }) },
  {
    name: "chain",
    title: "Chain rule",
    View: ChainView,
    beginning: () => ({ sources, point: [0.6], domain: { x: [-3.2, 3.2], y: [-3, 3] }, step: 0 }),
  },
]);
