/** Share: the link is copied at once; beside it are its other forms: for a scene, for a page, for a phone's camera. */

import { copy } from "../core/clipboard.js";
import { html } from "../core/dom.js";
import { qrImage } from "../core/qr.js";
import { readShowing, withShowing } from "../core/showing.js";
import { say } from "../core/status.js";
import { t } from "../core/texts.js";

/**
 * @typedef {object} Place
 * @property {string} address  of exactly what is seen
 * @property {string} short  of the scene; empty where there is none
 * @property {boolean} isScene  whether the scene is still as it was
 * @typedef {object} Scenes  and what is open
 * @property {() => any} current
 * @property {(id: string) => Promise<any>} scene
 * @property {(scene: any) => string} addressOf
 * @property {{toFragment: (state: any) => string}} links
 */

export class Share {
  /** @param {HTMLElement} menu @param {Scenes} scenes @param {() => void} follow  puts what is seen into the address */
  constructor(menu, scenes, follow) {
    this.menu = menu;
    this.scenes = scenes;
    this.follow = follow;
  }

  async open() {
    this.follow();
    const place = await this.place();
    this.menu.replaceChildren(...this.choices(place));
    /** @type {any} */ (this.menu).togglePopover(true);
    // Tab goes on from here, and Escape back to the button.
    this.menu.querySelector("button")?.focus();
    const copied = await copy(place.address);
    tell(
      copied
        ? "Link copied: it opens exactly this picture."
        : "Copy the address of this page: it opens exactly this picture.",
    );
  }

  /** @returns {Promise<Place>} */
  async place() {
    const { current, links } = this.scenes;
    const state = current();
    const scene = state?.scene ? await this.scenes.scene(state.scene) : undefined;
    const short = scene ? new URL(`s/${scene.id}`, location.href).href : "";
    const isScene = Boolean(scene) && this.scenes.addressOf(scene) === `#${links.toFragment(state)}`;
    return { address: location.href, short, isScene };
  }

  /** @param {Place} place */
  choices({ address, short, isScene }) {
    return [
      this.choice("Copy link", address),
      ...(short ? [this.choice("Copy short link of the scene", short)] : []),
      this.choice("Copy code for a page (iframe)", frameOf(address)),
      qrImage(isScene ? short : address) ?? html("p", { class: "notes" }, ["This link is too long for a QR code."]),
    ];
  }

  /** @param {string} label @param {string} text */
  choice(label, text) {
    const button = html("button", { type: "button" }, [label]);
    button.addEventListener("click", async () => {
      const copied = await copy(text);
      tell(copied ? t("Copied") : t("The browser did not let it be copied."));
    });
    return button;
  }
}

/** @param {string} text */
function tell(text) {
  say("share", text, 6_000, "note");
}

/**
 * The code that shows an address in another page: the picture alone, which leaves the keys to that page.
 * @param {string} address
 */
export function frameOf(address) {
  const [place, fragment = ""] = address.split("#");
  const { showing, rest } = readShowing(fragment);
  const { theme } = showing ?? {};
  const shown = withShowing(rest, { view: "embed", hidden: ["controls", "cards"], keys: "off", theme });
  const source = `${place}#${shown}`.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const look = 'width="800" height="500" title="Gradscape" style="border: 0" loading="lazy" allowfullscreen';
  return `<iframe src="${source}" ${look}></iframe>`;
}
