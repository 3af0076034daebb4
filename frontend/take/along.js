/** What can be taken along of pictures: how it is made is loaded when somebody wants it. */

import { say } from "../core/status.js";
import { readyForPrint } from "./handout.js";

/**
 * The choices for one picture, and the text of the program of what is shown.
 * @param {import("../core/client.js").Client} client
 * @param {() => any} state  of the lab that is open
 * @param {() => void} redraw  the page in other colours
 * @returns {Required<Pick<import("../core/laboratory.js").Means, "take" | "program">>}
 */
export function takenAlong(client, state, redraw) {
  const program = (/** @type {string} */ format) => {
    const { scene, ...shown } = state();
    return client.file("notebook", { state: shown, ...(scene ? { scene } : {}), format });
  };
  const open = () => (document.body.dataset.place === "lab" ? state() : null);
  readyForPrint(open);
  addEventListener("keydown", async (event) => {
    if (!open() || !isPrintKey(event)) return;
    // The browser would print at once, as dark as the page may be.
    event.preventDefault();
    const { printByDay } = await import("./menu.js");
    await printByDay(redraw);
  });
  return {
    take: async (picture) => {
      const { choicesOf } = await import("./menu.js");
      return choicesOf({ ...picture, program, say: (text) => say("take", text, 4_000, "note") });
    },
    program: async () => (await program("py")).text,
  };
}

/** @param {KeyboardEvent} event */
function isPrintKey({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  return key.toLowerCase() === "p" && (ctrlKey || metaKey) && !altKey && !shiftKey;
}

/** What is seen, for a page around. @param {() => void} redraw @returns {Promise<Blob>} */
export async function pictureNow(redraw) {
  const { imageOf } = await import("./menu.js");
  return imageOf(redraw);
}
