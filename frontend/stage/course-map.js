/** The course as a map: a dot is a scene, a line says "needs"; black was seen, blue is where to go on. */

import { html } from "../core/dom.js";
import { plainProse, prose } from "../core/prose.js";
import { t } from "../core/texts.js";
import { set, svg } from "../plots/svg.js";
import { planOf } from "./course-plan.js";
import { nextOf } from "./seen.js";

/** @typedef {import("../widgets/course-menu.js").Scene} Scene */

export class CourseMap {
  constructor() {
    this.count = html("span", { class: "count" });
    this.onward = html("a", { class: "onward" });
    this.named = html("p", { class: "named", "aria-hidden": "true" });
    this.drawing = svg("svg", { class: "course-drawing" });
    this.titles = html("div", { class: "course-titles" });
    this.plan = html("div", { class: "course-plan" }, [/** @type {any} */ (this.drawing), this.titles]);
    this.element = html("section", { class: "course-map", "aria-label": "The course" }, [
      html("div", { class: "course-head" }, [html("h2", {}, ["The course"]), this.count, this.onward, this.named]),
      this.plan,
    ]);
    for (const event of ["pointerover", "pointerout"])
      this.drawing.addEventListener(event, ({ type, target }) => {
        const name = /** @type {Element} */ (target).closest("a")?.getAttribute("data-name") ?? "";
        this.named.textContent = type === "pointerover" ? name : "";
      });
  }

  /**
   * @param {import("../widgets/course-menu.js").Chapter[]} chapters
   * @param {string[]} seen
   * @param {(scene: Scene) => string} address
   * @param {number[]} lefts  where columns of the page begin
   */
  show(chapters, seen, address, lefts) {
    const scenes = chapters.flatMap((chapter) => chapter.scenes);
    const next = nextOf(scenes, seen);
    const known = scenes.filter(({ id }) => seen.includes(id)).length;
    this.count.textContent = `${scenes.length} ${t("scenes")}, ${known} ${t("seen")}`;
    this.onward.hidden = !next;
    if (next) {
      this.onward.href = address(next);
      const name = html("span", { lang: "en" }, prose(`${next.id}, ${next.title}`));
      this.onward.replaceChildren(`${known ? t("Go on with") : t("Begin with")} `, name);
    }
    const width = this.plan.clientWidth;
    const { stops, lines, height } = planOf(chapters, width, lefts);
    set(this.drawing, { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    this.drawing.replaceChildren(
      ...lines.map((d) => svg("path", { d, class: "needs" })),
      ...stops.flatMap(({ dots }) => dots.map((dot) => this.dot(dot, seen, next, address))),
    );
    this.titles.replaceChildren(...stops.map((stop) => this.title(stop, seen, next, address)));
  }

  /** @param {any} dot @param {string[]} seen @param {Scene | null} next @param {(scene: Scene) => string} address */
  dot({ scene, x, y, reach: { pitch, line } }, seen, next, address) {
    const isNext = scene === next;
    const state = isNext ? "next" : seen.includes(scene.id) ? "seen" : "new";
    const names = {
      href: address(scene),
      "data-scene": scene.id,
      "data-name": `${scene.id}, ${plainProse(scene.title)}`,
    };
    return svg("a", { ...names, class: state, tabindex: -1 }, [
      // Easier to hit than it looks.
      svg("rect", { x: x - pitch / 2, y: y - line / 2, width: pitch, height: line, fill: "transparent" }),
      svg("circle", { cx: x, cy: y, r: isNext ? 7 : 4.5 }),
    ]);
  }

  /**
   * A chapter's name leads to its first scene that was not seen.
   * @param {any} stop @param {string[]} seen @param {Scene | null} next @param {(scene: Scene) => string} address
   */
  title({ title, x, y, dots }, seen, next, address) {
    /** @type {Scene[]} */
    const scenes = dots.map((/** @type {{scene: Scene}} */ { scene }) => scene);
    const open = next && scenes.includes(next) ? next : (scenes.find(({ id }) => !seen.includes(id)) ?? scenes[0]);
    const known = scenes.filter(({ id }) => seen.includes(id)).length;
    const link = html("a", { href: address(open), title: `${known} of ${scenes.length} scenes seen` }, [
      html("span", { lang: "en" }, prose(title)),
    ]);
    Object.assign(link.style, { left: `${x}px`, top: `${y}px` });
    return link;
  }
}
