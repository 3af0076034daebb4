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
    "source, same",
    [
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
