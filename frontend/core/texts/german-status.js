/** What the page says of itself in German: what goes wrong, what is on its way, what is found. */

/** @type {Record<string, string>} */
export const GERMAN_STATUS = {
  // The server, the connection, the work.
  "The server does not answer. Trying again …": "Der Server antwortet nicht. Neuer Versuch …",
  "The server does not answer.": "Der Server antwortet nicht.",
  "{1} could not be loaded: the server does not answer. Open it again in a moment.":
    "{1} konnte nicht geladen werden: Der Server antwortet nicht. Gleich noch einmal öffnen.",
  "Pictures and numbers are computed by the server, which cannot be reached.":
    "Bilder und Zahlen berechnet der Server, und der ist nicht zu erreichen.",
  "They come by themselves as soon as it answers; what you type meanwhile is kept.":
    "Sie kommen von selbst, sobald er antwortet; was du inzwischen eintippst, bleibt.",
  "Nothing is drawn until the function can be read.": "Gezeichnet wird erst, wenn sich die Funktion lesen lässt.",
  "The server is warming up: {1} of {2}. First answers take a moment.":
    "Der Server wärmt sich auf: {1} von {2}. Erste Antworten dauern einen Moment.",
  "Computing …": "Rechnet …",
  "This takes longer than usual. You can wait, or give up: the page stays as it is.":
    "Das dauert länger als sonst. Warten oder aufgeben: Die Seite bleibt, wie sie ist.",
  "Give up": "Aufgeben",
  "The smallest value must be below the largest one.": "Der kleinste Wert muss unter dem größten liegen.",
  "Nothing is typed here that could be saved.": "Hier ist nichts eingetippt, das sich speichern ließe.",
  Stopped: "Angehalten",
  "Given up": "Aufgegeben",
  "what you see is of the text before": "was zu sehen ist, gehört zum Text davor",
  "some of it may be missing": "einiges davon kann fehlen",
  "{1}: {2}. Change anything to ask again.": "{1}: {2}. Irgendetwas ändern fragt noch einmal.",
  "The lecture has ended.": "Die Vorlesung ist zu Ende.",
  "Starting …": "Startet …",
  // Links and scenes.
  "Link copied: it opens exactly this picture.": "Link kopiert: Er öffnet genau dieses Bild.",
  "Copy the address of this page: it opens exactly this picture.":
    "Die Adresse dieser Seite kopieren: Sie öffnet genau dieses Bild.",
  "The scene {1} belongs to {2}: press Course to choose one.":
    "Die Szene {1} gehört zu {2}: Unter „Kurs“ lässt sich eine wählen.",
  "The scene {1} is not in the course: press Course to choose one.":
    "Die Szene {1} gibt es im Kurs nicht: Unter „Kurs“ lässt sich eine wählen.",
  "nothing in this link is known here": "nichts in diesem Link ist hier bekannt",
  "this link was made by another version": "dieser Link stammt von einer anderen Version",
  "there is no lab called '{1}'": "ein Labor namens „{1}“ gibt es nicht",
  "there is no scene '{1}'": "eine Szene „{1}“ gibt es nicht",
  "the part '{1}' of the link is damaged": "der Teil „{1}“ des Links ist beschädigt",
  // Boxes, points, numbers.
  "The first number must be smaller than the second.": "Die erste Zahl muss kleiner sein als die zweite.",
  "Numbers up to a thousand million can be drawn.": "Zahlen bis zu einer Milliarde lassen sich zeichnen.",
  "This is too narrow to draw.": "Das ist zum Zeichnen zu schmal.",
  "Press a point to choose it first.": "Zuerst einen Punkt drücken, um ihn zu wählen.",
  "There can be {1} points.": "Es kann {1} Punkte geben.",
  "To place points of your own, choose “my own points” as the data.":
    "Für eigene Punkte als Daten „meine eigenen Punkte“ wählen.",
  "This loss is too long to be typed: take fewer points, or another loss.":
    "Dieser Verlust ist zu lang zum Eintippen: weniger Punkte nehmen oder einen anderen Verlust.",
  "'{1}' is too large: {2} MB.": "„{1}“ ist zu groß: {2} MB.",
  "Nothing stands here yet.": "Hier steht noch nichts.",
  "'{1}' cannot be read as text.": "„{1}“ lässt sich nicht als Text lesen.",
  "Nothing of the set lies over {1}: this is the place next to it.":
    "Über {1} liegt nichts von der Menge: Dies ist die nächste Stelle.",
  "Of the {1} samples of the batch the first {2} are followed.":
    "Von den {1} Beispielen des Batches wird den ersten {2} gefolgt.",
  "The table: {1}.": "Die Tabelle: {1}.",
  // What goes along from lab to lab, and what opens what.
  "{1} needs a number, and this is a vector: it stays in {2}. One entry or its norm can come along.":
    "{1} braucht eine Zahl, und dies ist ein Vektor: Er bleibt bei {2}. Ein Eintrag oder seine Norm kann mitkommen.",
  "{1} takes up to {2} variables, and this function has {3}: it stays in {4}.":
    "{1}: bis zu {2} Variablen, und diese Funktion hat {3}. Sie bleibt bei {4}.",
  "Give {1} a value on a line before, for example {2} = 1.":
    "Gib {1} in einer Zeile davor einen Wert, zum Beispiel {2} = 1.",
  "Open it as {1}": "Als {1} öffnen",
  "Open as {1}": "Als {1} öffnen",
  "a curve": "Kurve",
  "a walk along a line": "Lauf auf einer Geraden",
  "a surface": "Fläche",
  walks: "Läufe",
  "walks in {1} variables": "Läufe in {1} Variablen",
  "a function on a constraint": "Funktion auf einer Nebenbedingung",
  "a constraint": "Nebenbedingung",
  "a map": "Abbildung",
  "the curve of an equation": "Kurve einer Gleichung",
  "a surface with a function on it": "Fläche mit einer Funktion darauf",
  "a loss of residuals": "ein Verlust von Residuen",
  "points to fit": "Punkte zum Anpassen",
  "an activation of networks": "eine Aktivierung von Netzen",
  "points to learn": "Punkte zum Lernen",
};
