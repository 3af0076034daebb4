"""POST surface: heights over a grid, as lists and as base64."""

import base64

import numpy as np
import pytest


def drawn(lab, source, x=(-1, 1), y=(-1, 1), **more):
    function = {"source": source, **more.pop("function", {})}
    response = lab("surface", function=function, x=x, y=y, **more)
    assert response.status_code == 200, response.text
    return response.json()


def decoded(array):
    shape = tuple(map(int, array["shape"].split(",")))
    return np.frombuffer(base64.b64decode(array["bdata"]), f"<{array['dtype']}").reshape(shape)


def test_the_answer_has_the_fields_of_the_contract(lab):
    assert list(drawn(lab, "x*y", resolution=2)) == [
        *("x", "y", "z", "range", "undefined", "lost", "overflowing", "unresolved", "rim")
    ]


def test_row_j_and_column_i_hold_the_height_at_x_i_and_y_j(lab):
    answer = drawn(lab, "x + 10y", x=(0, 2), y=(0, 4), resolution=3)
    assert answer["x"] == [0, 1, 2]
    assert answer["y"] == [0, 2, 4]
    assert answer["z"] == [[0, 1, 2], [20, 21, 22], [40, 41, 42]]
    assert answer["range"] == [0, 42]


def test_a_hundred_points_a_side_unless_asked_otherwise(lab):
    answer = drawn(lab, "x*y")
    assert (len(answer["z"]), len(answer["z"][0])) == (100, 100)


def test_undefined_heights_are_null_and_counted(lab):
    answer = drawn(lab, "log(x)", resolution=3)
    assert answer["z"] == [[None, None, 0]] * 3
    assert answer["undefined"] == 6
    assert answer["range"] == [0, 0]


def test_a_function_defined_nowhere_has_no_range(lab):
    answer = drawn(lab, "sqrt(-1 - x^2)", resolution=4)
    assert answer["range"] == [None, None]
    assert answer["undefined"] == 16


def test_heights_beyond_float64_are_null_but_not_undefined(lab):
    answer = drawn(lab, "exp(1000 + x)", resolution=2)
    assert answer["z"] == [[None, None], [None, None]]
    assert (answer["undefined"], answer["overflowing"]) == (0, 4)


def test_a_quotient_whose_parts_are_too_large_is_not_undefined(lab):
    answer = drawn(lab, "e^(1000x)/e^(999x)", x=(0, 1), resolution=11)
    # e^(1000 x) is beyond 1.8e308 from x = 0.7098 on: at 0.8, 0.9 and 1.
    assert (answer["undefined"], answer["overflowing"], answer["lost"]) == (0, 33, 0)


@pytest.mark.parametrize(
    "source, x, y, lost",
    [
        # 1e16 has a spacing of 2, and the heights reach from -2e5 to 2e5: five digits.
        ("(x + 1e8)^2 - 1e16", (-1e-3, 1e-3), (0, 1), "all"),
        ("(x + 1e8)^2 - 1e16", (-1, 1), (0, 1), "none"),  # from -2e8 to 2e8: eight digits
        ("(1 - cos(x y))/(x y)^2", (1e-5, 1e-4), (1e-5, 1e-4), "all"),  # 1 - cos 1e-8 is 5e-17
        ("(1 - cos(x y))/(x y)^2", (0.5, 1), (0.5, 1), "none"),
        ("sqrt(x^2 + y^2 + 1) - sqrt(x^2 + y^2)", (1e6, 1e7), (1e6, 1e7), "all"),  # 1/(2 r) of r
        ("sqrt(x^2 + y^2 + 1) - sqrt(x^2 + y^2)", (1, 2), (1, 2), "none"),
        ("x - y", (1e9, 1e9 + 1), (1e9, 1e9 + 1), "none"),  # exact
        ("1e9 + x^2 - y^2", (-1, 1), (-1, 1), "none"),  # 16 digits of 1e9
        ("exp(-1000(x^2 + y^2))", (-3, 3), (-3, 3), "none"),  # underflow is no cancellation
    ],
)
def test_heights_that_rounding_has_left_without_digits_are_gaps(lab, source, x, y, lost):
    answer = drawn(lab, source, x=x, y=y, resolution=20)
    missing = sum(height is None for row in answer["z"] for height in row)
    assert answer["undefined"] == answer["overflowing"] == 0
    assert missing == answer["lost"] == (400 if lost == "all" else 0)


def test_only_the_part_of_a_surface_that_has_lost_its_digits_is_a_gap(lab):
    # sqrt(x^2 + 1) - x is 1/(2x) far out, of which rounding leaves 1e-16 x 2 x^2: six digits up to x = 7e4.
    answer = drawn(lab, "sqrt(x^2 + 1) - x + 0y", x=(0, 1e6), resolution=100)
    kept = [height is not None for height in answer["z"][0]]
    assert kept[0] and not any(kept[20:])
    assert answer["z"][0][0] == answer["range"][1] == 1


def test_heights_as_computed_are_not_looked_at(lab):
    answer = drawn(lab, "(1 - cos(x y))/(x y)^2", x=(1e-5, 1e-4), y=(1e-5, 1e-4), resolution=4, digits="as-computed")
    assert (answer["undefined"], answer["lost"], answer["overflowing"]) == (0, None, None)
    assert answer["unresolved"] is None
    assert all(height is not None for row in answer["z"] for height in row)


@pytest.mark.parametrize(
    "source, is_unresolved",
    [
        ("sin(1000x) + y", True),
        ("sin(40 x) sin(40 y)", True),  # 1.6 radians from point to point
        # A whole number of periods from point to point: the heights on the grid are all the same.
        ("sin(99 pi x)", True),
        ("tan(60x) + y", True),
        ("sin(10 x) sin(10 y)", False),  # 15 points for each of its periods
        ("100(y - x^2)^2 + (1 - x)^2", False),
        ("exp(-1000(x^2 + y^2))", False),  # a needle: what is off is off in a few cells
        ("floor(x) + floor(y)", False),
        ("1/x + y", False),
        ("sqrt(1 - x^2 - y^2)", False),
        ("0x", False),
        ("log(x - 1.9)", False),
    ],
)
def test_a_function_that_outruns_the_grid_is_told(lab, source, is_unresolved):
    assert drawn(lab, source, x=(-2, 2), y=(-2, 2))["unresolved"] is is_unresolved


def test_parameters_take_their_numbers_and_are_one_otherwise(lab):
    two = drawn(lab, "a*x", resolution=2, function={"parameters": {"a": 2}})
    one = drawn(lab, "a*x", resolution=2)
    assert two["range"] == [-2, 2]
    assert one["range"] == [-1, 1]


@pytest.mark.parametrize(
    "source, z",
    [("x", [[-1, 1], [-1, 1]]), ("y", [[-1, -1], [1, 1]]), ("3", [[3, 3], [3, 3]]), ("t", [[-1, 1], [-1, 1]])],
)
def test_a_function_of_fewer_variables_is_drawn_over_the_plane(lab, source, z):
    assert drawn(lab, source, resolution=2)["z"] == z


@pytest.mark.parametrize("resolution", [2, 100, 129, 256])
def test_base64_holds_the_same_picture_as_lists(lab, resolution):
    lists = drawn(lab, "log(x) sin(y)", resolution=resolution)
    packed = drawn(lab, "log(x) sin(y)", resolution=resolution, arrays="base64")
    z = decoded(packed["z"])
    assert z.shape == (resolution, resolution)
    assert np.allclose(z, np.array(lists["z"], dtype=float), rtol=1e-6, atol=1e-6, equal_nan=True)
    assert decoded(packed["x"]).shape == (resolution,)
    assert (packed["range"], packed["undefined"]) == (lists["range"], lists["undefined"])


@pytest.mark.parametrize(
    "source, dtype",
    [
        ("x*y", "f4"),
        ("1000 + x", "f4"),
        ("1000000 + x/1000", "f8"),
        ("x*10^300", "f8"),
        ("x*10^-300", "f8"),
        ("5", "f4"),
        ("0", "f4"),
        ("log(-1 - x^2)", "f4"),
    ],
)
def test_heights_are_float32_unless_that_would_lose_the_picture(lab, source, dtype):
    z = drawn(lab, source, arrays="base64", resolution=8, function={"variables": ["x", "y"]})["z"]
    assert z["dtype"] == dtype


def test_a_narrow_window_far_out_keeps_its_coordinates_apart(lab):
    x = drawn(lab, "x", x=(1000, 1000.001), arrays="base64")["x"]
    assert len(set(decoded(x).tolist())) == 100


def test_the_same_request_has_the_same_bytes(lab):
    request = {"function": {"source": "sin(x y)"}, "x": [-3, 3], "y": [-3, 3], "arrays": "base64"}
    assert lab("surface", **request).content == lab("surface", **request).content
