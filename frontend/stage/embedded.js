/**
 * The page inside another one, which asks and is told by messages: `embed.js` is its other end. Only pages that may
 * show this one are heard, and nobody else is told anything.
 */

/**
 * @typedef {object} Open  what is open
 * @property {() => any} state  null before there is one
 * @property {(patch: any) => Promise<void>} change  fails in words, if it cannot be
 * @property {() => Promise<Blob>} image
 */

/**
 * Whether a page of that origin may show one of ours.
 * @param {string} origin
 * @param {string[]} sources  as `frame-ancestors` has them
 * @param {string} own  our own origin
 */
export function mayShow(origin, sources, own) {
  return sources.some((source) => {
    if (source === "'self'") return origin === own;
    if (source === "*") return /^https?:/.test(origin);
    if (/^[a-z][a-z0-9+.-]*:$/.test(source)) return origin.startsWith(source);
    return patternOf(source).test(origin);
  });
}

/** `https://*.example.org:*`: any name below, any port. @param {string} source */
function patternOf(source) {
  const plain = source.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  const named = plain.replace("//*", "//[^/:]+").replace(/:\*$/, "(:\\d+)?");
  const usual = source.startsWith("https:") ? ":443" : ":80";
  return new RegExp(`^${named.endsWith(usual) ? named.slice(0, -usual.length) : named}$`);
}

/** What `frame-ancestors` of this page are, told by the server. */
function sourcesOf() {
  const told = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="frame-ancestors"]'));
  return (told?.content ?? "'self'").split(" ");
}

export class Embedded {
  /** The origin of the page around, once it has called. @type {string | null} */
  origin = null;
  isReady = false;

  /** @param {Open} open @param {Window} [page] */
  constructor(open, page = window) {
    this.open = open;
    this.page = page;
    this.isInside = page.parent !== page;
    if (this.isInside) page.addEventListener("message", (event) => this.hear(event));
  }

  /** @param {MessageEvent} event */
  hear({ source, origin, data }) {
    if (source !== this.page.parent || typeof data?.gradscape !== "string") return;
    if (!mayShow(origin, sourcesOf(), this.page.location.origin)) return;
    this.origin = origin;
    if (data.gradscape === "hello") this.greet();
    else this.answer(data);
  }

  /** From now on there is something to show. */
  ready() {
    this.isReady = true;
    this.greet();
  }

  greet() {
    if (this.isReady) this.tell({ gradscape: "ready", told: this.open.state() });
  }

  /** @param {{gradscape: string, id: number, told: any}} asked */
  async answer({ gradscape: what, id, told: given }) {
    try {
      this.tell({ gradscape: "answer", id, told: await this.answerTo(what, given) });
    } catch (error) {
      this.tell({ gradscape: "answer", id, problem: error instanceof Error ? error.message : String(error) });
    }
  }

  /** @param {string} what @param {any} given */
  async answerTo(what, given) {
    if (what === "set") await this.open.change(given);
    else if (what === "image") return this.open.image();
    else if (what !== "get") throw new Error(`there is no '${what}' to ask for: get, set or image`);
    return this.open.state();
  }

  /** The state is another one. @param {any} state */
  changed(state) {
    if (this.isReady) this.tell({ gradscape: "change", told: state });
  }

  /** A key that is not ours. @param {KeyboardEvent} event */
  passOn({ key, code, keyCode, shiftKey }) {
    this.tell({ gradscape: "key", told: { key, code, keyCode, shiftKey } });
  }

  /** @param {object} message */
  tell(message) {
    if (this.isInside && this.origin !== null) this.page.parent.postMessage(message, this.origin);
  }
}
