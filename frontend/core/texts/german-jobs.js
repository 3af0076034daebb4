/** What takes its time, in German: prints, and networks from many seeds. */

/** @type {Record<string, string>} */
export const GERMAN_JOBS = {
  "At print size": "In Druckgröße",
  "Size of the print": "Größe des Drucks",
  Draw: "Zeichnen",
  "Save as PNG": "Als PNG sichern",
  "Part of the print that is there": "Teil des Drucks, der schon da ist",
  "Methods raced": "Verfahren im Wettlauf",
  "Learning rates of the race": "Lernraten des Wettlaufs",
  "each its best of five learning rates": "jedes mit der besten von fünf Lernraten",
  "all the learning rate that is set": "alle mit der eingestellten Lernrate",
  Race: "Wettlauf",
  "Part of the race that is run": "Anteil des Wettlaufs, der gelaufen ist",
  "Each method from the same weights, with the same samples in the same order.":
    "Jedes Verfahren von denselben Gewichten aus, mit denselben Beispielen in derselben Reihenfolge.",
  "From many seeds": "Aus vielen Startwerten",
  "How many seeds": "Wie viele Startwerte",
  seeds: "Startwerte",
  "A loss that is small enough": "Ein Verlust, der klein genug ist",
  "small enough:": "klein genug:",
  "Train all": "Alle trainieren",
  "Part of the networks that is trained": "Teil der Netze, der trainiert ist",
  "The same training, each time from weights drawn anew.": "Dasselbe Training, jedes Mal aus neu gezogenen Gewichten.",
};
