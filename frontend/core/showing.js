/**
 * How much of the page is shown: all of it, the stage, or a picture to stand in another page; and what of it is hidden.
 * An address says it beside the lab's own state: `view=stage`, `view=embed`, `hide=controls,cards`.
 */

/**
 * @typedef {"page" | "stage" | "embed"} View
 * @typedef {{view: View, hidden: string[]}} Showing
 */

/** Views of the page; no lab has a view by these names, though some have a `view` of their own. */
export const VIEWS = /** @type {const} */ (["stage", "embed"]);
export const PARTS = ["controls", "cards"];

/**
 * What a fragment says of the page, null if nothing; and what is left for the labs.
 * @param {string} fragment  with or without its #
 * @returns {{showing: Showing | null, rest: string}}
 */
export function readShowing(fragment) {
  const pairs = fragment.replace(/^#/, "").split("&").filter(Boolean);
  const own = pairs.filter((pair) => isOurs(pair) && !isLanguage(pair));
  const view = VIEWS.find((each) => own.includes(`view=${each}`)) ?? "page";
  const hide = own.find((pair) => pair.startsWith("hide="))?.slice("hide=".length) ?? "";
  const named = hide.replace(/%2C/gi, ",").split(",");
  return {
    showing: own.length ? { view, hidden: PARTS.filter((part) => named.includes(part)) } : null,
    rest: pairs.filter((pair) => !isOurs(pair)).join("&"),
  };
}

/** Read by texts.js. @param {string} pair */
function isLanguage(pair) {
  return pair.startsWith("lang=");
}

/** @param {string} pair */
function isOurs(pair) {
  return isLanguage(pair) || pair.startsWith("hide=") || VIEWS.some((view) => pair === `view=${view}`);
}

/**
 * A fragment that says how much is shown, too.
 * @param {string} fragment  without its #
 * @param {Showing} showing
 * @param {string} [language]  as texts.js writes it
 */
export function withShowing(fragment, { view, hidden }, language = "") {
  const own = [...(view === "page" ? [] : [`view=${view}`]), ...(hidden.length ? [`hide=${hidden}`] : [])];
  return [fragment, ...own, language].filter(Boolean).join("&");
}
