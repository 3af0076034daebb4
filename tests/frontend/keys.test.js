import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { listenToKeys } from "../../frontend/core/keys.js";
import { shareWheel } from "../../frontend/core/wheel.js";

const before = globalThis.addEventListener;
afterEach(() => (globalThis.addEventListener = before));

/** An element that is, for the selectors, what a few words say: its tag, its type, whether the keyboard led to it. */
function element({ tag, type = "", isByKeyboard = false }) {
  const isOne = (selector) => {
    const [, name, condition, focus] = /^(\w*)(?:\[type=(\w+)\])?(:focus-visible)?$/.exec(selector) ?? [];
    if (name === undefined) return false;
    return (!name || name === tag) && (!condition || condition === type) && (!focus || isByKeyboard);
  };
  const isTyping = tag === "textarea" || (tag === "input" && !["checkbox", "radio", "range"].includes(type));
  const closest = (selector) =>
    selector.startsWith("input:not") ? isTyping : selector.split(",").some((each) => isOne(each.trim()));
  return { closest, addEventListener: () => {} };
}

/** Which of the shortcuts runs when a key is pressed while an element has the focus. */
function pressed(key, target, extra = {}, repeat = false) {
  let listener;
  globalThis.addEventListener = (_, each) => (listener = each);
  const ran = [];
  const shortcuts = [" ", ".", "enter", "arrowleft", "home"].map((name) => ({
    ...{ keys: [name], shown: "", does: "", run: () => ran.push(name) },
    ...extra,
  }));
  listenToKeys(() => shortcuts);
  let isPrevented = false;
  listener({ key, target, repeat, altKey: false, preventDefault: () => (isPrevented = true) });
  assert.equal(isPrevented, ran.length > 0 || repeat);
  return ran[0] ?? null;
}

const BUTTON = element({ tag: "button" });
const SLIDER = element({ tag: "input", type: "range" });

test("space plays whatever has the focus, also a button that was just pressed", () => {
  for (const target of [BUTTON, SLIDER, element({ tag: "a" }), element({ tag: "body" }), element({ tag: "summary" })])
    assert.equal(pressed(" ", target), " ");
});

test("a box or a list that was reached by the keyboard keeps its own keys, and one that was clicked does not", () => {
  for (const kind of [{ tag: "input", type: "checkbox" }, { tag: "select" }]) {
    assert.equal(pressed(" ", element(kind)), " ");
    assert.equal(pressed(" ", element({ ...kind, isByKeyboard: true })), null);
  }
});

test("a key that is held moves on and on, but does only once what is to be done once", () => {
  const page = element({ tag: "body" });
  assert.equal(pressed("ArrowLeft", page, {}, true), "arrowleft");
  assert.equal(pressed("Home", page, { isOnce: true }), "home");
  assert.equal(pressed("Home", page, { isOnce: true }, true), null);
});

test("where one types, every key is text", () => {
  for (const key of [" ", ".", "Enter", "ArrowLeft", "Home"])
    for (const target of [element({ tag: "textarea" }), element({ tag: "input", type: "number" })])
      assert.equal(pressed(key, target), null);
});

test("enter presses the button that has the focus, and arrows move the slider", () => {
  assert.equal(pressed("Enter", BUTTON), null);
  assert.equal(pressed("Enter", element({ tag: "body" })), "enter");
  assert.equal(pressed("ArrowLeft", SLIDER), null);
  assert.equal(pressed("Home", SLIDER), null);
  assert.equal(pressed("ArrowLeft", BUTTON), "arrowleft");
  assert.equal(pressed(".", BUTTON), ".");
});

test("a key that has nothing to do is left to the element", () => {
  assert.equal(pressed(" ", BUTTON, { isIdle: () => true }), null);
});

/** A page with two pictures and some text; tells who gets a turn of the wheel. */
function createPage() {
  const listeners = {};
  shareWheel({ addEventListener: (name, listener) => (listeners[name] = listener) });
  const picture = () => ({ closest: () => "itself" });
  const places = { map: picture(), curve: picture(), text: { closest: () => null } };
  for (const [name, place] of Object.entries(places)) if (name !== "text") place.closest = () => place;
  const event = (name, more = {}) => ({ target: places[name], buttons: 0, ...more });
  return {
    press: (name) => listeners.pointerdown(event(name)),
    move: (name, buttons = 0) => listeners.pointermove(event(name, { buttons })),
    wheel(name, more = {}) {
      const seen = { isThePictures: true, isZoomOfPage: true };
      listeners.wheel(
        event(name, {
          ...more,
          stopImmediatePropagation: () => (seen.isThePictures = false),
          preventDefault: () => (seen.isZoomOfPage = false),
        }),
      );
      return seen;
    },
  };
}

test("the wheel is the page's; with Ctrl, or once it was pressed, the picture's", () => {
  const page = createPage();
  assert.equal(page.wheel("map").isThePictures, false);
  assert.deepEqual(page.wheel("map", { ctrlKey: true }), { isThePictures: true, isZoomOfPage: false });
  page.press("map");
  assert.equal(page.wheel("map").isThePictures, true);
  assert.equal(page.wheel("curve").isThePictures, false);
  assert.equal(page.wheel("text").isThePictures, true);
});

test("a picture that was pressed gives the wheel back when the pointer leaves it, but not while it is dragged", () => {
  const page = createPage();
  page.press("map");
  page.move("text", 1);
  assert.equal(page.wheel("map").isThePictures, true);
  page.move("text");
  assert.equal(page.wheel("map").isThePictures, false);
});
