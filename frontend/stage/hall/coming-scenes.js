/** The next scenes as small pictures: what they are about, or where they lead, if that is no function to be drawn. */

import { html } from "../../core/dom.js";
import { prose } from "../../core/prose.js";
import { graphThumbnail, heatThumbnail } from "../../plots/thumbnail.js";

/**
 * @typedef {import("../../widgets/course-menu.js").Scene} Scene
 * @typedef {import("./right.js").Send} Send
 */

const SAMPLES = 61;
const SIDE = 32;

export class ComingScenes {
  /** Pictures that were made, by their scenes. @type {Map<string, Promise<Element | null>>} */
  made = new Map();

  /** @param {Send} send @param {(id: string) => void} onChoice */
  constructor(send, onChoice) {
    this.send = send;
    this.onChoice = onChoice;
    this.element = html("div", { class: "coming" });
  }

  /** @param {Scene[]} scenes */
  show(scenes) {
    this.element.replaceChildren(...scenes.map((scene) => this.entry(scene)));
  }

  /** @param {Scene} scene */
  entry(scene) {
    const picture = html("span", { class: "coming-picture", "data-lab": scene.lab });
    const name = html("span", { lang: "en" }, prose(scene.title));
    const button = html("button", { type: "button" }, [picture, html("span", { class: "notes" }, [scene.id]), name]);
    button.addEventListener("click", () => this.onChoice(scene.id));
    const made = this.made.get(scene.id) ?? pictureOf(/** @type {any} */ (scene.state), this.send).catch(() => null);
    this.made.set(scene.id, made);
    made.then((each) => each && picture.replaceChildren(each));
    return button;
  }
}

/** @param {any} state @param {Send} send @returns {Promise<Element | null>} */
async function pictureOf({ source, domain, parameters = {} }, send) {
  if (!source || !domain) return null;
  const values = Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
  const asked = { source, parameters: values };
  if (domain.y) {
    const { z } = await send("surface", { function: asked, x: domain.x, y: domain.y, resolution: SIDE });
    const heights = heatThumbnail(z);
    // A unit is as long along x as along y: a circle stays one.
    heights.style.aspectRatio = String(lengthOf(domain.x) / lengthOf(domain.y));
    return heights;
  }
  const x = domain.x ?? domain;
  const { values: graphs } = await send("curve", { function: asked, x, samples: SAMPLES, derivatives: 0 });
  return graphThumbnail(graphs[0]);
}

/** @param {[number, number]} range */
function lengthOf([low, high]) {
  return high - low;
}
