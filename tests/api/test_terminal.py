"""Answers in the terminal: what is printed, and what is said where something cannot be read."""

import pytest

from gradscape import cli


def said(capsys, *arguments: str) -> str:
    assert cli.main(arguments) == 0
    return capsys.readouterr().out


def refused(capsys, *arguments: str) -> str:
    assert cli.main(arguments) == 1
    return capsys.readouterr().err


def test_derivatives_of_a_function_at_a_point(capsys):
    assert said(capsys, "eval", "a x^2 y", "--at", "1,2", "--set", "a=3").splitlines() == [
        "f(x, y) = a*x^2*y at (1, 2), a = 3",
        "value        6",
        "gradient     (12, 3)",
        "hessian      (12, 6)",
        "             (6, 0)",
        "eigenvalues  (−2.485281374, 14.48528137)",
    ]


def test_what_does_not_exist_is_said_with_the_reason(capsys):
    text = said(capsys, "eval", "|x|", "--at", "0")
    assert "gradient     (does not exist)" in text
    assert "−1" in text.splitlines()[-1] and "1" in text.splitlines()[-1]


def test_a_walk_shows_its_points_and_why_it_stopped(capsys):
    lines = said(capsys, "descent", "x^2", "--start", "1", "--steps", "2", "--set", "learning_rate=0.25").splitlines()
    assert lines[0] == "     0  (1)  f = 1  |∇f| = 2"
    assert lines[2] == "     2  (0.25)  f = 0.0625  |∇f| = 0.5"
    assert lines[3].startswith("The step limit of 2 is reached")


def test_settings_that_are_whole_numbers_are_taken_as_such(capsys):
    text = said(capsys, "descent", "x^2 + y^2", "--start", "1,1", "--method", "lbfgs", "--set", "memory=3")
    assert text.splitlines()[-1].startswith("Converged to a local minimum")


def test_a_long_walk_shows_its_beginning_and_its_end(capsys):
    lines = said(capsys, "descent", "x^2", "--start", "1", "--set", "learning_rate=0.01").splitlines()
    assert len(lines) == 22
    assert lines[10] == "   ..." and lines[-2].startswith("   100  ")


@pytest.mark.parametrize(
    "arguments, message",
    [
        (
            ["eval", "2 * sine(x)", "--at", "1"],
            "unknown name 'sine' (did you mean 'sin'?)\n  2 * sine(x)\n      ^^^^\n",
        ),
        (["eval", "x y", "--at", "1"], "the point has 1 numbers, the function 2 variables: x, y"),
        (["eval", "x", "--at", "one"], "'one' is no point"),
        (["eval", "a x", "--at", "1", "--set", "a:2"], "'a:2' is not of the form name=number"),
        (["descent", "x^2", "--start", "1", "--method", "momentum", "--set", "momentum=2"], "momentum: must be"),
        (["descent", "x^2", "--start", "1", "--method", "magic"], "method: "),
        (["descent", "x^2", "--start", "1", "--method", "newton", "--set", "momentum=0.9"], "momentum: is no setting"),
    ],
)
def test_mistakes_are_told_in_words(capsys, arguments, message):
    assert message in refused(capsys, *arguments)
