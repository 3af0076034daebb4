/**
 * The address of the page: it follows the state, and leads to another one when a link or the back button changes it.
 */

const PAUSE = 300; // ms without a change before the address follows

export class Address {
  /** As this page last wrote or read it. */
  written = location.hash;

  /**
   * @param {() => string} fragment  of the state, without #
   * @param {(fragment: string) => void} onVisit
   */
  constructor(fragment, onVisit) {
    this.fragment = fragment;
    addEventListener("hashchange", () => {
      // What is about to be read must not be overwritten by the state before.
      clearTimeout(this.following);
      this.written = location.hash;
      onVisit(this.written);
    });
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
    if (location.hash !== this.written) return;
    history.replaceState(null, "", `#${this.fragment()}`);
    this.written = location.hash;
  }
}
