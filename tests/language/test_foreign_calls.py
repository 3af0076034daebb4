"""Functions of other places that are none here: never read as products of letters where a bracket follows."""

import pytest

from gradscape.language.errors import LanguageError
from gradscape.language.parser import parse


@pytest.mark.parametrize(
    "source, word, meant",
    [
        ("det(A)", "det", None),
        ("1 + tr(A)", "tr", None),
        ("2 lim(x)", "lim", None),
        ("f(x) = sh(x)", "sh", "sinh"),
        ("2ch(x)", "ch", "cosh"),
        ("SIN(x)", "SIN", "sin"),
        ("Max(x, y)", "Max", "max"),
        ("exp2(x)", "exp2", "2^(...)"),
        ("x log1p(x)", "log1p", "log(1 + ...)"),
        ("expm1(x)", "expm1", "e^(...) - 1"),
    ],
)
def test_a_function_that_is_none_of_ours_is_named_with_its_place(source, word, meant):
    with pytest.raises(LanguageError) as raised:
        parse(source)
    start = source.index(word)
    assert (raised.value.span.start, raised.value.span.end) == (start, start + len(word))
    assert word in str(raised.value)
    if meant:
        assert meant in (raised.value.hint or "")


@pytest.mark.parametrize(
    "source, place, hint",
    [
        ("d/dx x^2", (0, 4), "it is made for you"),
        ("d(x^2)/dx", (0, 9), "it is made for you"),
        ("2 + dy/dx", (4, 9), "it is made for you"),
        (r"\frac{d}{d x} x^2", (6, 10), "it is made for you"),
        ("int x", (0, 3), "integrals cannot be read"),
        ("lim x", (0, 3), "limits cannot be read"),
        ("Math.sin(x)", (0, 4), "write sin(x)"),
        ("2 PI x", (2, 4), "did you mean 'pi'?"),
        ("½ x", (0, 1), "write (1/2)"),
        ("∛x", (0, 1), "x^(1/3)"),
        ("‖x‖", (0, 1), "norm(...)"),
        ("∂x", (0, 1), "made for you"),
    ],
)
def test_what_a_blackboard_says_and_no_function_is_gets_its_remedy(source, place, hint):
    with pytest.raises(LanguageError) as raised:
        parse(source)
    assert (raised.value.span.start, raised.value.span.end) == place
    assert hint in (raised.value.hint or "")


@pytest.mark.parametrize(
    "source, same",
    [
        ("x – y", "x - y"),
        ("x ∗ y", "x*y"),
        ("a d x/d", "a*d*x/d"),
        ("d x/2", "d*x/2"),
        ("x/dx", "x/d*x"),
        ("d = 2\nd/dx", "d = 2\nd/d*x"),
        ("xy(x + 1)", "x*y*(x + 1)"),
        ("ab(x)", "a*b*x"),
        ("A(x)", "A*x"),
        ("c h x", "c*h*x"),
        ("sin2(x)", "sin(2*x)"),
        ("log2(x)", "log2(x)"),
        ("atan2(y, x)", "atan2(y, x)"),
    ],
)
def test_products_of_letters_stay_what_they_were(source, same):
    assert parse(source).tree == parse(same).tree
