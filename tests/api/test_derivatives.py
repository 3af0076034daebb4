"""POST derivatives: everything first and second order at given points."""

import math

import pytest

FIELDS = ["point", "value", "gradient", "gradient_norm", "hessian", "eigenvalues", "eigenvectors"]


def derived(lab, source, points, **more):
    function = {"source": source, **more.pop("function", {})}
    response = lab("derivatives", function=function, points=points, **more)
    assert response.status_code == 200, response.text
    return response.json()["results"]


def test_the_answer_has_the_fields_of_the_contract(lab):
    (plain,) = derived(lab, "x*y", [[1, 2]])
    (directed,) = derived(lab, "x*y", [[1, 2]], direction=[1, 0])
    assert list(plain) == [*FIELDS, "tangent", "taylor2", "flags"]
    assert list(directed) == [*FIELDS, "directional_derivative", "tangent", "taylor2", "flags"]
    assert list(plain["tangent"]) == list(plain["taylor2"]) == ["mathml", "latex"]


def test_rosenbrock_at_its_usual_start(lab):
    # Rosenbrock (1960); the numbers follow from the formula by hand.
    (found,) = derived(lab, "(1 - x)^2 + b(y - x^2)^2", [[-1.2, 1]], function={"parameters": {"b": 100}})
    assert found["value"] == pytest.approx(24.2, rel=1e-14)
    assert found["gradient"] == pytest.approx([-215.6, -88], rel=1e-14)
    assert found["hessian"][0] == pytest.approx([1330, 480], rel=1e-14)
    assert found["hessian"][1] == pytest.approx([480, 200], rel=1e-14)
    assert found["eigenvalues"] == pytest.approx([23.6330193, 1506.3669807], rel=1e-8)
    assert found["gradient_norm"] == pytest.approx(math.hypot(215.6, 88), rel=1e-14)


def test_each_eigenvector_belongs_to_the_eigenvalue_of_its_place(lab):
    (found,) = derived(lab, "x^2 + x*y - y^2 + z^2*x", [[1, 2, 3]])
    h = found["hessian"]
    for value, vector in zip(found["eigenvalues"], found["eigenvectors"], strict=True):
        image = [sum(h[i][j] * vector[j] for j in range(3)) for i in range(3)]
        assert image == pytest.approx([value * entry for entry in vector], abs=1e-12)
    assert found["eigenvalues"] == sorted(found["eigenvalues"])


def test_points_are_answered_in_their_order(lab):
    found = derived(lab, "x^2", [[k] for k in range(1000)], formulas=False)
    assert [each["value"] for each in found] == [float(k * k) for k in range(1000)]


def test_the_length_of_the_direction_does_not_matter(lab):
    for direction in ([3, 4], [0.3, 0.4], [3e200, 4e200], [3e-200, 4e-200]):
        (found,) = derived(lab, "x^2 - y^2", [[1, 2]], direction=direction)
        assert found["directional_derivative"] == pytest.approx((3 * 2 - 4 * 4) / 5, rel=1e-12)


def test_a_direction_of_length_zero_has_no_slope_and_says_so(lab):
    (found,) = derived(lab, "x^2 - y^2", [[1, 2]], direction=[0, 0])
    assert found["directional_derivative"] is None
    assert [flag["kind"] for flag in found["flags"]] == ["no-direction"]


def test_where_the_function_is_undefined_all_is_null(lab):
    (found,) = derived(lab, "log(x) + y", [[-1, 1]], direction=[1, 0])
    assert found["value"] is None
    assert found["gradient"] == [None, None]
    assert found["gradient_norm"] is None
    assert found["hessian"] == [[None, None], [None, None]]
    assert found["eigenvalues"] is found["eigenvectors"] is found["directional_derivative"] is None
    assert found["tangent"] is found["taylor2"] is None
    assert [flag["kind"] for flag in found["flags"]] == ["undefined"]


def test_a_corner_is_flagged_with_the_slopes_of_both_sides(lab):
    (found,) = derived(lab, "|x| + y^2", [[0, 1]])
    assert found["value"] == 1
    assert found["gradient"] == [None, 2]
    corner = next(flag for flag in found["flags"] if flag["kind"] == "corner")
    assert (corner["variable"], corner["left"], corner["right"]) == ("x", -1, 1)
    assert corner["message"]


def test_an_overflow_is_flagged_and_null(lab):
    (found,) = derived(lab, "x^2", [[1e200]])
    assert found["value"] is None
    assert [flag["kind"] for flag in found["flags"]] == ["overflow"]


def test_digits_that_rounding_has_eaten_are_null_or_as_they_were_computed(lab):
    (checked,) = derived(lab, "(1 - cos(x))/x^2 + y", [[1e-9, 0]])
    (computed,) = derived(lab, "(1 - cos(x))/x^2 + y", [[1e-9, 0]], digits="as-computed")
    assert [flag["kind"] for flag in checked["flags"]] == ["cancellation"]
    assert (checked["value"], checked["tangent"], checked["eigenvalues"]) == (None, None, None)
    assert (computed["value"], computed["flags"]) == (0.0, [])


@pytest.mark.parametrize("count", [1, 7, 200])
def test_where_no_digits_are_lost_both_are_the_same(lab, count):
    points = [[0.1 + 0.01 * k, 0.4] for k in range(count)]
    checked, computed = (
        derived(lab, "x^2 y + 3y", points, formulas=False, digits=digits) for digits in ("checked", "as-computed")
    )
    assert checked == computed


def test_formulas_can_be_left_out(lab):
    (found,) = derived(lab, "x*y", [[1, 2]], formulas=False)
    assert found["tangent"] is found["taylor2"] is None


def test_a_constant_has_an_empty_gradient(lab):
    (found,) = derived(lab, "2", [[]])
    assert (found["value"], found["gradient"], found["hessian"]) == (2, [], [])


def test_sixteen_variables_are_served(lab):
    source = "+".join(f"x_{k}^2" for k in range(1, 17))
    (found,) = derived(lab, source, [[1.0] * 16])
    assert found["gradient"] == [2.0] * 16
    assert found["eigenvalues"] == pytest.approx([2.0] * 16)


def test_the_same_request_has_the_same_bytes(lab):
    request = {"function": {"source": "sin(x y) + |x|"}, "points": [[0, 1], [2, 3]], "direction": [1, 1]}
    assert lab("derivatives", **request).content == lab("derivatives", **request).content
