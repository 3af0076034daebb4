/** Who went somewhere last. Going takes time (a lab is loaded, a text is read), and what is newer overtakes it. */

export class Turns {
  taken = 0;

  /** Goes somewhere. @returns {() => boolean} whether nobody went elsewhere since */
  take() {
    this.taken += 1;
    return this.now();
  }

  /** Goes nowhere. @returns {() => boolean} whether nobody went anywhere since */
  now() {
    const { taken } = this;
    return () => taken === this.taken;
  }
}
