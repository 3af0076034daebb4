/** The pictures by the names that the catalogue has for them. */

import { BASINS } from "./basins.js";
import { CONSTRAINT } from "./constraint.js";
import { CURVE } from "./curve.js";
import { LINE } from "./line.js";
import { MAP } from "./map.js";
import { NETWORK } from "./network.js";
import { PITS } from "./pits.js";
import { PLANE } from "./plane.js";
import { RACE } from "./race.js";

/** @type {Record<string, import("../marks.js").Tile>} */
export const TILES = {
  curve: CURVE,
  plane: PLANE,
  pits: PITS,
  race: RACE,
  basins: BASINS,
  constraint: CONSTRAINT,
  map: MAP,
  line: LINE,
  network: NETWORK,
};
