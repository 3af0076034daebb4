/** The page: state and its history, the address, the header and the keyboard, around one lab. */

import { Client } from "./core/client.js";
import { html } from "./core/dom.js";
import { createHistory } from "./core/history.js";
import { listenToKeys } from "./core/keys.js";
import { DEFAULT_STATE, fromFragment, toFragment, TOGGLES } from "./core/link.js";
import { createStore } from "./core/signal.js";
import { say, watchReadiness } from "./core/status.js";
import { toggleDark, toggleProjector, watchTheme } from "./core/theme.js";
import { SurfaceLab } from "./labs/surface/surface-lab.js";
import "./widgets/course-menu.js";

/** @typedef {import("./core/link.js").SurfaceState} SurfaceState */

const PAUSE = 300; // ms without a change before the address follows

const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const { state: initial, complaints } = fromFragment(location.hash);
const store = createStore(initial);
const history_ = createHistory(initial);
const client = new Client((isLost) => say("connection", isLost ? "The server does not answer. Trying again …" : ""));
const lab = new SurfaceLab(byId("lab"), { store, change, settle: history_.settle, client });

/** @param {Partial<SurfaceState>} patch @param {string | null} kind */
function change(patch, kind) {
  store.set(patch);
  history_.note(store.get(), kind);
  showHistory();
}

function showHistory() {
  byId("undo").disabled = !history_.canUndo();
  byId("redo").disabled = !history_.canRedo();
}

/** @param {SurfaceState | null} state */
function goTo(state) {
  // The camera is not a step: it stays where it is.
  if (state) lab.open({ ...state, view: store.get().view });
  showHistory();
}

const undo = () => goTo(history_.undo());
const redo = () => goTo(history_.redo());

/** @type {ReturnType<typeof setTimeout> | undefined} */
let saving;
store.subscribe(/** @type {(keyof SurfaceState)[]} */ (Object.keys(DEFAULT_STATE)), () => {
  clearTimeout(saving);
  saving = setTimeout(save, PAUSE);
});

/** The address as this page last wrote or read it. */
let written = location.hash;

function save() {
  // Another address means that a link or the back button has been followed, and is about to be read.
  if (location.hash !== written) return;
  history.replaceState(null, "", `#${toFragment(store.get())}`);
  written = location.hash;
}

addEventListener("hashchange", () => {
  written = location.hash;
  const { state, complaints: found } = fromFragment(written);
  say("link", found.join("; "));
  history_.settle();
  history_.note(state);
  lab.open(state);
  byId("course").hidePopover();
  showScene();
  showHistory();
});

/** @type {import("./widgets/course-menu.js").Scene[]} */
let scenes = [];
const addressOf = (/** @type {import("./widgets/course-menu.js").Scene} */ scene) => `#${toFragment({ ...DEFAULT_STATE, .../** @type {any} */ (scene.state), scene: scene.id })}`;

function showScene() {
  const { scene } = store.get();
  lab.sceneCard.show(scenes, scene, addressOf);
  byId("course").mark(scene);
}
store.subscribe(["scene"], showScene);

async function load() {
  const [course, catalogue] = await Promise.all([client.send("course"), client.send("catalogue")]);
  scenes = course.chapters.flatMap((/** @type {any} */ chapter) => chapter.scenes);
  byId("course").fill(course.chapters, addressOf);
  lab.controls.fill(catalogue);
  showScene();
}

async function share() {
  save();
  try {
    await navigator.clipboard.writeText(location.href);
    say("share", "Link copied: it opens exactly this picture.", 4_000);
  } catch {
    say("share", "Copy the address of this page: it opens exactly this picture.", 6_000);
  }
}

const press = (/** @type {string} */ id, /** @type {() => void} */ run) => byId(id).addEventListener("click", run);
press("undo", undo);
press("redo", redo);
press("share", share);
press("dark", darken);
press("projector", project);
press("help", () => byId("keys").showModal());

function darken() {
  toggleDark();
  lab.redraw();
}

function project() {
  toggleProjector();
  byId("projector").setAttribute("aria-pressed", document.documentElement.dataset.projector === "on");
  lab.redraw();
}

/** @param {string} key @param {[number, number]} step */
function arrow(key, step) {
  return { keys: [key], shown: "", does: "", run: (/** @type {KeyboardEvent} */ event) => lab.nudge(/** @type {[number, number]} */ (step.map((each) => (event.shiftKey ? each / 10 : each)))) };
}

const SHORTCUTS = [
  arrow("arrowleft", [-0.02, 0]),
  arrow("arrowright", [0.02, 0]),
  arrow("arrowup", [0, 0.02]),
  arrow("arrowdown", [0, -0.02]),
  { keys: [" "], shown: "Space", does: "sweep the first parameter", run: () => lab.controls.play() },
  ...TOGGLES.map((name, k) => ({ keys: [String(k + 1)], shown: "", does: "", run: () => change({ show: { ...store.get().show, [name]: !store.get().show[name] } }, null) })),
  { keys: ["+", "="], shown: "+", does: "zoom in around the point", run: () => lab.zoom(0.5) },
  { keys: ["-"], shown: "−", does: "zoom out", run: () => lab.zoom(2) },
  { keys: ["0"], shown: "0", does: "the box and the camera of the beginning", run: () => lab.home() },
  { keys: ["f"], shown: "F", does: "type another function", run: () => lab.controls.field.input?.focus() },
  { keys: ["ctrl+z"], shown: "Ctrl+Z", does: "undo", run: (/** @type {KeyboardEvent} */ event) => (event.shiftKey ? redo() : undo()) },
  { keys: ["ctrl+y"], shown: "Ctrl+Shift+Z or Ctrl+Y", does: "redo", run: redo },
  { keys: ["d"], shown: "D", does: "light or dark", run: darken },
  { keys: ["p"], shown: "P", does: "projector: large type, no controls", run: project },
  { keys: ["?"], shown: "?", does: "this list", run: () => byId("keys").showModal() },
];
const GESTURES = [
  ["Arrow keys", "move the point (with Shift: a tenth as far)"],
  ["1 to 8", "switch on and off what is listed under “What to show?”"],
  ...SHORTCUTS.filter(({ shown }) => shown).map(({ shown, does }) => [shown, does]),
  ["Drag the point", "on the surface or on the map; a click moves it there"],
  ["Drag the surface", "to turn it; the wheel comes closer"],
  ["Drag the map", "to pan; the wheel zooms, and the box follows"],
  ["Drag the tip of u", "to turn the direction"],
];

byId("keys").querySelector("dl").append(...GESTURES.flatMap(([keys, does]) => [html("dt", {}, [keys]), html("dd", {}, [does])]));
listenToKeys(SHORTCUTS);
watchTheme(() => lab.redraw());
say("link", complaints.join("; "));
watchReadiness();
load();
