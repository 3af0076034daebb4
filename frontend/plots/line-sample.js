/** A piece of a line as it stands in a plot, for its legend. */

import { svg } from "./svg.js";

const [WIDTH, HEIGHT] = [34, 8];

/** @param {{role: string, dash: string, weight: number}} look */
export function lineSample({ role, dash, weight }) {
  const line = svg("line", {
    x1: 0,
    x2: WIDTH,
    y1: HEIGHT / 2,
    y2: HEIGHT / 2,
    class: `sample ${role}`,
    "stroke-dasharray": dash,
  });
  line.setAttribute("style", `stroke-width: calc(var(--plot-line-width) * ${weight}px)`);
  return svg(
    "svg",
    { class: "line-sample", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, "aria-hidden": "true" },
    [line],
  );
}
