"""Every limit of the API, and of GET catalogue. Beyond one, the answer is a 4xx that says which."""

from gradscape.calculus import critical_points
from gradscape.labs import sizes
from gradscape.language import limits as language
from gradscape.language import lowering
from gradscape.machine import fitting, networks, taylor

BODY_BYTES = 256 * 1024
ANSWER_BYTES = 16 * 1024 * 1024

SOURCE_CHARACTERS = language.MAXIMUM_LENGTH
NESTING = language.MAXIMUM_NESTING
INSTRUCTIONS = lowering.MAXIMUM_INSTRUCTIONS
VARIABLES = language.MAXIMUM_VARIABLES
PARAMETERS = language.MAXIMUM_PARAMETERS
VECTOR = language.LONGEST_VECTOR
MATRIX = language.LARGEST_MATRIX
OUTPUTS = language.MAXIMUM_OUTPUTS
NAME_CHARACTERS = 32
# A page may send sliders that the text does not use at the moment.
PARAMETERS_SENT = 64

POINTS = 1000
# Points of a grid that is pushed through a map.
IMAGES = 8192
# Points of one request that are shown with formulas.
FORMULAS = 16
# Maps one after the other, and variables of a Jacobian.
STAGES = sizes.STAGES
MAP_VARIABLES = sizes.MAP_VARIABLES
FEWEST_RESOLUTION = 2
RESOLUTION = 256
SAMPLES = 4096
DERIVATIVES = taylor.ORDER
# Places whose derivatives are asked for beside a curve.
PLACES = 256
RUNS = 16
STEPS = sizes.STEPS
# Walks side by side in a map: starts or learning rates.
WALKS = 512
KEPT_ITERATES = 64
# Starts of one tile of a plane's basins; of methods whose walks are one conversation each, fewer.
STARTS = 65_536
SLOW_STARTS = 1024
SWEEP = 128
# Samples that a network is trained on, of one batch, and epochs of one request.
TRAINING_SAMPLES = networks.SAMPLES
BATCH = 128
# How far a lesson may be on its way, and how fine the map of the answer is that comes with it.
EPOCH = 10**9
HEATMAP = 100
EPOCHS = 2000
# Numbers of a network that natural gradient solves for at once, and its steps of one request.
NATURAL_NUMBERS = 128
NATURAL_STEPS = 50_000
# Of a slice through a network's loss, along each side; frames of a walk on it, and their numbers in all.
SLICE = 101
FRAMES = 256
FRAME_NUMBERS = 32_768
# Leading eigenvalues of a Hessian.
EIGENVALUES = 8
# Points and parameters of a fit, its steps, what is drawn of it, and losses it is compared with.
FIT_POINTS = fitting.POINTS
FIT_PARAMETERS = fitting.PARAMETERS
FIT_STEPS = sizes.FIT_STEPS
FIT_CURVE = 1001
FIT_RESOLUTION = 101
FIT_COMPARED = 6
# Norms of one vector, and p of each but the largest.
NORMS = 8
NORM = 100
BOX_DIMENSIONS = critical_points.MAXIMUM_DIMENSION
# Equations of one request, variables of a set that is drawn, the grid that a surface is cut from, and levels at which
# solutions are followed.
CONSTRAINTS = BOX_DIMENSIONS - 1
SET_DIMENSIONS = 3
SURFACE_RESOLUTION = 64
LEVELS = 65
# Of a walk on a surface.
SURFACE_STEPS = 3000
# Of the way of one step along a surface.
PIECES = 16
# Of the parameters of a family of distributions, along each side of their plane.
FAMILY_RESOLUTION = 101
LEVEL = 1e30
# Bounds of what is drawn or searched. Points and parameters may be any finite numbers.
BOUND = 1e12
# Narrower, float64 could not tell the points of a grid apart.
NARROWEST_RELATIVE_WIDTH = 1e-10
NARROWEST_WIDTH = 1e-12

# Of a job: starts or settings along each side, and of each of its parts (of methods whose walks are one conversation
# each, fewer); runs of an ensemble, and of each of its parts; how often it is measured; its parts; and how many jobs
# one process answers at once.
JOB_RESOLUTION = 4096
JOB_TILE = 128
JOB_SLOW_TILE = 32
JOB_SWEEP_TILE = 64
JOB_RUNS = 10_000
JOB_RUNS_TOGETHER = 16
JOB_MEASURES = 65
JOB_PARTS = (JOB_RESOLUTION // JOB_SLOW_TILE) ** 2
JOBS = 16
# Seconds that a question may cost by our own reckoning (`prices`): to be answered at once, to be served among the
# quick ones, and at all.
INLINE_PRICE = 2e-3
QUICK_PRICE = 0.25
PRICE = 60
# Seconds of a whole job, for each place where parts of it are computed.
JOB_PRICE = 3600
# How many questions may wait.
QUICK_WAITING = 512
HEAVY_WAITING = 16

# As GET catalogue gives them.
CATALOGUE = {name.lower(): value for name, value in list(globals().items()) if name.isupper()}
