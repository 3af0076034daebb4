/** The page: the laboratory, its address, and the header and the keyboard around it. */

import { Address } from "./core/address.js";
import { Client } from "./core/client.js";
import { watchFocus } from "./core/focus.js";
import { allow } from "./core/allowed.js";
import { html } from "./core/dom.js";
import { listenToKeys, showHelp } from "./core/keys.js";
import { watchScrollers } from "./core/scrollers.js";
import { nameLanguages } from "./core/language-button.js";
import { Laboratory } from "./core/laboratory.js";
import { createLinks } from "./core/link.js";
import { say, tellConnection, watchReadiness } from "./core/status.js";
import { shareWheel, WHEEL_GESTURE } from "./core/wheel.js";
import { workShownIn } from "./core/work-sign.js";
import { UNNOTICED } from "./core/work.js";
import { watchPresses } from "./core/press.js";
import { readShowing, withShowing } from "./core/showing.js";
import { fetchApart } from "./core/thread.js";
import { Turns } from "./core/turns.js";
import { asked, LANGUAGE, languagePart, t, translate } from "./core/texts.js";
import { watchTheme } from "./core/theme.js";
import { ANSWERED, CATALOGUE } from "./core/catalogue.js";
import { equationIn } from "./labs/common/equation.js";
import { FIRST_LAB, LABS, QUESTIONS } from "./labs/index.js";
import { Journey } from "./labs/journey.js";
import { firstState, Opening } from "./labs/opening.js";
import { plotlyLoaded } from "./plots/plotly.js";
import { begun } from "./stage/beats.js";
import { Embedded } from "./stage/embedded.js";
import { createFinder } from "./stage/finder.js";
import { FrontDoor } from "./stage/front-door.js";
import { Hall } from "./stage/hall/hall.js";
import { JoinForm } from "./stage/hall/join-form.js";
import { readLecture } from "./stage/hall/read-lecture.js";
import { wishes } from "./stage/hall/wishes.js";
import { Lecture } from "./stage/lecture.js";
import { Presentation } from "./stage/presentation.js";
import { keepSeen } from "./stage/seen.js";
import { Share } from "./stage/share.js";
import { SceneHead } from "./stage/scene-head.js";
import { focusPicture, pageShortcuts } from "./stage/shortcuts.js";
import { Veil } from "./stage/veil.js";
import { pictureNow, takenAlong } from "./take/along.js";
import { CourseMenu } from "./widgets/course-menu.js";
import { LabMenu } from "./widgets/lab-menu.js";
import { SceneCard } from "./widgets/scene-card.js";
import { SearchField } from "./widgets/search-field.js";

/** @typedef {import("./widgets/course-menu.js").Scene} Scene */
translate(document.body);
const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const links = createLinks(
  LABS.map(({ codec }) => codec),
  FIRST_LAB,
);
const work = workShownIn(byId("work"));
const client = new Client(tellConnection, { work, answered: ANSWERED, ask: fetchApart(window) });
/** @type {Scene[]} */
let scenes = [];
const [sceneCard, sceneHead, veil] = [new SceneCard(), new SceneHead(), new Veil()];
const [turns, moves] = [new Turns(), new Turns()];
const journey = new Journey(LABS, QUESTIONS, { state: () => laboratory.state, open: visit, client, turns });
const labMenu = new LabMenu(byId("labs"), (title) => (laboratory.lab ? journey.go(title) : openAfresh(title)));
const course = client.send(byId("course").dataset.source).then(({ chapters }) => chapters);
const opening = new Opening(links, course, client, () => (laboratory.lab ? laboratory.state : null));
const addressOf = (/** @type {Scene} */ scene) => opening.addressOf(scene);
const finder = createFinder({
  course,
  catalogue: CATALOGUE,
  titleOf: (lab) => journey.titleOf(lab),
  addressOf,
  addressIn: (lab, state) => `#${links.toFragment({ ...firstState(lab), ...state })}`,
  parse: (source) => client.send("parse", { function: { source } }),
  equation: (source) => equationIn(client, source),
});
const courseMenu = new CourseMenu(byId("course"), new SearchField(finder, "A function, a scene or a word", "Course"));
const numbers = byId("front-door").dataset.source;
const frontDoor = new FrontDoor({
  questions: CATALOGUE.front_door,
  titleOf: (lab) => journey.titleOf(lab),
  search: new SearchField(finder, "A function, a scene or a word", "Gradscape"),
  join: new JoinForm((code) => (location.hash = `room=${code}`)),
  course,
  address: addressOf,
  numbers: () => client.send(numbers, undefined, { isSilent: true }),
});
byId("front-door").replaceWith(frontDoor.element);
const along = takenAlong(client, () => laboratory.state, redraw);
/** @type {Laboratory} */
const laboratory = new Laboratory(LABS, firstState(FIRST_LAB), {
  clear,
  means: {
    client,
    line: byId("subject"),
    sceneCard: sceneCard.element,
    takes: (patch, kind) => hall.takes(patch, kind),
    laid: () => hall.laid(),
    elsewhere: (source, kind) => journey.elsewhere(source, kind),
    subjects: {
      current: () => journey.current(),
      take: (saved) => journey.take(saved),
      openAt: (opened) => journey.openAt(opened),
    },
    ...along,
  },
  onStep: showHistory,
});
const presentation = new Presentation(arrange);
document.querySelector("header")?.after(sceneHead.element);
const lecture = new Lecture({
  scenes: () => scenes,
  state: () => (laboratory.lab ? laboratory.state : null),
  visit,
  change: (patch) => laboratory.visit({ ...laboratory.state, ...patch }),
  play: () => setTimeout(play, UNNOTICED),
  say: (title, says) => {
    sceneHead.show(title, says);
    hall.changed();
  },
});
/** @type {Hall} */
const hall = new Hall({
  scene: () => (laboratory.lab ? links.toFragment(laboratory.state) : ""),
  state: () => (laboratory.lab ? laboratory.state : null),
  place: () => ({ id: lecture.scene?.id ?? null, beat: lecture.at, says: sceneHead.sentence.textContent ?? "" }),
  show: showMove,
  send: (path, body) => client.send(path, body, { isSilent: true }),
  scenes: () => scenes,
  do: wishes(lecture, veil, (id) => (location.hash = addressOf(scenes.find((each) => each.id === id) ?? scenes[0]))),
  redraw: () => laboratory.lab?.redraw(),
  onEnd: () => say("lecture", "The lecture has ended.", 6_000, "note"),
});
const embedded = new Embedded({
  state: opening.current,
  change: changeFromOutside,
  image: () => pictureNow(redraw),
});
const sharing = new Share(byId("share-menu"), opening, () => address.follow());
const address = new Address(fragment, follow);
await follow(location.hash);

/** The whole address: the lab's state, and how much of the page is shown. */
function fragment() {
  const own = [hall.part, laboratory.lab ? links.toFragment(laboratory.state) : ""];
  return withShowing(own.filter(Boolean).join("&"), presentation.showing, languagePart());
}

function openFrontDoor() {
  laboratory.close();
  document.body.dataset.place = "front-door";
  byId("lab").hidden = true;
  say("link", "");
  frontDoor.open();
  showPlace();
}

/** A question's first lab, from where there is nothing in the hand. @param {string} title */
function openAfresh(title) {
  const question = QUESTIONS.find((each) => each.title === title);
  if (question) location.hash = links.toFragment(journey.asLeft(question.labs[0]));
}

function leaveFrontDoor() {
  document.body.dataset.place = "lab";
  frontDoor.close();
}

/** As the page around wants it. @param {any} given */
async function changeFromOutside(given) {
  const state = await opening.ofGiven(given);
  if (laboratory.lab && state.lab === laboratory.state.lab) laboratory.visit(state, "outside");
  else await visit(state);
}

/** A scene that there is not is said, and no longer carried along. */
function checkScene() {
  const { scene } = laboratory.state;
  const place = scenes.find(({ id }) => id === scene);
  if (!scene || !scenes.length || place?.lab === laboratory.state.lab) return;
  const why = place ? `belongs to ${journey.titleOf(place.lab)}` : "is not in the course";
  say("link", `The scene ${scene.slice(0, 40)} ${why}: press Course to choose one.`, 30_000);
  laboratory.store.set({ scene: null });
}

/** An empty element in place of the lab's, and an empty line. */
function clear() {
  byId("subject").replaceChildren();
  const element = html("main", { id: "lab" });
  byId("lab").replaceWith(element);
  return element;
}

/** @param {string} fragment */
async function follow(fragment) {
  const isNewest = turns.take();
  byId("course").hidePopover();
  const { showing, rest: all } = readShowing(fragment);
  if ((asked(fragment) ?? LANGUAGE) !== LANGUAGE) return location.reload();
  presentation.follow(showing);
  if (hall.enter(all)) return hall.desk ? frontDoor.close() : leaveFrontDoor();
  const { rest } = readLecture(all);
  // An address that says nothing of a lab is the front door's.
  if (rest === "") return openFrontDoor();
  // At once, beside the lab's own files.
  const plotly = plotlyLoaded();
  const { state: whole, complaints } = await opening.ofAddress(rest);
  const first = presentation.isStage ? await opening.sceneAlone(rest) : undefined;
  say("link", complaints.map(t).join("; "));
  if (!(await isLoaded(whole.lab, plotly))) return;
  // Another link may have been followed while course or lab were on their way.
  if (!isNewest()) return;
  leaveFrontDoor();
  laboratory.visit(begun(whole, first));
  if (first) lecture.opened(first.id);
  embedded.ready();
  keepFiles();
}

/** A state of any lab, as a step of its own. @param {any} state */
async function visit(state) {
  hall.touched();
  if (!laboratory.lab) return void (location.hash = links.toFragment(state));
  const isNewest = turns.take();
  if (!(await isLoaded(state.lab, plotlyLoaded())) || !isNewest()) return;
  address.step();
  laboratory.visit(state);
  // At once: who goes back before the address has followed would find the same one.
  address.follow();
}

/** What a lecture shows; it takes the place of what is seen, and is no step of one's own, which would overtake it. */
async function showMove(/** @type {string} */ scene, /** @type {boolean} */ isStep) {
  const { state } = links.fromFragment(scene);
  const [isNewest, isLeft] = [moves.take(), turns.now()];
  if (!(await isLoaded(state.lab, plotlyLoaded())) || !isNewest() || !isLeft()) return;
  leaveFrontDoor();
  if (isStep || !laboratory.lab) laboratory.visit(state);
  else laboratory.show(state);
}

/** When the first picture is there, the files of all labs are fetched, so that the page opens without a network too. */
function keepFiles() {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("service-worker.js").catch(() => {});
}

/** Loads a lab; that it cannot be had is said. @param {string} lab @param {Promise<void>} plotly */
async function isLoaded(lab, plotly) {
  try {
    await Promise.all([laboratory.load(lab), plotly]);
    say("load", "");
    return true;
  } catch {
    say("load", `${journey.titleOf(lab)} could not be loaded: the server does not answer. Open it again in a moment.`);
    return false;
  }
}

/** @param {{canUndo: () => boolean, canRedo: () => boolean}} history */
function showHistory({ canUndo, canRedo }) {
  allow(byId("undo"), canUndo());
  allow(byId("redo"), canRedo());
}

async function loadCourse() {
  scenes = await opening.scenes;
  courseMenu.fill(await course, addressOf);
  showPlace();
}

/** Which lab and which scene is open. */
function showPlace() {
  if (laboratory.lab) checkScene();
  const { lab, scene } = laboratory.lab ? laboratory.state : { lab: "", scene: null };
  if (scenes.some(({ id }) => id === scene)) keepSeen(scene);
  sceneCard.show(scenes, scene, addressOf);
  courseMenu.mark(scene);
  labMenu.mark(lab);
  lecture.tell();
}

function redraw() {
  if (laboratory.lab) laboratory.lab.redraw();
  else frontDoor.redraw();
}

/** After the page has become the stage, or the stage the page. */
function arrange() {
  byId("present").setAttribute("aria-pressed", presentation.isStage);
  if (!presentation.isStage) veil.lift();
  redraw();
  if (laboratory.lab) address.followLater();
}

/** What Space does in this lab; who wants no motion sees the end of it. */
function play() {
  const wanted = matchMedia("(prefers-reduced-motion: reduce)").matches ? "end" : " ";
  const shortcut = laboratory.lab?.shortcuts.find((/** @type {any} */ { keys }) => keys.includes(wanted));
  if (!shortcut?.isIdle?.()) shortcut?.run(new KeyboardEvent("keydown", { key: " " }));
}

const present = () => presentation.toggle();
const darken = () => presentation.toggleDark();
const undo = () => byHand(() => laboratory.undo());
const redo = () => byHand(() => laboratory.redo());
/** Whoever does something of their own lets go of a lecture. @param {() => void} run */
function byHand(run) {
  hall.touched();
  turns.take();
  run();
}
const help = () => showHelp(byId("keys"), shortcuts(), [...(laboratory.lab?.gestures ?? []), WHEEL_GESTURE]);

const SHORTCUTS = pageShortcuts({ does: { undo, redo, darken, present, help }, presentation, lecture, veil, hall });
const shortcuts = () => [...(laboratory.lab?.shortcuts ?? []), ...SHORTCUTS];

for (const [id, run] of Object.entries({
  undo,
  redo,
  share: () => sharing.open(),
  dark: darken,
  present,
  help,
  skip: focusPicture,
  lecture: () => hall.start(),
}))
  byId(id).addEventListener("click", () => run());
labMenu.fill(
  QUESTIONS.map((question) => ({ ...question, address: `#${links.toFragment(journey.asLeft(question.labs[0]))}` })),
);
laboratory.watch((state) => {
  if (laboratory.lab) address.followLater();
  if (laboratory.lab) embedded.changed(state);
  hall.changed();
});
laboratory.watch(showPlace, ["scene"]);
nameLanguages(byId("language"), () => address.follow());
listenToKeys(
  shortcuts,
  (event) => embedded.passOn(event),
  () => presentation.hasNoKeys,
);
shareWheel(window);
watchScrollers();
watchPresses(window);
watchFocus(focusPicture);
watchTheme(redraw);
// How warm the server is matters to who waits.
setTimeout(() => work.pending.size && watchReadiness(), UNNOTICED);
loadCourse();
