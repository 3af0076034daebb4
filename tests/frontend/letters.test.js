import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { inOldOrder, isOrderInDoubt, withOrder } from "../../frontend/core/letters.js";
import { createLinks } from "../../frontend/core/link.js";
import { withOldOrder } from "../../frontend/labs/common/old-order.js";
import { FIRST_LAB, LABS } from "./labs.js";

const { fromFragment, toFragment, isOfOldOrder } = createLinks(LABS, FIRST_LAB);

/** What the backend reads in some texts. */
const READ = {
  "s t^2": ["s", "t"],
  "[s + t, s - t]": ["s", "t"],
  "u v": ["u", "v"],
  "q^2 - p": ["q", "p"],
  "w x": ["x", "w"],
  "[sin t, cos t]": ["t"],
};
const asked = [];
const send = async (path, { function: { source } }) => {
  asked.push([path, source]);
  if (!(source in READ)) throw new Error("cannot be read");
  return { inputs: READ[source].map((name) => ({ name, shape: [] })) };
};

/** The state of a link, as the page opens it. */
const opened = async (fragment) => {
  const { state } = fromFragment(fragment);
  return isOfOldOrder(fragment) ? withOldOrder(state, send) : state;
};

test("what an old link's numbers belong to stays so: the text is given the order it was read in", async () => {
  for (const [link, source, numbers] of [
    ["#v=1&f=s t^2&at=2,3", "f(t, s) = s t^2", [2, 3]],
    ["#v=1&lab=surface&f=q^2 - p&at=1,2", "f(p, q) = q^2 - p", [1, 2]],
    ["#v=1&lab=surface&f=w x&at=1,2", "w x", [1, 2]],
    ["#v=1&lab=surface&f=u v&at=1,2", "u v", [1, 2]],
    ["#v=1&lab=jacobian&view=map&f=[s + t, s - t]&at=1,2", "f(t, s) = [s + t, s - t]", [1, 2]],
  ]) {
    const state = await opened(link);
    assert.deepEqual([state.source, state.point], [source, numbers], link);
  }
  const walk = await opened("#v=1&lab=paths&f=s t^2&runs=newton:0.5,1");
  assert.deepEqual([walk.source, walk.runs[0].start], ["f(t, s) = s t^2", [0.5, 1]]);
  const chain = await opened("#v=1&lab=jacobian&view=chain&f1=[s + t, s - t]&f2=s t^2&at=1,2");
  assert.deepEqual(chain.sources, ["f(t, s) = [s + t, s - t]", "f(t, s) = s t^2"]);
});

test("a link made since then says so, and opens as it is", async () => {
  const { state } = fromFragment("#v=1&lab=surface&f=s t^2&at=2,3");
  const link = toFragment(state);
  assert.match(link, /&letters=as-read$/);
  assert.deepEqual(await opened(link), state);
  // And one whose order has been written down needs not say it.
  assert.doesNotMatch(toFragment(await opened("#v=1&lab=surface&f=s t^2&at=2,3")), /letters/);
});

test("links whose order is not in doubt are as they were, and nobody is asked about them", async () => {
  asked.length = 0;
  for (const { DEFAULT_STATE } of LABS) {
    const link = toFragment(DEFAULT_STATE);
    assert.doesNotMatch(link, /letters/);
    assert.deepEqual(await opened(link), DEFAULT_STATE);
  }
  assert.deepEqual(asked, []);
});

test("a text that cannot be read stays as it is, for its lab to say why", async () => {
  assert.equal((await opened("#v=1&f=s t^&at=2,3")).source, "s t^");
});

test("whether the order is in doubt", () => {
  for (const source of [
    "s t",
    "t s",
    "x t",
    "s_1 + t_1",
    "q - p",
    "theta + phi",
    "t sin(s)",
    "z = s t",
    "a = 2\ns t a",
  ])
    assert.ok(isOrderInDoubt(source), source);
  for (const source of ["x y", "a x^2 + b y", "sin(x)", "f(s, t) = s t", "x_1 + x_2", "e^t", "exp(-x^2) tanh(y)", "3"])
    assert.ok(!isOrderInDoubt(source), source);
});

test("the order of once", () => {
  assert.deepEqual(inOldOrder(["s", "w", "v", "u", "t", "z", "x"]), ["x", "z", "t", "u", "v", "w", "s"]);
  assert.deepEqual(inOldOrder(["t_10", "t_2", "theta", "phi"]), ["t_2", "t_10", "phi", "theta"]);
});

test("the order is written before the last line", () => {
  assert.equal(withOrder("s t", ["t", "s"]), "f(t, s) = s t");
  assert.equal(withOrder("z = s t", ["t", "s"]), "z(t, s) = s t");
  assert.equal(withOrder("a = 2\ns t a", ["t", "s"]), "a = 2\nf(t, s) = s t a");
  assert.equal(withOrder("a = 2; s t a;", ["t", "s"]), "a = 2;f(t, s) = s t a");
  assert.equal(withOrder("s == t", ["t", "s"]), "f(t, s) = s == t");
});
