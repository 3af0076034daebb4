/** The states that links, other pages and programs ask for. */

import { givenIn, readGiven } from "../core/given.js";
import { FIRST_LAB, LABS } from "./index.js";
import { withOldOrder } from "./common/old-order.js";

/** @typedef {import("../widgets/course-menu.js").Scene} Scene */

export class Opening {
  /**
   * @param {import("../core/given.js").Links} links
   * @param {Promise<import("../widgets/course-menu.js").Chapter[]>} course
   * @param {import("../core/client.js").Client} client
   * @param {() => any} current  the state that is open; null if there is none
   */
  constructor(links, course, client, current) {
    this.links = links;
    this.scenes = course.then((chapters) => chapters.flatMap(({ scenes }) => scenes));
    // Who asks for a scene is told; nobody else needs to be.
    this.scenes.catch(() => {});
    this.client = client;
    this.current = current;
  }

  /** @param {Scene} scene */
  addressOf({ id, state }) {
    return `#${this.links.toFragment({ .../** @type {any} */ (state), scene: id })}`;
  }

  /** The state that an address asks for; and what it asks for in vain. @param {string} fragment */
  async ofAddress(fragment) {
    try {
      const given = givenIn(fragment);
      if (given) return { state: await this.ofGiven(given, null), complaints: [] };
    } catch (error) {
      return { state: firstState(FIRST_LAB), complaints: [/** @type {Error} */ (error).message] };
    }
    const scene = await this.sceneAlone(fragment);
    const { state, complaints } = this.links.fromFragment(scene ? this.addressOf(scene) : fragment);
    if (scene || !this.links.isOfOldOrder(fragment)) return { state, complaints };
    return { state: await withOldOrder(state, (path, body) => this.client.send(path, body)), complaints };
  }

  /**
   * A scene, or what is open with what is given of it: of another lab, its first state.
   * @param {any} given
   * @param {any} [open]  null if nothing is
   * @returns {Promise<any>}
   * @throws {Error} in words
   */
  async ofGiven(given, open = this.current()) {
    if (!given || typeof given !== "object") throw new Error("a state is an object");
    if (Object.keys(given).join() === "scene") return this.ofScene(given.scene);
    const lab = given.lab ?? open?.lab ?? FIRST_LAB;
    const usual = lab === open?.lab ? open : firstState(lab);
    if (!usual) throw new Error(`there is no lab called '${lab}'`);
    return readGiven(given, usual, this.links);
  }

  /** @param {string} id */
  async ofScene(id) {
    const scene = await this.scene(id);
    if (!scene) throw new Error(`there is no scene '${id}'`);
    return this.links.fromFragment(this.addressOf(scene)).state;
  }

  /** The scene that a fragment names, and says nothing else of. @param {string} fragment */
  async sceneAlone(fragment) {
    const id = this.links.sceneAlone(fragment);
    return id === null ? undefined : this.scene(id);
  }

  /** @param {string} id */
  async scene(id) {
    return (await this.scenes).find((each) => each.id === id);
  }
}

/** The first state of a lab. @param {string} lab @returns {any} */
export function firstState(lab) {
  return LABS.map(({ codec }) => codec.DEFAULT_STATE).find((state) => state.lab === lab);
}
