/** Walking through the course on the stage: beat by beat, and from a scene to the next. */

import { beatsOf, openingOf, stateAt, undone } from "./beats.js";

/**
 * @typedef {import("./beats.js").Scene} Scene
 * @typedef {object} Page  what a lecture moves
 * @property {() => Scene[]} scenes  all, in order; none while the course is on its way
 * @property {() => any} state  of the lab that is open; null where none is
 * @property {(state: any) => Promise<void>} visit  another scene
 * @property {(patch: any) => void} change  the state of the lab that is open
 * @property {() => void} play  what Space does
 * @property {(title: string, says: string) => void} say
 */

export class Lecture {
  /** The beat that is shown; null while the scene is as it opened. @type {number | null} */
  at = null;
  /** The scene that it belongs to. @type {string | null} */
  id = null;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /** The scene that is open, if one is. @returns {Scene | undefined} */
  get scene() {
    const id = this.page.state()?.scene;
    return this.page.scenes().find((scene) => scene.id === id);
  }

  /** Says where one is: after a beat, and whenever another scene has been opened. */
  tell() {
    // The course may be on its way yet.
    if (!this.page.scenes().length) return this.page.say("", "");
    const { scene } = this;
    if (scene?.id !== this.id) this.at = null;
    this.id = scene?.id ?? null;
    if (!scene) return this.page.say("", "");
    this.page.say(`${scene.id}  ${scene.title}`, this.at === null ? openingOf(scene) : beatsOf(scene)[this.at].says);
  }

  /** The next beat, or the next scene's first. */
  async next() {
    const { scene } = this;
    const following = (this.at ?? 0) + 1;
    if (!scene || following >= beatsOf(scene).length) return this.open(this.neighbour(1), 0);
    const [first, ...more] = beatsOf(scene).slice(this.at === null ? 0 : following, following + 1);
    this.go(following, Object.assign({}, first.state, ...more.map(({ state }) => state)));
    if ((more[0] ?? first).play) this.page.play();
  }

  /** At the beat where another window of the lecture is, in the same scene. @param {number | null} beat */
  stand(beat) {
    if (!this.scene || (this.id === this.scene.id && this.at === beat)) return;
    [this.id, this.at] = [this.scene.id, beat];
    this.tell();
  }

  /** A scene has been opened as its first beat shows it. @param {string} id */
  opened(id) {
    [this.id, this.at] = [id, 0];
    this.tell();
  }

  /** The question, without what would answer it: a scene opens with all that it has to show. */
  begin() {
    const { scene } = this;
    if (scene && this.at === null) this.go(0, beatsOf(scene)[0].state);
  }

  /** The beat before, or the last one of the scene before. */
  async previous() {
    const { scene, at } = this;
    if (scene && at !== null && at > 0) return this.go(at - 1, undone(scene, at));
    const before = this.neighbour(-1);
    return this.open(before, before ? beatsOf(before).length - 1 : 0);
  }

  /** @param {number} k @param {any} patch */
  go(k, patch) {
    this.at = k;
    if (Object.keys(patch).length) this.page.change(patch);
    this.tell();
  }

  /** The scene so many places on; at the beginning where none is open. @param {number} by */
  neighbour(by) {
    const scenes = this.page.scenes();
    const place = scenes.findIndex(({ id }) => id === this.scene?.id);
    return place < 0 ? scenes[0] : scenes[place + by];
  }

  /** @param {Scene | undefined} scene @param {number} k */
  async open(scene, k) {
    if (!scene) return;
    await this.page.visit({ ...stateAt(scene, k), scene: scene.id });
    if (this.scene?.id !== scene.id) return;
    this.id = scene.id;
    this.at = k;
    this.tell();
  }
}
