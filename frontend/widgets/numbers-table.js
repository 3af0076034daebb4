/** Numbers as a table that can be folded away, for those who read rather than look. */

import { html, renew } from "../core/dom.js";

export class NumbersTable {
  constructor() {
    this.body = html("tbody");
    this.element = html("details", {}, [
      html("summary", {}, ["As a table of numbers"]),
      html("table", { class: "numbers" }, [this.body]),
    ]);
    this.element.addEventListener("toggle", () => this.write());
    this.rows = () => /** @type {string[][]} */ ([]);
  }

  /** @param {() => string[][]} rows  name and number of each */
  show(rows) {
    this.rows = rows;
    this.write();
  }

  /** Writes only what is seen. */
  write() {
    if (!this.element.open) return;
    renew(
      this.body,
      this.rows().map(([label, value]) =>
        html("tr", {}, [html("th", { scope: "row" }, [label]), html("td", {}, [value])]),
      ),
    );
  }
}
