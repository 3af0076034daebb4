/** The controls of descent on surfaces and of distributions in German. */

/** @type {Record<string, string>} */
export const GERMAN_CONSTRAINTS = {
  where: "mit",
  "On a curve": "Auf einer Kurve",
  "Descent on a surface": "Abstieg auf einer Fläche",
  "The step: −a∇f, its projection, and the way back": "Der Schritt: −a∇f, seine Projektion und der Rückweg",
  "Project, step, retract in slow motion": "Projektion, Schritt und Rückweg in Zeitlupe",
  "Plain descent beside it": "Einfacher Abstieg daneben",
  "Ordinary descent in the coordinates": "Gewöhnlicher Abstieg in den Koordinaten",
  "The metric as ellipses in the chart": "Die Metrik als Ellipsen in der Karte",
  "The walks in the chart": "Die Wege in der Karte",
  "Level lines of f on the surface": "Höhenlinien von f auf der Fläche",
  "Closest point against geodesic": "Nächster Punkt gegen Geodätische",
  "How does it walk?": "Wie geht es voran?",
  "Which distributions?": "Welche Verteilungen?",
  "Its parameters": "Ihre Parameter",
  "Ordinary descent beside it": "Gewöhnlicher Abstieg daneben",
  "Ellipses of equal divergence": "Ellipsen gleicher Divergenz",
  "Fisher and Rao’s shortest way": "Der kürzeste Weg nach Fisher und Rao",
  "The walks over the plane of parameters": "Die Wege über der Ebene der Parameter",
  "The walks over the parameter": "Die Wege über dem Parameter",
  "The distributions over the data": "Die Verteilungen über den Daten",
  "What the walks did": "Was die Wege taten",
  "The walk on the surface of the constraint": "Der Weg auf der Fläche der Nebenbedingung",
  "The function step by step": "Die Funktion Schritt für Schritt",
};
