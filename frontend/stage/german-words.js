/** German words that are looked for, and what the course calls them: its scenes are in English. */

/** Without umlauts, as words are compared; a word that is the same but for its ending needs no row. */
const ROWS = `
ableitung|differenzieren = derivative
ableitungsregeln = derivative rule
zweite ableitung = second derivative
abstieg|abstiegsverfahren = descent
gradientenabstieg|gradientenverfahren|steilster abstieg = gradient descent
steilster anstieg|anstieg = steepest ascent
aktivierung|aktivierungsfunktion = activation function
ausreisser = outlier
automatisches differenzieren = automatic differentiation
betrag = absolute value
betragsnorm = L1 norm
bedingtes extremum = lagrange multiplier
determinante = determinant
differenzenquotient = difference quotient
divergiert|divergenz = diverge
ecke|knick = corner
eigenvektor|eigenwert = eigenvalue
einheitskreis = circle
entropie = entropy
extremum|extremwert|extremwerte|extrempunkt|extremstelle = extremum
exponentialfunktion|e-funktion = exponential
fehler|verlust|verlustfunktion|kostenfunktion = loss
feld|vektorfeld = vector field
flache = surface
fluss = flow
funktion = function
gleichung = equation
grenzwert = limit
hohenlinie|niveaulinie = level curve
implizites differenzieren|implizite ableitung = implicit differentiation
jacobi-matrix|jacobimatrix|funktionalmatrix = jacobian
hesse-matrix|hessematrix = hessian
kettenregel = chain rule
kleinste quadrate|methode der kleinsten quadrate = least squares
konvergenz|konvergiert = converge
konvex = convex
kreis = circle
krummung = curvature
kugel|sphare = sphere
kurve = curve
landschaft|fehlerlandschaft = landscape
lernrate zu gross|schrittweite zu gross = learning rate too large
lernrate zu klein|schrittweite zu klein = learning rate too small
lernrate|schrittweite = learning rate
lernen|training|trainieren = training
lineare abbildung|abbildung = linear map
linearisierung = linearization
logarithmus = logarithm
mannigfaltigkeit = manifold
maximum|hochpunkt|maximalstelle = maximum
minimum|tiefpunkt|minimalstelle = minimum
mittelwertsatz = slope secant
multiplikator|lagrange-multiplikator = lagrange multiplier
naherung = approximation
naturlicher gradient = natural gradient
nebenbedingung|nebenbedingungen|zwangsbedingung = constraint lagrange
netz|neuronales netz|neuronale netze = neural network
nullstelle = zero
oberflache = surface
minimieren = minimum
optimierung|optimieren = optimization
parabel = parabola
partielle ableitung|partielle ableitungen = partial derivative
produktregel = product rule
quotientenregel = quotient rule
potenzregel = power rule
regression|ausgleichsgerade|regressionsgerade = linear regression
reihe|taylorreihe|taylorpolynom = taylor
richtungsableitung = directional derivative
ruckwarts|ruckwartsschritt|fehlerruckfuhrung = backpropagation
vorwarts = forward
sattel|sattelpunkt = saddle point
schicht = layer
sekante = secant
senkrecht = perpendicular
skalarprodukt = product
spitze = cusp
sprung|sprungstelle = jump
steigung = slope
stetig|stetigkeit|unstetig = continuity
summenregel = sum rule
tangente = tangent line
tangentialebene = tangent plane
uberanpassung = overfitting
ungleichung = inequality
wahrscheinlichkeit = probability
wendepunkt = inflection point
wurzel = sqrt
zufall = noise
`;

/** Longer ones first, so that a phrase is read before its words. */
const PAIRS = ROWS.trim()
  .split("\n")
  .flatMap((row) => {
    const [german, english] = row.split(" = ");
    return german.split("|").map((each) => [each, english]);
  })
  .sort(([one], [other]) => other.length - one.length);

/** What can be looked for in German. */
export const GERMAN = PAIRS.map(([german]) => german);

/** @type {[RegExp, string][]} */
const PATTERNS = PAIRS.map(([german, english]) => [
  new RegExp(`(?<![a-z])${german}(?:e|n|en|s|es)?(?![a-z])`, "g"),
  english,
]);

/** A text whose German words are English. @param {string} text  in small letters, without umlauts */
export function inEnglish(text) {
  // What was put in place stands in capitals, so that it is not read once more.
  return PATTERNS.reduce((said, [german, english]) => said.replace(german, english.toUpperCase()), text).toLowerCase();
}
