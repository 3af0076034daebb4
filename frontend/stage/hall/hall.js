/** A lecture in this window: one holds it, follows it, mirrors it, or sits at its desk; or there is none. */

import { say } from "../../core/status.js";
import { placed } from "../../plots/marks/crowd.js";
import { Desk } from "./desk.js";
import { FollowBar } from "./follow-bar.js";
import { Following } from "./following.js";
import { placeIn } from "./hands.js";
import { Lecturer } from "./lecturer.js";
import { readLecture } from "./read-lecture.js";
import { keptRoom } from "./telling.js";
import { Wire } from "./wire.js";

/**
 * @typedef {object} Page  what a lecture needs of it
 * @property {() => string} scene  what is seen, as the fragment of a link; empty on the front door
 * @property {() => any} state  of the lab that is open; null where none is
 * @property {() => {id: string | null, beat: number | null, says: string}} place  in the course
 * @property {(scene: string, isStep: boolean) => Promise<void>} show  another one; isStep: it can be undone
 * @property {import("../../core/api.js").Ask} send
 * @property {() => import("../../widgets/course-menu.js").Scene[]} scenes
 * @property {(does: string) => void} do  what the desk's buttons do on the stage
 * @property {() => void} redraw
 * @property {() => void} onEnd
 */

export class Hall {
  /** @type {Following | null} */
  following = null;
  /** @type {Lecturer | null} */
  lecturer = null;
  /** @type {Desk | null} */
  desk = null;
  /** A mirror's, at the desk. @type {Wire | null} */
  wire = null;
  /** The room that a mirror is of, and what it shows. */
  mirrored = "";
  reflected = "";

  /** @param {Page} page */
  constructor(page) {
    this.page = {
      ...page,
      onEnd: () => {
        this.lecturer = null;
        page.onEnd();
      },
    };
    this.bar = new FollowBar();
    document.querySelector("header")?.before(this.bar.element);
    document.addEventListener("pointerdown", ({ target }) => this.press(/** @type {Element} */ (target)));
    const kept = keptRoom();
    if (kept && !readLecture(location.hash).as) this.lecturer = new Lecturer(kept, this.page);
  }

  /** Goes where a link leads; whether that shows nothing else. @param {string} fragment */
  enter(fragment) {
    const { as, code } = readLecture(fragment);
    if (as === "room") this.follow(code);
    if (as === "mirror" && !this.wire) this.mirror(code);
    // A link to elsewhere is a touch of one's own.
    if (as === null) this.touched();
    if (as === "desk") this.desk ??= new Desk(code, this.page);
    return (
      as === "desk" || as === "mirror" || (as === "room" && readLecture(fragment).rest.replace(/view=\w+/, "") === "")
    );
  }

  /** @param {string} code */
  follow(code) {
    if (this.following?.code === code) return;
    this.following?.leave();
    this.following = new Following(code, {
      show: (scene, isStep) => this.show(scene, isStep),
      onChange: () => this.refresh(),
    });
    this.refresh();
  }

  refresh() {
    this.bar.show(this.following);
    const { following } = this;
    const isFollowing = Boolean(following?.isFollowing && !following.isOver);
    const { classList } = document.documentElement;
    classList.toggle("follows", isFollowing);
    classList.toggle("is-asked", isFollowing && following?.question !== null);
    classList.toggle("places", isFollowing && following?.question?.kind === "point");
    this.page.redraw();
  }

  /** @param {string} code */
  mirror(code) {
    this.mirrored = code;
    this.wire = new Wire(code, (told) => told.scene && this.reflect(told));
    this.wire.say({ does: "hello" });
  }

  /** What the stage shows, and what it says of it. @param {import("./wire.js").Told} told */
  async reflect({ scene, beat }) {
    const isNew = scene !== this.reflected;
    this.reflected = scene;
    if (isNew) await this.show(scene, false);
    this.page.do(`beat ${beat}`);
  }

  /** @param {string} scene @param {boolean} isStep */
  async show(scene, isStep) {
    await this.page.show(scene, isStep).catch(() => {});
  }

  /** For the address: who reloads the page follows on. */
  get part() {
    if (this.mirrored) return `mirror=${this.mirrored}`;
    return this.following && !this.following.isOver ? `room=${this.following.code}` : "";
  }

  /** Opens a room, or shows the way into the one that is open. */
  async start() {
    try {
      this.lecturer ??= await Lecturer.start(this.page);
      this.lecturer.sign.toggle();
    } catch (error) {
      say("lecture", /** @type {Error} */ (error).message || "The server does not answer.", 6_000);
    }
  }

  /** After each change of what is seen. */
  changed() {
    this.lecturer?.show();
  }

  /**
   * Whether a change by hand is an answer instead; any other one lets go of the lecture.
   * @param {any} patch
   * @param {string | null} kind
   */
  takes(patch, kind) {
    const { following } = this;
    if (!following || following.isOver) return false;
    const isAsked = following.isFollowing && following.question?.kind === "point";
    const place = isAsked && placeIn(patch, this.page.state(), kind, following.answer);
    if (place) following.place(place);
    else following.letGo();
    return Boolean(place);
  }

  /** One's own hand does something that is no change of the state: it turns the picture, goes elsewhere. */
  touched() {
    this.following?.letGo();
  }

  /** Who takes hold of the picture in space may turn it: no step to undo, but a touch. @param {Element} target */
  press(target) {
    const isAsked = this.following?.question?.kind === "point";
    if (!isAsked && target.closest?.("#lab .scene")) this.touched();
  }

  /** What lies over the picture. */
  laid() {
    const { following, lecturer } = this;
    if (lecturer) return lecturer.laid();
    const isPlacing = following?.question?.kind === "point" && following.answer;
    return isPlacing ? [placed(/** @type {[number, number]} */ (following.answer))] : [];
  }
}
