import "./page.js";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createLinks } from "../../frontend/core/link.js";
import { FIRST_LAB, LABS } from "./labs.js";

/**
 * What links opened before the labs' states were models, as it was recorded then: `first` states of the labs; links
 * that were `read`, each with its lab, what differs from the first state, and how many complaints there were; values
 * that were `refused` with one complaint, by lab and key; and the addresses of `scenes`.
 */
const OLD = JSON.parse(readFileSync(new URL("./old-links.json", import.meta.url), "utf-8"), (key, value) =>
  // A switch that came later is off.
  key === "show" && "lens" in value ? { ...value, equal: false } : value,
);
const { fromFragment, toFragment } = createLinks(LABS, FIRST_LAB);

/** A state of then with what labs have had since: as it is at first, and not shown. */
function grown(old) {
  const first = LABS.find(({ DEFAULT_STATE }) => DEFAULT_STATE.lab === old.lab).DEFAULT_STATE;
  const hidden = Object.fromEntries(Object.keys(first.show ?? {}).map((name) => [name, false]));
  return { ...first, ...old, ...(first.show ? { show: { ...hidden, ...old.show } } : {}) };
}

for (const { DEFAULT_STATE: state } of LABS)
  test(`the ${state.lab} lab begins as it always did, and its first state comes back from its link`, () => {
    if (OLD.first[state.lab]) assert.deepEqual(state, grown(OLD.first[state.lab]));
    assert.deepEqual(fromFragment(toFragment(state)), { state, complaints: [] });
  });

test("old links open as they always did", () => {
  for (const [link, lab, changes, count] of OLD.read) {
    const { state, complaints } = fromFragment(link);
    assert.deepEqual(state, grown({ ...OLD.first[lab], ...changes }), link);
    // A pace that there is not was passed over; now it is said.
    assert.equal(complaints.length, count + Number(/&speed=(?!(1|2|5|10|50)$)/.test(link)), link);
  }
});

test("what an old link could not say is still said, once, and the usual takes its place", () => {
  for (const [lab, keys] of Object.entries(OLD.refused))
    for (const [key, values] of Object.entries(keys))
      for (const value of values) {
        const { state, complaints } = fromFragment(`#v=1&lab=${lab}&${key}=${value}`);
        assert.deepEqual([state, complaints.length], [grown(OLD.first[lab]), 1], `${lab} ${key}=${value}`);
        assert.ok(complaints[0].includes(key.replace("p.", "")) || key === "class" || key === "px" || key === "py");
      }
});

test("a method that was chosen keeps its own usual settings in a link", () => {
  for (const lab of ["regression", "network"]) {
    const { DEFAULT_STATE } = LABS.find((each) => each.DEFAULT_STATE.lab === lab);
    const state = { ...DEFAULT_STATE, method: "adam", settings: {} };
    assert.deepEqual(fromFragment(toFragment(state)), { state, complaints: [] });
  }
});

test("outliers that an old link asks for are no more than there are points", () => {
  assert.equal(fromFragment("#lab=regression&outliers=50").state.outliers, 20);
  assert.equal(fromFragment("#lab=regression&count=60&outliers=50").state.outliers, 50);
});

test("the address of every scene of the course comes back as its state", () => {
  for (const [scene, lab, changes] of OLD.scenes) {
    const state = grown({ ...OLD.first[lab], ...changes });
    assert.deepEqual(fromFragment(toFragment(state)), { state, complaints: [] }, scene);
  }
});

test("a walk keeps the point of the lab that it came from", () => {
  const { state, complaints } = fromFragment("#lab=paths&at=1,-0.5");
  assert.deepEqual([state.point, complaints], [[1, -0.5], []]);
  assert.deepEqual(fromFragment(toFragment(state)).state, state);
});
