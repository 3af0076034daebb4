/**
 * Gradscape in a page of one's own, and both ways between them:
 *
 *     <script src="https://gradscape.example.org/static/embed.js"></script>
 *     <div id="here"></div>
 *     <script>
 *       const view = gradscape.mount(document.querySelector("#here"), { scene: "1.18" });
 *       view.on("change", (state) => console.log(state.point));
 *       view.set({ point: [0.5, 1] });
 *     </script>
 *
 * Instead of a scene, `state: {lab: "surface", source: "x y", point: [1, 2]}`: what is not said is as at first.
 * The operator lists the page's origin in GRADSCAPE_FRAME_ANCESTORS.
 */
(() => {
  const OWN = document.currentScript instanceof HTMLScriptElement ? new URL("..", document.currentScript.src).href : "";
  const SIZE = "display: block; width: 100%; height: 100%; min-height: 20rem; border: 0";

  /**
   * @typedef {object} Options
   * @property {string} [scene]  of the course
   * @property {object} [state]  of a lab
   * @property {"light" | "dark"} [theme]
   * @property {string} [hide]  "controls,cards" if nothing is said
   * @property {"on" | "off"} [keys]  whose arrow keys are: "off", if nothing is said, leaves them to this page
   * @property {string} [lang]
   * @property {string} [server]  its address; that of this script, if nothing is said
   */

  /** @param {Options} options */
  function addressOf({ scene, state, theme, hide = "controls,cards", keys = "off", lang, server = OWN }) {
    const begun = scene ? { scene } : { state: JSON.stringify(state ?? {}) };
    const said = Object.entries({ ...begun, view: "embed", hide, theme, keys, lang }).filter(([, value]) => value);
    const pairs = said.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
    return new URL(`#${pairs.join("&")}`, server.endsWith("/") ? server : `${server}/`);
  }

  /** @param {HTMLElement} element  that shall hold it @param {Options} [options] */
  function mount(element, options = {}) {
    const address = addressOf(options);
    const frame = document.createElement("iframe");
    Object.assign(frame, { src: address.href, title: "Gradscape", allow: "fullscreen; clipboard-write" });
    frame.style.cssText = SIZE;
    /** @type {Map<number, {resolve: (told: any) => void, reject: (error: Error) => void}>} */
    const waiting = new Map();
    /** @type {Record<string, Set<(told: any) => void>>} */
    const listeners = { ready: new Set(), change: new Set() };
    let count = 0;
    /** @type {() => void} */
    let begin = () => {};
    /** @type {Promise<void>} */
    const ready = new Promise((resolve) => (begin = resolve));

    /** @param {any} message */
    const post = (message) => frame.contentWindow?.postMessage(message, address.origin);
    const ask = async (/** @type {string} */ what, /** @type {any} */ told) => {
      await ready;
      const id = ++count;
      post({ gradscape: what, id, told });
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    };
    const heard = (/** @type {MessageEvent} */ { origin, source, data }) => {
      if (!frame.isConnected) return removeEventListener("message", heard);
      if (origin !== address.origin || source !== frame.contentWindow || !data?.gradscape) return;
      const { gradscape: what, id, told, problem } = data;
      if (what === "key")
        frame.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...told }));
      if (what === "ready") begin();
      if (what === "answer" && problem) waiting.get(id)?.reject(new Error(problem));
      if (what === "answer") waiting.get(id)?.resolve(told);
      waiting.delete(id);
      for (const listener of listeners[what] ?? []) listener(told);
    };
    addEventListener("message", heard);
    frame.addEventListener("load", () => post({ gradscape: "hello" }));
    element.replaceChildren(frame);

    return {
      frame,
      /** The state of the open lab. @returns {Promise<any>} */
      get: () => ask("get", null),
      /** Changes some of it. @param {object} patch */
      set: (patch) => ask("set", patch),
      /** The picture. @returns {Promise<Blob>} PNG */
      image: () => ask("image", null),
      /** "ready" and "change" tell the state. @param {string} what @param {(state: any) => void} listener */
      on(what, listener) {
        listeners[what].add(listener);
        return () => void listeners[what].delete(listener);
      },
    };
  }

  Object.assign(globalThis, { gradscape: { mount } });
})();
