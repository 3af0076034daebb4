/** Light and dark: which one is on stands on <html>, where the style sheets read it. */

const KEY = "gradscape-theme";

/** @returns {string} the name of what is on, the stage's larger type included */
export function currentTheme() {
  const { theme, view } = document.documentElement.dataset;
  const isDark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  return `${isDark ? "dark" : "light"}${view === "stage" ? "-stage" : ""}`;
}

/** @param {() => void} onChange */
export function watchTheme(onChange) {
  const chosen = stored();
  if (chosen) document.documentElement.dataset.theme = chosen;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
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
