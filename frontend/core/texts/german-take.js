/** The menus of pictures in German: from where one looks, and what can be taken along. */

/** @type {Record<string, string>} */
export const GERMAN_TAKE = {
  Look: "Blick",
  "From where to look": "Woher man schaut",
  "As at first": "Wie am Anfang",
  "From above: the map": "Von oben: die Karte",
  "Along the x axis": "Entlang der x-Achse",
  "Along the y axis": "Entlang der y-Achse",
  "To where the point is seen": "Dorthin, wo man den Punkt sieht",
  "As a program": "Als Programm",
  "Take it with you": "Zum Mitnehmen",
  "Picture (PNG)": "Bild (PNG)",
  "Drawing (SVG)": "Zeichnung (SVG)",
  "without paper": "ohne Papier",
  "Numbers (CSV)": "Zahlen (CSV)",
  "Table (CSV)": "Tabelle (CSV)",
  "Copy the table": "Tabelle kopieren",
  "Body to print (STL)": "Körper zum Drucken (STL)",
  "Questions and answers (JSON)": "Fragen und Antworten (JSON)",
  "Handout (print)": "Handzettel (drucken)",
  "Copy as curl": "Als curl kopieren",
  "Copy as Python": "Als Python kopieren",
  "Notebook (Jupyter)": "Notebook (Jupyter)",
  "Notebook (marimo)": "Notebook (marimo)",
  "Program (Python)": "Programm (Python)",
  "The browser did not let it be copied.": "Der Browser hat das Kopieren nicht erlaubt.",
  // Share.
  "Copy link": "Link kopieren",
  "Copy short link of the scene": "Kurzen Link der Szene kopieren",
  "Copy code for a page (iframe)": "Code für eine Webseite kopieren (iframe)",
  "This link is too long for a QR code.": "Dieser Link ist zu lang für einen QR-Code.",
};
