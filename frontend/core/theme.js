/** Light and dark: which one is on stands on <html>, where the style sheets read it. */

const KEY = "gradscape-theme";

/** @type {MediaQueryList | undefined} made once: every frame asks for the theme */
let dark;

function prefersDark() {
  dark ??= matchMedia("(prefers-color-scheme: dark)");
  return dark;
}

/** @returns {string} the name of what is on, the stage's larger type included */
export function currentTheme() {
  const { theme, view } = document.documentElement.dataset;
  const isDark = theme ? theme === "dark" : prefersDark().matches;
  return `${isDark ? "dark" : "light"}${view === "stage" ? "-stage" : ""}`;
}

/** @param {() => void} onChange */
export function watchTheme(onChange) {
  const chosen = stored();
  if (chosen) document.documentElement.dataset.theme = chosen;
  prefersDark().addEventListener("change", onChange);
}

export function toggleDark() {
  const next = currentTheme().startsWith("dark") ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
