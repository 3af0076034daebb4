"""A gallery of standard test functions, each with its known critical points and what it teaches."""

from collections.abc import Mapping
from typing import NamedTuple

from gradscape.calculus.critical_points import Kind


class GalleryFunction(NamedTuple):
    """A function of x and y that methods are tried on.

    box: of x, then of y. critical_points: (x, y, kind, value) of those in the box; where there are many, the lowest.
    parameters: value, minimum and maximum of each.
    """

    name: str
    source: str
    box: tuple[float, float, float, float]
    start: tuple[float, float]
    note: str
    reference: str
    critical_points: tuple[tuple[float, float, Kind, float], ...]
    parameters: Mapping[str, tuple[float, float, float]] = {}


TEST_FUNCTIONS: tuple[GalleryFunction, ...] = (
    GalleryFunction(
        "Rosenbrock",
        "(1 - x)^2 + 100 (y - x^2)^2",
        (-2.0, 2.0, -1.0, 3.0),
        (-1.2, 1.0),
        "a bent valley: the floor is found at once, and its end very slowly",
        "Rosenbrock (1960), The Computer Journal 3",
        ((1.0, 1.0, "minimum", 0.0),),
    ),
    GalleryFunction(
        "Himmelblau",
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        (-5.0, 5.0, -5.0, 5.0),
        (0.5, 1.0),
        "four minima of the same height: which one is found depends on the start",
        "Himmelblau (1972), Applied Nonlinear Programming",
        (
            (3.0, 2.0, "minimum", 0.0),
            (3.58442834033049, -1.8481265269644, "minimum", 0.0),
            (-3.77931025337775, -3.28318599128617, "minimum", 0.0),
            (-2.80511808695274, 3.13131251825057, "minimum", 0.0),
            (3.38515418360702, 0.0738518798377493, "saddle", 13.3119262704056),
            (0.0866775045553963, 2.88425470117478, "saddle", 67.7191500875261),
            (-3.07302575076439, -0.0813530442879675, "saddle", 104.015162917558),
            (-0.12796134673068, -1.95371498024458, "saddle", 178.337239201927),
            (-0.270844590667348, -0.923038556479981, "maximum", 181.616521522583),
        ),
    ),
    GalleryFunction(
        "Beale",
        "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
        (-4.5, 4.5, -4.5, 4.5),
        (1.0, -2.0),
        "steep cliffs at the corners around a nearly level floor",
        "Beale (1958), On an iterative method for finding a local minimum",
        (
            (3.0, 0.5, "minimum", 0.0),
            (0.100537937324158, -2.64451358502312, "saddle", 9.86451228475556),
            (0.0, 1.0, "saddle", 14.203125),
        ),
    ),
    GalleryFunction(
        "Booth",
        "(x + 2y - 7)^2 + (2x + y - 5)^2",
        (-10.0, 10.0, -10.0, 10.0),
        (-6.0, -6.0),
        "a tilted quadratic bowl: Newton’s method and conjugate gradients are done in one and two steps",
        "Jamil & Yang (2013), A literature survey of benchmark functions",
        ((1.0, 3.0, "minimum", 0.0),),
    ),
    GalleryFunction(
        "Matyas",
        "0.26 (x^2 + y^2) - 0.48 x y",
        (-10.0, 10.0, -10.0, 10.0),
        (8.0, -3.0),
        "a long bowl across the axes, with condition number 25",
        "Jamil & Yang (2013), A literature survey of benchmark functions",
        ((0.0, 0.0, "minimum", 0.0),),
    ),
    GalleryFunction(
        "Three-hump camel",
        "2x^2 - 1.05x^4 + x^6/6 + x y + y^2",
        (-2.2, 2.2, -2.2, 2.2),
        (-2.0, 2.0),
        "two false minima on both sides of the true one",
        "Jamil & Yang (2013), A literature survey of benchmark functions",
        (
            (0.0, 0.0, "minimum", 0.0),
            (-1.74755234583029, 0.873776172915144, "minimum", 0.298638442236859),
            (1.74755234583029, -0.873776172915144, "minimum", 0.298638442236859),
            (-1.07054229182366, 0.53527114591183, "saddle", 0.87736155776314),
            (1.07054229182366, -0.53527114591183, "saddle", 0.87736155776314),
        ),
    ),
    GalleryFunction(
        "Six-hump camel",
        "(4 - 2.1x^2 + x^4/3) x^2 + x y + (4y^2 - 4) y^2",
        (-2.0, 2.0, -1.1, 1.1),
        (1.3, 0.3),
        "six minima, and two of them are the lowest",
        "Dixon & Szegő (1978), Towards Global Optimisation 2",
        (
            (-0.0898420131003181, 0.71265640302074, "minimum", -1.03162845348988),
            (0.0898420131003181, -0.71265640302074, "minimum", -1.03162845348988),
            (-1.70360671496998, 0.796083568672625, "minimum", -0.215463824383717),
            (1.70360671496998, -0.796083568672625, "minimum", -0.215463824383717),
            (0.0, 0.0, "saddle", 0.0),
            (-1.10920533680479, 0.76826809250954, "saddle", 0.543718600978185),
            (1.10920533680479, -0.76826809250954, "saddle", 0.543718600978185),
            (1.6071047529202, 0.568651454884131, "minimum", 2.10425031031126),
            (-1.6071047529202, -0.568651454884131, "minimum", 2.10425031031126),
            (-1.63806798418978, -0.228674069044394, "saddle", 2.22935719753071),
            (1.63806798418978, 0.228674069044394, "saddle", 2.22935719753071),
            (-1.29607026716711, -0.605084388038658, "saddle", 2.22947081802986),
            (1.29607026716711, 0.605084388038658, "saddle", 2.22947081802986),
            (-1.23022987651665, -0.162334584458995, "maximum", 2.49629535102358),
            (1.23022987651665, 0.162334584458995, "maximum", 2.49629535102358),
        ),
    ),
    GalleryFunction(
        "McCormick",
        "sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1",
        (-1.5, 4.0, -3.0, 4.0),
        (3.0, -1.0),
        "a wave along a valley: the same valley has a lower minimum in every period",
        "McCormick (1976), Mathematical Programming 10",
        (
            (-0.547197551196598, -1.5471975511966, "minimum", -1.91322295498104),
            (2.5943951023932, 1.5943951023932, "minimum", 1.22836969860876),
            (1.5471975511966, 0.547197551196598, "saddle", 1.91322295498104),
        ),
    ),
    GalleryFunction(
        "Styblinski–Tang",
        "(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y)/2",
        (-4.5, 4.5, -4.5, 4.5),
        (0.3, 1.0),
        "four minima of different depth, a maximum and four saddles in a checkerboard",
        "Styblinski & Tang (1990), Neural Networks 3",
        (
            (-2.90353402777118, -2.90353402777118, "minimum", -78.3323314075428),
            (-2.90353402777118, 2.74680277099084, "minimum", -64.1956123590554),
            (2.74680277099084, -2.90353402777118, "minimum", -64.1956123590554),
            (2.74680277099084, 2.74680277099084, "minimum", -50.0588933105679),
            (-2.90353402777118, 0.15673125678034, "saddle", -38.9705533447161),
            (0.15673125678034, -2.90353402777118, "saddle", -38.9705533447161),
            (0.15673125678034, 2.74680277099084, "saddle", -24.8338342962286),
            (2.74680277099084, 0.15673125678034, "saddle", -24.8338342962286),
            (0.15673125678034, 0.15673125678034, "maximum", 0.391224718110716),
        ),
    ),
    GalleryFunction(
        "Goldstein–Price",
        "(1 + (x + y + 1)^2 (19 - 14x + 3x^2 - 14y + 6x y + 3y^2))"
        " (30 + (2x - 3y)^2 (18 - 32x + 12x^2 + 48y - 36x y + 27y^2))",
        (-2.0, 2.0, -2.0, 2.0),
        (-1.5, 1.0),
        "values from 3 to a million: no one learning rate suits both the slopes and the floor",
        "Goldstein & Price (1971), Mathematics of Computation 25",
        (
            (0.0, -1.0, "minimum", 3.0),
            (-0.6, -0.4, "minimum", 30.0),
            (-0.4, -0.6, "saddle", 35.0),
            (1.8, 0.200000000000002, "minimum", 84.0000000000002),
            (1.2, -0.200000000000002, "saddle", 99.0),
            (1.2, 0.8, "minimum", 840.0),
            (1.4, 0.6, "saddle", 980.0),
            (0.6, 0.4, "saddle", 990.0),
            (0.8, 0.2, "maximum", 1155.0),
        ),
    ),
    GalleryFunction(
        "Peaks",
        "3 (1 - x)^2 exp(-x^2 - (y + 1)^2) - 10 (x/5 - x^3 - y^5) exp(-x^2 - y^2) - exp(-(x + 1)^2 - y^2)/3",
        (-3.0, 3.0, -3.0, 3.0),
        (0.0, 1.2),
        "three hills, three hollows and three passes on a plain without slope",
        "the demonstration function of MATLAB",
        (
            (0.228278920556369, -1.6255349575, "minimum", -6.55113333283584),
            (-1.34739624436821, 0.204518866097005, "minimum", -3.04984940280026),
            (0.296445553846832, 0.320196247666834, "minimum", -0.0649358682555267),
            (0.416323321678508, -0.394145098402425, "saddle", 0.408547924594137),
            (-0.265937556837246, 0.466739993726269, "saddle", 0.788293462678964),
            (1.09827283433509, 0.854460979524752, "saddle", 2.24919166152693),
            (1.2856846972413, -0.00484755907559367, "maximum", 3.59248991800275),
            (-0.460024518034387, -0.629196508716801, "maximum", 3.77658099853221),
            (-0.00931758195995411, 1.581367962939, "maximum", 8.10621358944234),
        ),
    ),
    GalleryFunction(
        "Freudenstein–Roth",
        "(-13 + x + ((5 - y) y - 2) y)^2 + (-29 + x + ((y + 1) y - 14) y)^2",
        (-5.0, 15.0, -3.0, 6.0),
        (0.5, -2.0),
        "a false minimum with a wide basin: from (0.5, −2) most methods end there",
        "Freudenstein & Roth (1963), Journal of the ACM 10",
        (
            (5.0, 4.0, "minimum", 0.0),
            (11.4127789869021, -0.896805253274477, "minimum", 48.98425367924),
        ),
    ),
    GalleryFunction(
        "Distill’s banana",
        "(1 - x)^2 + 20 (3y - x^2)^2",
        (-2.0, 2.0, -0.6, 1.4),
        (-1.2, 1.1),
        "a flatter valley than Rosenbrock’s, on which momentum shows what it does",
        "Goh (2017), Why momentum really works, Distill",
        ((1.0, 0.333333333333333, "minimum", 0.0),),
    ),
    GalleryFunction(
        "Rastrigin",
        "20 + x^2 + y^2 - 10 (cos(2 pi x) + cos(2 pi y))",
        (-3.0, 3.0, -3.0, 3.0),
        (2.2, 1.3),
        "an egg box: every hollow has its own minimum, and descent stays in the first",
        "Rastrigin (1974), Systems of Extremal Control",
        ((0.0, 0.0, "minimum", 0.0),),
    ),
    GalleryFunction(
        "Ackley",
        "-20 exp(-0.2 sqrt((x^2 + y^2)/2)) - exp((cos(2 pi x) + cos(2 pi y))/2) + 20 + e",
        (-3.0, 3.0, -3.0, 3.0),
        (2.4, -1.3),
        "a funnel under ripples, whose lowest point has no gradient: it is a tip",
        "Ackley (1987), A Connectionist Machine for Genetic Hillclimbing",
        (),
    ),
    GalleryFunction(
        "Easom",
        "-cos(x) cos(y) exp(-(x - pi)^2 - (y - pi)^2)",
        (0.0, 6.0, 0.0, 6.0),
        (1.6, 2.6),
        "a hole in a plain: far from it there is hardly a slope to follow",
        "Easom (1990), A survey of global optimization techniques",
        ((3.141592653589793, 3.141592653589793, "minimum", -1.0),),
    ),
    GalleryFunction(
        "Monkey saddle",
        "x^3 - 3x y^2",
        (-1.5, 1.5, -1.5, 1.5),
        (0.9, 0.05),
        "three ways down from a point where the Hessian is zero and decides nothing",
        "Hilbert & Cohn-Vossen (1932), Anschauliche Geometrie",
        ((0.0, 0.0, "undecided", 0.0),),
    ),
    GalleryFunction(
        "Ill-conditioned bowl",
        "u = x cos(a) + y sin(a)\nv = y cos(a) - x sin(a)\n(u^2 + k v^2)/2",
        (-3.0, 3.0, -3.0, 3.0),
        (-2.0, 1.0),
        "turn it by a and stretch it to the condition number k: methods of Adam’s kind feel the turn",
        "Goh (2017), Why momentum really works, Distill",
        ((0.0, 0.0, "minimum", 0.0),),
        {"a": (0.6, 0.0, 3.14), "k": (20.0, 1.0, 1000.0)},
    ),
)
