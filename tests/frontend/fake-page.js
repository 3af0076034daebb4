/**
 * As much of a page as plots need: elements that hear events, colours of the sheet, and a Plotly that notes what it is
 * asked for. To be imported first.
 */

import "./fake-svg.js";
import { token } from "./tokens.js";

/** An element of 600 × 600 px at the upper left of the window. */
export class FakeElement {
  constructor(tag = "div") {
    Object.assign(this, { tag, children: [], dataset: {}, style: {}, hidden: false, handlers: {}, attributes: {} });
    Object.assign(this, { clientWidth: 600, clientHeight: 600, className: "" });
    this.classList = {
      names: new Set(),
      add: (name) => this.classList.names.add(name),
      toggle: (name, isOn) => (isOn ? this.classList.names.add(name) : this.classList.names.delete(name)),
    };
  }
  append(...children) {
    this.children.push(...children);
  }
  prepend(...children) {
    this.children.unshift(...children);
  }
  replaceChildren(...children) {
    this.children = children;
  }
  remove() {}
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  addEventListener(name, run) {
    this.handlers[name] = [...(this.handlers[name] ?? []), run];
  }
  setPointerCapture() {}
  getBoundingClientRect() {
    return { left: 0, top: 0, right: 600, bottom: 600, width: 600, height: 600 };
  }
  getContext() {
    return { putImageData: (image) => Object.assign(this, { image }) };
  }
  /** What a hand does. */
  hears(name, event) {
    const still = { preventDefault() {}, stopPropagation() {}, pointerType: "mouse", pointerId: 1, button: 0 };
    for (const run of this.handlers[name] ?? []) run({ ...still, type: name, ...event });
  }
}

const shape = globalThis.document.createElementNS;
globalThis.document.createElementNS = (space, tag) =>
  Object.assign(shape(space, tag), {
    style: {},
    dataset: {},
    namespaceURI: space,
    remove() {},
    replaceChildren(...children) {
      this.children = children;
    },
  });
globalThis.document.createElement = (tag) => new FakeElement(tag);
globalThis.document.createTextNode = (text) => text;
globalThis.ResizeObserver = class {
  static all = [];
  constructor(run) {
    globalThis.ResizeObserver.all.push(run);
  }
  observe() {}
  disconnect() {}
};
globalThis.ImageData = class {
  constructor(width, height) {
    Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
  }
};
globalThis.devicePixelRatio = 1;
globalThis.requestAnimationFrame = (run) => {
  run();
  return 1;
};
globalThis.cancelAnimationFrame = () => {};

/** The first of some names that the sheet has: "var(--color-saddle, var(--ink))". */
const resolved = (value = "") => [...value.matchAll(/--[\w-]+/g)].map(([name]) => token(name, "light")).find(Boolean);
globalThis.getComputedStyle = ({ style }) => ({
  getPropertyValue: (name) => token(name, "light") ?? "",
  fontFamily: "sans-serif",
  color: resolved(style.color),
});

/** What Plotly was asked for, last first. */
export const asked = [];
const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** A scene whose camera looks straight down: x to the right, y upwards, from part 0 in the middle to 1 at the edge. */
function sceneOf(traces, canvas) {
  const parameters = { model: IDENTITY, view: IDENTITY, projection: IDENTITY };
  return {
    traces: Object.fromEntries(traces.map((_, k) => [k, { update: (full) => asked.unshift(["update", k, full]) }])),
    glplot: { redraw: () => {}, cameraParams: parameters, canvas },
    dataScale: [1, 1, 1],
    camera: { mouseListener: { enabled: true } },
  };
}
globalThis.Plotly = {
  react(element, data, layout) {
    asked.unshift(["react", data, layout]);
    element.data = data;
    element._fullData = data.map((trace, uid) => ({ ...trace, uid }));
    element._fullLayout = { scene: { _scene: sceneOf(data, element), camera: layout.scene?.camera } };
    element.on ??= () => {};
  },
  restyle: (_, changes, [k]) => asked.unshift(["restyle", k, changes]),
  relayout: (_, changes) => asked.unshift(["relayout", changes]),
  purge: () => asked.unshift(["purge"]),
  Plots: { resize: async () => {} },
};

/** What Plotly is asked for while something is done. */
export function askedWhile(action) {
  asked.length = 0;
  action();
  return [...asked].reverse();
}
