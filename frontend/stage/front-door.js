/** The front door: what this is, one field for everything, nine questions that move, and the course as a map. */

import { html } from "../core/dom.js";
import { CourseMap } from "./course-map.js";
import { evenLefts } from "./course-plan.js";
import { LivingPicture } from "./living-picture.js";
import { seenScenes } from "./seen.js";
import { TILES } from "./tiles/index.js";

const FRAME = 50; // ms between two moments of what moves by itself: slow, and light
const COLUMNS = 4;
const ROOM = 860; // px from which on the map of the course has columns
/** What can be looked for, and what comes of it. */
const TRIALS = [
  ["x^2 - y^2", "opens it"],
  ["1.23", "goes to the scene"],
  ["learning rate too large", "finds its scene"],
];

export class FrontDoor {
  /**
   * @param {object} means
   * @param {{name: string, question: string, lab: string, opens: string}[]} means.questions
   * @param {(lab: string) => string} means.titleOf
   * @param {import("../widgets/search-field.js").SearchField} means.search
   * @param {{element: HTMLElement}} means.join  into a lecture
   * @param {Promise<any>} means.course  the chapters
   * @param {(scene: any) => string} means.address
   * @param {() => Promise<any>} means.numbers  of the pictures
   */
  constructor({ questions, titleOf, search, join, course, address, numbers }) {
    this.course = course;
    this.address = address;
    this.numbers = numbers;
    /** @type {Promise<void> | null} */
    this.filled = null;
    this.isMoving = false;
    this.pictures = questions.map((each) => new LivingPicture(each, titleOf(each.lab), TILES[each.name]));
    this.gallery = html(
      "div",
      { class: "gallery" },
      this.pictures.map(({ element }) => element),
    );
    this.map = new CourseMap();
    this.element = html("main", { id: "front-door", hidden: true }, [
      html("div", { class: "welcome" }, [
        html("h2", {}, ["Type a function, drag a point, and see the calculus behind machine learning."]),
        search.element,
        html(
          "dl",
          { class: "trials" },
          TRIALS.flatMap((each) => this.trial(each, search)),
        ),
        join.element,
      ]),
      this.gallery,
      this.map.element,
    ]);
    new ResizeObserver(() => this.redraw()).observe(this.element);
    // What is seen in another window of this browser is seen.
    addEventListener("storage", () => this.redraw());
  }

  /** @param {string[]} words @param {import("../widgets/search-field.js").SearchField} search */
  trial([text, does], search) {
    const button = html("button", { type: "button", class: "link" }, [text]);
    button.addEventListener("click", () => search.look(text));
    return [html("dt", {}, [button]), html("dd", {}, [does])];
  }

  get isOpen() {
    return !this.element.hidden;
  }

  open() {
    this.element.hidden = false;
    this.redraw();
    this.move();
    this.filled ??= this.numbers().then((all) => {
      for (const picture of this.pictures) picture.show(all[picture.element.dataset.picture ?? ""]);
    });
  }

  close() {
    this.element.hidden = true;
  }

  async redraw() {
    if (!this.isOpen) return;
    for (const picture of this.pictures) picture.redraw();
    const width = this.element.clientWidth;
    const chapters = await this.course;
    this.map.show(chapters, seenScenes(), this.address, width < ROOM ? [0] : this.lefts());
  }

  /** The columns of the map are those of the page, where there are as many. */
  lefts() {
    const from = this.map.plan.getBoundingClientRect();
    const found = this.pictures
      .slice(0, COLUMNS - 1)
      .map(({ element }) => element.getBoundingClientRect().left - from.left);
    const isAside = found[0] > 0 && found.every((left, k) => !k || left > found[k - 1]);
    return isAside ? [0, ...found] : evenLefts(from.width, COLUMNS);
  }

  /** What nobody moves breathes slowly, unless the reader wants no movement. */
  move() {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || this.isMoving) return;
    this.isMoving = true;
    let before = 0;
    const frame = (/** @type {number} */ time) => {
      if (!this.isOpen) {
        this.isMoving = false;
        return;
      }
      if (time - before >= FRAME) {
        before = time;
        for (const picture of this.pictures) if (isSeen(picture.element)) picture.breathe(time);
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }
}

/** @param {Element} element */
function isSeen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
