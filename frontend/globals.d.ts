/** What plotly.min.js puts on the page. */
// biome-ignore lint/suspicious/noExplicitAny: Plotly has no types of its own, and only plots/ may know it
declare var Plotly: any;
