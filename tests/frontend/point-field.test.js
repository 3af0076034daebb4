import assert from "node:assert/strict";
import { test } from "node:test";
import { PointField } from "../../frontend/widgets/point-field.js";

/** What is read of a point, without the fields it is typed in. */
function saidOf(point, box) {
  const rest = { dataset: { key: "" }, replaceChildren: () => {} };
  const field = Object.assign(Object.create(PointField.prototype), { rest, show: PointField.prototype.read });
  field.showPoint(["x", "y"], point, box);
  return rest.dataset.key;
}

test("a place is read with as many digits as tell it apart in its box", () => {
  const narrow = { x: [1000000, 1000001], y: [0, 1] };
  const wide = { x: [-2e6, 2e6], y: [0, 1] };
  const said = ({ x, y }) => saidOf([1000000.5, 0.25], [x, y]);
  assert.equal(said(narrow), "(1.0000005·10⁶, 0.25)");
  assert.equal(said(wide), "(1000001, 0.25)");
  assert.equal(saidOf([1.23456, 0]), "(1.235, 0)");
});
