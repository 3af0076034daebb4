/** Where and by what code one follows, large enough for the last row. */

import { html } from "../../core/dom.js";
import { t } from "../../core/texts.js";

/** @typedef {import("./telling.js").Room} Room */

/** Where others reach this page: as it is reached here, or by the network if that is from within. @param {Room} room */
export function placeOf({ addresses }) {
  const own = location.origin + location.pathname;
  const isAlone = /^(localhost|127\.|\[::1\])/.test(location.hostname);
  return isAlone ? (addresses[0] ?? null) : own.replace(/\/$/, "");
}

/** In two halves, which are read and typed more easily. @param {string} code */
export function halves(code) {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

/** What to do where phones have no address to go to. */
export const unreached = () =>
  t("Phones cannot reach this computer yet: start it by HOST=0.0.0.0 make serve, and open the lecture again.");

/** The picture of the link. @param {Room} room @param {string} place */
export function qrAddress({ code }, place) {
  return `api/v1/rooms/${code}/qr?at=${encodeURIComponent(place)}`;
}

export class Sign {
  /** @param {{onDesk: () => void, onEnd: () => void}} handlers */
  constructor({ onDesk, onEnd }) {
    this.picture = html("img", { class: "qr", alt: "" });
    this.code = html("strong", { class: "code" });
    this.place = html("p", { class: "place" });
    this.count = html("p", { class: "count", role: "status" });
    const desk = html("button", { type: "button" }, ["Speaker's desk"]);
    const end = html("button", { type: "button" }, ["End the lecture"]);
    const close = html("button", { type: "button" }, ["Close"]);
    desk.addEventListener("click", onDesk);
    end.addEventListener("click", onEnd);
    close.addEventListener("click", () => this.element.close());
    this.element = html("dialog", { class: "sign", "aria-label": "Follow the lecture" }, [
      this.picture,
      html("div", {}, [this.place, this.code, this.count]),
      html("div", { class: "sign-actions" }, [desk, end, close]),
    ]);
  }

  /** @param {Room} room */
  fill(room) {
    const place = placeOf(room);
    this.picture.hidden = place === null;
    if (place) this.picture.src = qrAddress(room, place);
    this.place.textContent = place ? place.replace(/^http:\/\//, "") : unreached();
    this.place.classList.toggle("warning", place === null);
    this.code.textContent = halves(room.code);
  }

  /** @param {number} following */
  countOf(following) {
    this.count.textContent = `${following} ${t(following === 1 ? "follows" : "follow")}`;
  }

  toggle() {
    if (this.element.open) this.element.close();
    else this.element.showModal();
  }
}
