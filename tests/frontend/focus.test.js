import assert from "node:assert/strict";
import { test } from "node:test";
import { watchFocus } from "../../frontend/core/focus.js";

/** As much of an element as has, or holds what has, the focus. */
class Part {
  parentElement = null;
  hidden = false;
  constructor(localName, words = "", children = []) {
    Object.assign(this, { localName, textContent: words, children: [] });
    this.replaceChildren(...children);
  }
  replaceChildren(...children) {
    const removedNodes = this.children;
    for (const child of removedNodes) child.parentElement = null;
    this.children = children;
    for (const child of children) child.parentElement = this;
    const isTaken = removedNodes.some((node) => node.contains(document.activeElement));
    if (isTaken) document.activeElement = document.body;
    page.mutations.push({ removedNodes });
  }
  get isConnected() {
    return this === document.body || Boolean(this.parentElement?.isConnected);
  }
  checkVisibility() {
    return this.isConnected && !this.hidden && (this === document.body || this.parentElement.checkVisibility());
  }
  matches(selector) {
    return selector === ":focus-visible" ? !this.isPressed : selector.split(", ").includes(this.localName);
  }
  getAttribute() {
    return null;
  }
  contains(other) {
    return other === this || this.children.some((child) => child.contains(other));
  }
  querySelectorAll() {
    const inside = this.children.flatMap((child) => [child, ...child.querySelectorAll()]);
    return inside.filter(({ localName }) => localName === "button" || localName === "textarea");
  }
  focus() {
    document.activeElement = this;
    page.hears("focusin");
  }
}

const page = {
  mutations: [],
  heard: {},
  hears: (name, event = {}) => (page.heard[name] ?? []).forEach((run) => run(event)),
  /** What the browser does at the end of a task. */
  ends: () => page.run(page.mutations.splice(0)),
};

/** A body with two groups of buttons, the focus on one of them, and where it went when nothing was left. */
function pageWith(...groups) {
  page.heard = {};
  const elsewhere = [];
  const state = /** @type {any} */ (globalThis);
  state.document = {};
  state.addEventListener = (name, run) => (page.heard[name] ??= []).push(run);
  state.requestAnimationFrame = (run) => run();
  state.MutationObserver = class {
    constructor(run) {
      page.run = run;
    }
    observe() {}
    disconnect() {}
  };
  const main = new Part("main", "", groups);
  state.document.body = new Part("body", "", [main]);
  document.activeElement = document.body;
  watchFocus(() => elsewhere.push("elsewhere"));
  return { main, elsewhere };
}
const button = (words) => new Part("button", words);
const words = () => document.activeElement?.textContent;

test("of what is drawn anew, that with the same words has the focus, else what stands in its place", () => {
  const list = new Part("ul", "", [button("one"), button("two")]);
  pageWith(list);
  list.children[1].focus();
  list.replaceChildren(button("zero"), button("one"), button("two"));
  page.ends();
  assert.equal(words(), "two");
  list.replaceChildren(button("a"), button("b"));
  page.ends();
  assert.equal(words(), "b");
});

test("a button that is gone hands the focus on to no field that would write what is pressed next", () => {
  const line = new Part("div", "", [
    new Part("textarea", "f"),
    button("open"),
    new Part("textarea", "g"),
    button("more"),
  ]);
  pageWith(line);
  line.children[1].focus();
  line.replaceChildren(new Part("textarea", "f"), new Part("textarea", "g"), button("more"));
  page.ends();
  assert.equal(words(), "more");
  // One that is written anew keeps it.
  line.children[0].focus();
  line.replaceChildren(new Part("textarea", "f"), button("more"));
  page.ends();
  assert.equal(document.activeElement?.localName, "textarea");
});

test("what is put in again keeps the focus", () => {
  const tabs = new Part("nav", "", [button("map"), button("chain")]);
  const { main } = pageWith(tabs);
  tabs.children[1].focus();
  main.replaceChildren(tabs, new Part("section", "", [button("other")]));
  page.ends();
  assert.equal(words(), "chain");
});

test("what is hidden hands the focus on, and where all is gone it goes elsewhere", () => {
  const group = new Part("div", "", [button("add"), button("take away")]);
  const { main, elsewhere } = pageWith(group);
  group.children[0].focus();
  group.children[0].hidden = true;
  document.activeElement = document.body;
  page.hears("focusout", { relatedTarget: null });
  assert.equal(words(), "take away");
  main.replaceChildren(new Part("section", "", [button("other lab")]));
  page.ends();
  assert.deepEqual(elsewhere, ["elsewhere"]);
  // A mouse has no place to lose.
  const other = pageWith(new Part("div", "", [Object.assign(button("pressed"), { isPressed: true })]));
  other.main.children[0].children[0].focus();
  other.main.replaceChildren();
  page.ends();
  assert.deepEqual(other.elsewhere, []);
});

test("who leaves a field has left it, whatever is written anew", () => {
  const [line, card] = [new Part("div", "", [button("field")]), new Part("div", "", [button("old")])];
  pageWith(line, card);
  line.children[0].focus();
  document.activeElement = document.body;
  card.replaceChildren(button("new"));
  page.ends();
  assert.equal(document.activeElement, document.body);
  page.hears("focusout", { relatedTarget: null });
  line.replaceChildren(button("field"));
  page.ends();
  assert.equal(document.activeElement, document.body);
});
