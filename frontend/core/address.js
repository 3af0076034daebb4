/**
 * The address of the page: it follows the state, and leads to another one when a link or the back button changes it.
 */

const PAUSE = 300; // ms without a change before the address follows

export class Address {
  /** As this page last wrote or read it. */
  written = location.hash;
  /** Addresses that are being read: what they lead to is not shown yet. */
  reading = 0;

  /**
   * @param {() => string} fragment  of the state, without #
   * @param {(fragment: string) => Promise<void>} onVisit
   */
  constructor(fragment, onVisit) {
    this.fragment = fragment;
    addEventListener("hashchange", () => {
      this.written = location.hash;
      this.read(onVisit(this.written));
    });
  }

  /** What is being read must not be overwritten by the state before. @param {Promise<void>} visit */
  async read(visit) {
    this.reading += 1;
    try {
      await visit;
    } finally {
      this.reading -= 1;
    }
  }

  /** What comes next is another place: the back button leads to this one. */
  step() {
    clearTimeout(this.following);
    this.follow();
    history.pushState(null, "", location.href);
  }

  followLater() {
    clearTimeout(this.following);
    this.following = setTimeout(() => this.follow(), PAUSE);
  }

  follow() {
    // Another address means that a link or the back button has been followed, and is about to be read.
    if (this.reading || location.hash !== this.written) return;
    history.replaceState(null, "", `#${this.fragment()}`);
    this.written = location.hash;
  }
}
