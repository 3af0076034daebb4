/**
 * How much of the page is shown: all of it, the stage, or a picture to stand in another page; what of it is hidden, by
 * day or by night, and whose the keys are. An address says it beside the lab's own state: `view=stage`, `view=embed`,
 * `hide=controls,cards`, `theme=dark`, `keys=off`.
 */

/**
 * @typedef {"page" | "stage" | "embed"} View
 * @typedef {"light" | "dark"} Theme
 * @typedef {object} Showing
 * @property {View} view
 * @property {string[]} hidden
 * @property {Theme} [theme]  whatever was chosen on this page; none: as it was
 * @property {"off"} [keys]  they belong to the page around
 */

/** Views of the page; no lab has a view by these names, though some have a `view` of their own. */
export const VIEWS = /** @type {const} */ (["stage", "embed"]);
export const PARTS = ["controls", "cards"];
const THEMES = /** @type {const} */ (["light", "dark"]);
const OURS = ["lang", "hide", "theme", "keys"];

/**
 * What a fragment says of the page, null if nothing; and what is left for the labs.
 * @param {string} fragment  with or without its #
 * @returns {{showing: Showing | null, rest: string}}
 */
export function readShowing(fragment) {
  const pairs = fragment.replace(/^#/, "").split("&").filter(Boolean);
  // The language is read by texts.js.
  const own = pairs.filter((pair) => isOurs(pair) && !pair.startsWith("lang="));
  const theme = THEMES.find((each) => own.includes(`theme=${each}`));
  const hide = own.find((pair) => pair.startsWith("hide="))?.slice("hide=".length) ?? "";
  const named = hide.replace(/%2C/gi, ",").split(",");
  /** @type {Showing} */
  const showing = {
    view: VIEWS.find((each) => own.includes(`view=${each}`)) ?? "page",
    hidden: PARTS.filter((part) => named.includes(part)),
    ...(theme ? { theme } : {}),
    ...(own.includes("keys=off") ? { keys: "off" } : {}),
  };
  return { showing: own.length ? showing : null, rest: pairs.filter((pair) => !isOurs(pair)).join("&") };
}

/** @param {string} pair */
function isOurs(pair) {
  return OURS.some((key) => pair.startsWith(`${key}=`)) || VIEWS.some((view) => pair === `view=${view}`);
}

/**
 * A fragment that says how much is shown, too.
 * @param {string} fragment  without its #
 * @param {Showing} showing
 * @param {string} [language]  as texts.js writes it
 */
export function withShowing(fragment, { view, hidden, theme, keys }, language = "") {
  const own = [
    ...(view === "page" ? [] : [`view=${view}`]),
    ...(hidden.length ? [`hide=${hidden}`] : []),
    ...(theme ? [`theme=${theme}`] : []),
    ...(keys ? [`keys=${keys}`] : []),
  ];
  return [fragment, ...own, language].filter(Boolean).join("&");
}
