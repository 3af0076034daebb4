"""How much a lab takes: the limits that its controls, its links and the requests have in common."""

# Of one walk; of one fit.
STEPS = 10_000
FIT_STEPS = 2000
# Maps one after the other, and numbers that a map takes.
STAGES = 6
MAP_VARIABLES = 8
# How far data sets of networks are blurred, and how heavily large weights are charged.
BLUR = (0.0, 0.5)
CHARGE = (0.0, 10.0)
# Points of a data set for networks.
FEWEST_POINTS = 10
