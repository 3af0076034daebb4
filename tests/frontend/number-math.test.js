import { shapesOf } from "./fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { factor, signedNumber } from "../../frontend/labs/common/number-math.js";

test("the sign of a negative number is none of a difference, wherever it stands", () => {
  for (const written of [signedNumber(-1.5), [factor(-1.5)]]) {
    const [sign] = shapesOf(/** @type {any} */ (written), "mo").filter(({ children }) => children[0] === "−");
    assert.equal(sign.attributes.form, "prefix");
  }
});
