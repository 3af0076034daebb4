import assert from "node:assert/strict";
import { test } from "node:test";

/** As much of an element as drawing needs, with all that it is told. */
class FakeElement {
  constructor(tag) {
    Object.assign(this, { tag, nodes: [], attributes: {}, told: [] });
  }
  get firstChild() {
    return this.nodes[0];
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
    this.told.push(name);
  }
  append(...nodes) {
    this.put([...this.nodes, ...nodes]);
  }
  replaceChildren(...nodes) {
    this.told.push("content");
    this.put(nodes);
  }
  /** What stands in one element stands in no other. */
  put(nodes) {
    this.nodes = nodes.map((each) => (typeof each === "string" ? { nodeValue: each } : each));
    for (const each of this.nodes) {
      if (each.parent && each.parent !== this) each.parent.nodes = each.parent.nodes.filter((other) => other !== each);
      each.parent = this;
    }
  }
  get shown() {
    const own = Object.entries(this.attributes).map(([name, value]) => ` ${name}=${value}`);
    return `<${this.tag}${own.join("")}>${this.nodes.map(({ shown, nodeValue }) => shown ?? nodeValue).join("|")}</>`;
  }
}

globalThis.document = /** @type {any} */ ({
  getElementById: () => null,
  createElementNS: (_, tag) => new FakeElement(tag),
});
const { apart, contain, made, redraw } = await import("../../frontend/core/redraw.js");

/** @type {(tag: string, attributes?: any, content?: any[]) => any} */
const svg = (tag, attributes = {}, content = []) => made("svg", tag, attributes, content);
/** @returns {any} */
const place = () => new FakeElement("place");

test("an element that moves is the same element, and told only where it is now", () => {
  const overlay = place();
  const draw = (/** @type {number} */ x) => redraw(overlay, () => [svg("circle", { cx: x, r: 3 })]);
  draw(1);
  const [dot] = overlay.nodes;
  dot.told.length = 0;
  draw(2);
  assert.equal(overlay.nodes[0], dot);
  assert.deepEqual([dot.told, dot.attributes], [["cx"], { cx: "2", r: "3" }]);
  draw(2);
  assert.deepEqual(dot.told, ["cx"]);
});

test("a text that changes is the same text node", () => {
  const line = place();
  redraw(line, () => [svg("mn", {}, ["1"])]);
  const [text] = line.nodes[0].nodes;
  redraw(line, () => [svg("mn", {}, ["2.5"])]);
  assert.equal(line.shown, "<place><mn>2.5</></>");
  assert.equal(line.nodes[0].nodes[0], text);
});

/** Drawings one after the other: each must look as if it was drawn on an empty place. */
const DRAWINGS = {
  nothing: () => [],
  "a row of two": () => [svg("g", { class: "a" }, [svg("path", { d: "M0" }), svg("text", { x: 1 }, ["f"])])],
  "the same in another order": () => [
    svg("text", { x: 2 }, ["g"]),
    svg("g", { class: "b" }, [svg("path", { d: "M1" })]),
  ],
  "with fewer attributes": () => [svg("path"), svg("g", {}, [svg("path", { d: "M2", fill: "none" })])],
  "what was inside is outside": () => [svg("path", { d: "M3" }), svg("path", { d: "M4" }), svg("g", { class: "a" })],
  "what was outside is inside": () => [svg("g", { class: "c" }, [svg("path", { d: "M5" }), svg("path", { d: "M6" })])],
  "texts and elements in turn": () => [svg("mrow", {}, ["a", svg("mn", {}, ["1"]), "b"]), " where "],
  "an element for a text": () => [svg("mrow", {}, [svg("mn", {}, [svg("mi", {}, ["x"])])])],
  "texts of no letters": () => [svg("mrow", {}, [""]), svg("mn", {}, ["7"])],
};

test("whatever was drawn before, what is drawn is what was asked for", () => {
  const names = Object.keys(DRAWINGS);
  const shared = place();
  for (const before of names)
    for (const after of names) {
      const fresh = place();
      redraw(fresh, DRAWINGS[after]);
      redraw(shared, DRAWINGS[before]);
      redraw(shared, DRAWINGS[after]);
      assert.equal(shared.shown, fresh.shown, `${after} after ${before}`);
    }
});

test("two drawings share nothing", () => {
  const [one, other] = [place(), place()];
  for (const each of [one, other, one]) redraw(each, () => [svg("path", { d: "M0" })]);
  assert.notEqual(one.nodes[0], other.nodes[0]);
});

test("what is kept by who made it is not taken for something else", () => {
  const overlay = place();
  /** @type {any} */
  let field = null;
  const draw = (/** @type {string} */ d) =>
    redraw(overlay, () => {
      field ??= apart(() => svg("path", { d: "field" }));
      return [field, svg("path", { d })];
    });
  for (const d of ["M1", "M2"]) draw(d);
  assert.equal(overlay.shown, "<place><path d=field></>|<path d=M2></></>");
});

test("a drawing that fails leaves the next one right", () => {
  const overlay = place();
  redraw(overlay, () => [svg("path", { d: "M0" })]);
  assert.throws(() =>
    redraw(overlay, () => {
      svg("path", { d: "M1" });
      throw new Error("no");
    }),
  );
  redraw(overlay, () => [svg("path", { d: "M0" }), svg("path", { d: "M2" })]);
  assert.equal(overlay.shown, "<place><path d=M0></>|<path d=M2></></>");
  assert.notEqual(svg("path", { d: "M3" }), overlay.nodes[0]);
});

test("content that is the same is left alone", () => {
  const title = place();
  const text = svg("text", {}, ["f"]);
  for (let k = 0; k < 2; k++) contain(title, [text]);
  assert.deepEqual(title.told, ["content"]);
});
