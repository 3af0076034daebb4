"""Every limit of the API. Beyond one, the answer is a 4xx that says which."""

from gradscape.calculus.critical_points import MAXIMUM_DIMENSION
from gradscape.labs import sizes
from gradscape.language.limits import (
    LARGEST_MATRIX,
    LONGEST_VECTOR,
    MAXIMUM_LENGTH,
    MAXIMUM_NESTING,
    MAXIMUM_OUTPUTS,
    MAXIMUM_PARAMETERS,
    MAXIMUM_VARIABLES,
)
from gradscape.language.lowering import MAXIMUM_INSTRUCTIONS
from gradscape.machine.fitting import PARAMETERS as PARAMETERS_OF_FITS
from gradscape.machine.fitting import POINTS as POINTS_OF_FITS
from gradscape.machine.networks import SAMPLES as SAMPLES_OF_KERNEL
from gradscape.machine.taylor import ORDER

BODY_BYTES = 256 * 1024

SOURCE_CHARACTERS = MAXIMUM_LENGTH
NESTING = MAXIMUM_NESTING
INSTRUCTIONS = MAXIMUM_INSTRUCTIONS
VARIABLES = MAXIMUM_VARIABLES
PARAMETERS = MAXIMUM_PARAMETERS
VECTOR = LONGEST_VECTOR
MATRIX = LARGEST_MATRIX
OUTPUTS = MAXIMUM_OUTPUTS
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
DERIVATIVES = ORDER
# Places whose derivatives are asked for beside a curve.
PLACES = 256
RUNS = 16
STEPS = sizes.STEPS
# Walks side by side in a map: starts or learning rates.
WALKS = 512
KEPT_ITERATES = 64
# Starts of one tile of a plane's basins; of methods whose walks are one conversation each, fewer.
STARTS = 16_384
SLOW_STARTS = 1024
SWEEP = 128
# Samples that a network is trained on, of one batch, and epochs of one request.
TRAINING_SAMPLES = SAMPLES_OF_KERNEL
BATCH = 128
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
# Epochs times samples.
INLINE_TRAINING = 8000
# Points and parameters of a fit, its steps, what is drawn of it, and losses it is compared with.
FIT_POINTS = POINTS_OF_FITS
FIT_PARAMETERS = PARAMETERS_OF_FITS
FIT_STEPS = sizes.FIT_STEPS
FIT_CURVE = 1001
FIT_RESOLUTION = 101
FIT_COMPARED = 6
# Steps times parameters, and a fiftieth of the evaluations of its surface.
INLINE_FIT = 1500
BOX_DIMENSIONS = MAXIMUM_DIMENSION
# Bounds of what is drawn or searched. Points and parameters may be any finite numbers.
BOUND = 1e12
# Narrower, float64 could not tell the points of a grid apart.
NARROWEST_RELATIVE_WIDTH = 1e-10
NARROWEST_WIDTH = 1e-12

# What runs beside the short requests, in worker threads.
WORKERS = 2
INLINE_SOURCE = 256
INLINE_RESOLUTION = 128
INLINE_SAMPLES = 1024
# Steps of a walk times variables, each step counted as that of its family.
INLINE_STEPS = 2048
STEP_COST = {"first-order": 1, "second-order": 40, "quasi-newton": 40, "conjugate": 40}
# One lane is a point and a pair of variables.
INLINE_JET_LANES = 64


def catalogue() -> dict[str, int | float]:
    """The limits a client can meet, as GET catalogue gives them."""
    return {
        "body_bytes": BODY_BYTES,
        "source_characters": SOURCE_CHARACTERS,
        "nesting": NESTING,
        "instructions": INSTRUCTIONS,
        "variables": VARIABLES,
        "parameters": PARAMETERS,
        "vector": VECTOR,
        "matrix": MATRIX,
        "outputs": OUTPUTS,
        "parameters_sent": PARAMETERS_SENT,
        "name_characters": NAME_CHARACTERS,
        "points": POINTS,
        "images": IMAGES,
        "formulas": FORMULAS,
        "stages": STAGES,
        "map_variables": MAP_VARIABLES,
        "fewest_resolution": FEWEST_RESOLUTION,
        "resolution": RESOLUTION,
        "samples": SAMPLES,
        "derivatives": DERIVATIVES,
        "places": PLACES,
        "runs": RUNS,
        "steps": STEPS,
        "walks": WALKS,
        "kept_iterates": KEPT_ITERATES,
        "starts": STARTS,
        "slow_starts": SLOW_STARTS,
        "sweep": SWEEP,
        "training_samples": TRAINING_SAMPLES,
        "batch": BATCH,
        "epochs": EPOCHS,
        "fit_points": FIT_POINTS,
        "fit_parameters": FIT_PARAMETERS,
        "fit_steps": FIT_STEPS,
        "fit_resolution": FIT_RESOLUTION,
        "fit_compared": FIT_COMPARED,
        "natural_numbers": NATURAL_NUMBERS,
        "natural_steps": NATURAL_STEPS,
        "slice": SLICE,
        "frames": FRAMES,
        "frame_numbers": FRAME_NUMBERS,
        "eigenvalues": EIGENVALUES,
        "box_dimensions": BOX_DIMENSIONS,
        "bound": BOUND,
        "narrowest_width": NARROWEST_WIDTH,
        "narrowest_relative_width": NARROWEST_RELATIVE_WIDTH,
    }
