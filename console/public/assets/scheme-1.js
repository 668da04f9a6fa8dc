// Runs before the first paint, so that a page kept dark does not flash white. The key is Mantine's own. Kept by browsers for a year: a change takes a new name.
(() => {
  const kept = localStorage.getItem("mantine-color-scheme-value");
  const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
