import "../fake-svg.js";
import { test } from "node:test";
import { cellsPlace } from "../../../frontend/plots/marks/cells.js";
import { assertClose } from "../helpers.js";
import { mapPen } from "./pens.js";

test("a raster reaches half a cell beyond the box, and only what is in the frame is seen", () => {
  // Five starts from −2 to 2, a unit apart: half a unit is 50 px.
  const { box, seen } = cellsPlace({ columns: 5, rows: 5, pixels: new Uint8ClampedArray(100) }, mapPen());
  assertClose(
    [box, seen].map(({ left, right, top, bottom }) => [left, right, top, bottom]),
    [
      [50, 550, 50, 550],
      [100, 500, 100, 500],
    ],
  );
});

test("a raster of more columns than rows has narrower cells", () => {
  const { box } = cellsPlace({ columns: 9, rows: 3, pixels: new Uint8ClampedArray(108) }, mapPen());
  assertClose([box.left, box.right, box.top, box.bottom], [75, 525, 0, 600]);
});
