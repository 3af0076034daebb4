"""The numbers of the front door's pictures, each checked by another way than the one they came."""

import brotli
import numpy as np
import pytest

from gradscape.api.front_door import PICTURES
from gradscape.course.loader import chapters
from gradscape.labs import LABS
from gradscape.learning.scatter_data import TRUTHS

SCENES = {scene["id"]: scene for chapter in chapters() for scene in chapter["scenes"]}


@pytest.fixture(scope="module")
def numbers(client):
    return client.get("/api/v1/front-door").json()


@pytest.mark.parametrize("picture", PICTURES, ids=[picture.name for picture in PICTURES])
def test_each_picture_opens_a_scene_or_a_state_of_its_lab(picture):
    _, _, scene = picture.opens.partition("scene=")
    assert picture.lab in LABS
    assert SCENES[scene]["lab"] == picture.lab if scene else f"lab={picture.lab}" in picture.opens


def test_pictures_have_numbers_in_the_order_of_their_questions(numbers):
    assert list(numbers) == [picture.name for picture in PICTURES]


def test_they_are_light(client):
    body = client.get("/api/v1/front-door").content
    assert len(brotli.compress(body, quality=9)) <= 60_000


def test_the_page_names_them_by_a_version_and_they_are_kept_for_good(client):
    [source] = [part.split('"')[0] for part in client.get("/").text.split('data-source="') if part.startswith("front")]
    assert "immutable" in client.get(f"/api/v1/{source}").headers["cache-control"]
    other = client.get("/api/v1/front-door?v=other")
    assert other.headers["cache-control"] == "no-cache"
    assert client.get("/api/v1/front-door", headers={"If-None-Match": other.headers["etag"]}).status_code == 304


def places(numbers, name: str, columns: int, rows: int):
    return np.meshgrid(np.linspace(*numbers[name]["x"], columns), np.linspace(*numbers[name]["y"], rows))


def test_the_curve_is_the_scene_s_cubic_with_its_slopes(numbers):
    x = np.linspace(*numbers["curve"]["x"], len(numbers["curve"]["values"]))
    assert np.allclose(numbers["curve"]["values"], x**3 / 3 - x, atol=1e-5)
    assert np.allclose(numbers["curve"]["slopes"], x**2 - 1, atol=1e-5)


def test_the_dome_has_its_gradients(numbers):
    x, y = places(numbers, "plane", 25, 25)
    assert np.allclose(numbers["plane"]["z"], np.cos(x) + np.cos(y), atol=1e-3)
    assert np.allclose(numbers["plane"]["slopes"], -np.sin([x, y]).transpose(1, 2, 0), atol=1e-3)


def test_himmelblau_has_four_pits_four_passes_and_a_top(numbers):
    x, y = places(numbers, "pits", 61, 41)
    assert np.allclose(numbers["pits"]["z"], (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2, atol=0.6)
    kinds = [point["kind"] for point in numbers["pits"]["points"]]
    assert [kinds.count(kind) for kind in ("minimum", "saddle", "maximum")] == [4, 4, 1]
    assert [3.0, 2.0] in [point["point"] for point in numbers["pits"]["points"]]


def test_gradient_descent_in_the_race_goes_as_by_hand(numbers):
    def gradient(x, y):
        bend = 40 * (3 * y - x**2)
        return np.array([-2 * (1 - x) - 2 * x * bend, 3 * bend])

    walk = next(each for each in numbers["race"]["walks"] if each["label"] == "Gradient descent")
    at = np.array([-1.5, 1.1])
    for point in walk["points"]:
        assert np.allclose(point, at, atol=1e-3)
        at = at - 0.002 * gradient(*at)


def test_each_start_beside_a_minimum_leads_to_it(numbers):
    basins = numbers["basins"]
    labels = np.array([list(row) for row in basins["labels"]])
    rows, columns = labels.shape
    for k, each in enumerate(basins["attractors"]):
        (x0, x1), (y0, y1) = basins["x"], basins["y"]
        i = round((each["point"][0] - x0) / (x1 - x0) * (columns - 1))
        j = round((each["point"][1] - y0) / (y1 - y0) * (rows - 1))
        assert labels[j, i] == chr(ord("a") + k)


def test_the_constraint_is_a_circle_with_the_solutions_of_lagrange_s_condition(numbers):
    shown = numbers["constraint"]
    x, y = np.array(shown["curve"]).T
    assert np.allclose(x**2 + y**2, 3, atol=5e-3)
    assert np.allclose(shown["gradients"], np.stack([2 * x * y, x**2], axis=1), atol=5e-3)
    # Along the unit tangent (-y, x)/sqrt(3), one way round or the other.
    slopes = (2 * x * y * -y + x**3) / np.sqrt(3)
    assert np.allclose(np.abs(shown["slopes"]), np.abs(slopes), atol=5e-3)
    found = sorted([*point["point"], point["kind"]] for point in shown["points"])
    root = np.sqrt(2)
    by_hand = sorted(
        [[-root, -1, "minimum"], [root, -1, "minimum"], [0, np.sqrt(3), "minimum"]]
        + [[-root, 1, "maximum"], [root, 1, "maximum"], [0, -np.sqrt(3), "maximum"]]
    )
    assert [each[2] for each in found] == [each[2] for each in by_hand]
    assert np.allclose([each[:2] for each in found], [each[:2] for each in by_hand], atol=1e-3)


def test_the_map_squares_complex_numbers(numbers):
    x, y = places(numbers, "map", 17, 17)
    square = (x + 1j * y) ** 2
    assert np.allclose(numbers["map"]["images"], np.stack([square.real, square.imag], axis=-1), atol=1e-3)
    jacobians = np.array([[2 * x, -2 * y], [2 * y, 2 * x]]).transpose(2, 3, 0, 1)
    assert np.allclose(numbers["map"]["jacobians"], jacobians, atol=1e-3)


def test_the_line_is_that_of_least_squares_and_answers_each_point(numbers):
    x, y = np.array(numbers["line"]["points"]).T
    assert np.allclose(numbers["line"]["line"], np.polyfit(x, y, 1), atol=2e-3)
    moved = y + 3.0 * (np.arange(len(y)) == 4)
    answer = np.array(numbers["line"]["line"]) + 3.0 * np.array(numbers["line"]["answers"][4])
    assert np.allclose(answer, np.polyfit(x, moved, 1), atol=2e-3)
    assert len(x) == SCENES["2.2a"]["state"]["count"]
    assert TRUTHS["line"].x[0] - 1 < x.min()


def test_the_network_learns_its_circle(numbers):
    learned = numbers["network"]
    (x0, x1), (y0, y1) = learned["x"], learned["y"]

    def right(answers) -> float:
        rows, columns = np.shape(answers)
        found = [
            answers[round((y - y0) / (y1 - y0) * (rows - 1))][round((x - x0) / (x1 - x0) * (columns - 1))] > 50
            for x, y in learned["points"]
        ]
        return float(np.mean(np.array(found) == np.array(learned["classes"])))

    assert right(learned["answers"][0]) < 0.65
    assert right(learned["answers"][-1]) > 0.95
