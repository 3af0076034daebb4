/** What plotly.min.js puts on the page. */
declare var Plotly: any;
