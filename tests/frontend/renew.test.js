import assert from "node:assert/strict";
import { test } from "node:test";

/** As much of a tree of nodes as taking over content needs. */
class FakeNode {
  constructor(nodeName, nodeValue, attributes = {}) {
    Object.assign(this, { nodeName, nodeValue, childNodes: [], named: attributes });
    if (nodeValue === null) this.attributes = Object.entries(attributes).map(([name, value]) => ({ name, value }));
  }
  get firstChild() {
    return this.childNodes[0] ?? null;
  }
  get nextSibling() {
    return this.parent?.childNodes[this.parent.childNodes.indexOf(this) + 1] ?? null;
  }
  getAttribute(name) {
    return this.named[name] ?? null;
  }
  appendChild(node) {
    node.parent?.removeChild(node);
    node.parent = this;
    this.childNodes.push(node);
  }
  removeChild(node) {
    this.childNodes.splice(this.childNodes.indexOf(node), 1);
  }
  replaceChild(node, old) {
    node.parent?.removeChild(node);
    node.parent = this;
    this.childNodes[this.childNodes.indexOf(old)] = node;
  }
  get shown() {
    const own = Object.entries(this.named).map(([name, value]) => ` ${name}=${value}`);
    return this.nodeValue ?? `<${this.nodeName}${own.join("")}>${this.childNodes.map(({ shown }) => shown).join("|")}`;
  }
}

globalThis.document = /** @type {any} */ ({
  getElementById: () => null,
  createTextNode: (text) => new FakeNode("#text", text),
});
const { renew } = await import("../../frontend/core/dom.js");

/** @returns {any} */
const element = (name, children = [], attributes = {}) => {
  const made = new FakeNode(name, null, attributes);
  for (const child of children) made.appendChild(typeof child === "string" ? new FakeNode("#text", child) : child);
  return made;
};
const number = (text) => element("mn", [text]);
const sum = (...parts) => element("math", parts);

test("a formula of which a number has changed is the same formula with another text", () => {
  const line = element("dd", [sum(number("1"), element("mo", ["+"]), number("2"))]);
  const [formula] = line.childNodes;
  const [, sign, second] = formula.childNodes;
  const text = second.firstChild;
  renew(line, [sum(number("1"), element("mo", ["+"]), number("3.5"))]);
  assert.equal(line.shown, "<dd><math><mn>1|<mo>+|<mn>3.5");
  assert.equal(line.firstChild, formula);
  assert.equal(formula.childNodes[1], sign);
  assert.equal(second.firstChild, text);
});

for (const [what, before, after] of [
  ["more parts", [sum(number("1"))], [sum(number("1"), number("2"), number("3"))]],
  ["fewer parts", [sum(number("1"), number("2"), number("3")), "and", "so on"], [sum(number("4"))]],
  ["other parts", [sum(number("1"))], [sum(element("mi", ["x"]))]],
  ["text for an element", [sum(number("1"))], ["none here"]],
  ["an element for text", ["none here"], [sum(number("1"))]],
  ["other attributes", [element("td", ["1"], { class: "words" })], [element("td", ["1"])]],
  ["another attribute's value", [element("td", ["1"], { class: "a" })], [element("td", ["1"], { class: "b" })]],
  ["attributes where none were", [element("td", ["1"])], [element("td", ["1"], { class: "b" })]],
  ["nothing", [sum(number("1")), " where "], []],
  ["the first of all", [], [sum(number("1")), " where "]],
])
  test(`content renewed reads as what was given: ${what}`, () => {
    const wanted = element("div", after).shown;
    const place = element("div", before);
    renew(place, [...element("div", after).childNodes]);
    assert.equal(place.shown, wanted);
  });
