/** States from a file, through their links: `node round-trip.js FILE` prints what came back. */

import "./page.js";
import { readFileSync } from "node:fs";
import { createLinks } from "../../frontend/core/link.js";
import { FIRST_LAB, LABS } from "./labs.js";

const { fromFragment, toFragment } = createLinks(LABS, FIRST_LAB);
const states = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const returned = states.map((state) => {
  const link = toFragment(state);
  const { state: opened, complaints } = fromFragment(link);
  const { scene: _, ...own } = opened;
  return { link, complaints, state: own };
});
process.stdout.write(JSON.stringify(returned));
