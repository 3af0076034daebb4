"""Numbers in the backend's sentences are written as people write them."""

import re
from pathlib import Path

import pytest

import gradscape
from gradscape.calculus.differentiability import differentiability
from gradscape.calculus.extrema import extrema
from gradscape.calculus.field import Field
from gradscape.language.digits import in_words
from gradscape.language.parser import parse
from gradscape.walks.methods import METHOD


def typed(source: str) -> Field:
    return Field(parse(source, ("x",)))


WRITTEN = [(-1.0, "−1"), (1e9, "10⁹"), (-1e-9, "−10⁻⁹"), (3.814697e-6, "3.8147·10⁻⁶"), (0.25, "0.25"), (-0.0, "0")]


@pytest.mark.parametrize("value, text", WRITTEN)
def test_a_number_in_a_sentence_has_a_true_minus_sign_and_a_power_of_ten(value, text):
    assert in_words(value, 5) == text


@pytest.mark.parametrize("source", ["|x|", "1e9 |x|", "1e-9 |x|", "-1e-9 x", "x log(x)"])
def test_a_message_on_slopes_has_no_number_in_the_notation_of_programs(source):
    message = differentiability(typed(source), 0.0).message
    assert not re.search(r"\de[+-]?\d|(?<![\w.])-\d|inf|nan", message), message


def test_a_slope_without_bound_says_where_it_goes():
    assert "slope going to −∞ on the right" in differentiability(typed("x log(x)"), 0.0).message


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_all_places_that_share_the_smallest_value_are_named(scale):
    found = extrema(typed(f"{scale:.0e}*(x^3 - 3x)"), -2.0, 1.5).global_minimum
    assert found is not None
    assert (found.x, len(found.also_at)) == (-2, 1)
    assert found.also_at[0] == pytest.approx(1, abs=1e-9)


def test_no_sentence_of_the_backend_formats_a_number_by_itself():
    package = Path(gradscape.__file__).parent
    # What a program reads, and a description of the API that names whole seconds, are no sentences about numbers.
    exempt = {"smoothness_words.py", "zeros.py", "critical_points.py", "digits.py"}
    found = [
        f"{file.name}: {line.strip()}"
        for file in sorted(package.rglob("*.py"))
        if file.parent.name != "programs"
        if file.name not in exempt
        for line in file.read_text().splitlines()
        if re.search(r":\.?\d*[ge]\}", line)
    ]
    assert found == []


def test_bounds_in_refusals_are_written_as_people_write_them():
    rate = next(setting for setting in METHOD["gradient-descent"].settings if setting.name == "learning_rate")
    said = rate.fault(1e13)
    assert said is not None
    assert said == "must be −10¹² to 10¹²"
