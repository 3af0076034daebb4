"""Texts from exploits and failures of other calculators: a result, or an error with its place; never a 5xx."""

import pytest

from gradscape.walks.methods import METHODS

# In the order of the collection. What the language accepts among them has its values tested with the language.
EXECUTION = [
    "__import__('os').system('id')",
    "().__class__.__bases__[0].__subclasses__()",
    "x.__class__.__mro__",
    "(1).__reduce__()",
    "f'{x.__class__}'",
    "'{0.__globals__}'.format(sin)",
    "getattr(x,'__class__')",
    "lambda x: x",
    "(lambda:0)()",
    "(y:=5)+y",
    "[x for x in range(9)]",
    "sum(i for i in (1,2))",
    "{**{}}",
    "*x",
    "await x",
    "(yield x)",
    "x if y else 1",
    "exec('1')",
    "open('/etc/passwd').read()",
    "raise SystemExit",
    "import os",
    "x;y",
    "x\ny",
    "x\\\n+1",
    "x # y",
    'sin.constructor("alert(1)")()',
    'cos["constr"+"uctor"]',
    "{}.__proto__.polluted=1",
    "jnp.load('f')",
    "jax.config",
    "self",
    "globals()",
    "sin.__wrapped__",
    "path.os.popen('id').read()",
]
TOWERS = [
    "9**9**9**9",
    "9^9^9^9",
    "x^(10^9)",
    "x**1e308",
    "10^400",
    "1e400",
    "1e-400",
    "9" * 4301,
    "9" * 200_000,
    "0x" + "f" * 100_000,
    "factorial(1e7)",
    "gamma(172)",
    "exp(exp(exp(x)))",
    "2^-1074",
    "(" * 201 + "x" + ")" * 201,
    "(" * 100_000,
    "-" * 1_000 + "x",
    "-" * 50_000 + "x",
    "x" + "+x" * 5_000,
    "x" + "^x" * 5_000,
    "x" + "<x" * 50_000,
    "sin(" * 99 + "x" + ")" * 99,
    "sin(" * 300 + "x" + ")" * 300,
    "*".join(f"(x*y+{i}.5)" for i in range(400)),
    "+".join(f"sin({i}*x)*cos({i}*y)" for i in range(400)),
    "abs(" * 66 + "x" + ")^y" * 66,
    "x+" * 100_000,
    "'a'*10**10",
    "[0]*10**10",
    "zeros(1e9)",
    f"max({','.join('x' * 10_000)})",
    # As many levels as the length allows, by each way of nesting.
    "x" + "^x" * 2_000,
    "(" * 2_000 + "x" + ")" * 2_000,
    "-" * 4_000 + "x",
    "x" + "+x" * 2_000,
    "√" * 4_000 + "x",
    "|" * 4_000,
    "sin " * 1_000 + "x",
    "x" + "²" * 4_000,
]
UNICODE = [
    "x\x00+1",
    "\ufeffx",
    "x\u202e+1",
    "x\u2066y\u2069",
    "x\u200b+1",
    "x\u00a0+1",
    "１+２",
    "ｓｉｎ(x)",
    "ſin(x)",
    "𝑥+1",
    "х+1",
    "x²",
    "x−1",
    "2×x",
    "x÷y",
    "٣+x",
    "x\u037e1",
    "x\u0301",
    "\x1b[31mx",
    "x\r\nSet-Cookie:a=b",
    "🙂",
    "x + 👩‍👩‍👧",
    "π",
    "√x",
]
GRAMMAR = [
    *("[", "]", "[]", "[[]]", "[1,]", "[,1]", "[1 2", "[[1,2],[3]]", "[x,[y]]", "x.", ".x", "x . y . x", "A^T", "^T"),
    *("x^T", "norm()", "norm(x, y)", "sum(x_i)", "sum(sum(x))", "[x][y]", "[x]^[y]", "|[x, y]|", "x_0 + norm(x)"),
    "A_99 + x . A x",
    *("", "   ", "\t\n", "x++y", "x**", "2x", "xy", "x y", "sin x", "-x^2", "2^3^2", "x^-1", "1/2x"),
    *("log(-1)", "sqrt(x)", "sin(x)/x", "1/x", "abs(x)", "sqrt(x^2+y^2)", "sin()", "sin(x,y)", "x=1", "x==1"),
    *("nan", "inf", "1j", "1_000", "..5", "1e", "0/0", "x/0", "0^0", "x^", "^x", "()", ")(", ",", "f(x", "f(x)=", "="),
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "</script><script>alert(1)</script>",
    "$(x)",
    "`x`",
    "%s%n",
    "{{7*7}}",
    "x'; DROP TABLE functions; --",
]


@pytest.mark.parametrize("source", [*EXECUTION, *TOWERS, *UNICODE, *GRAMMAR], ids=lambda source: repr(source[:24]))
def test_every_text_has_a_result_or_an_error_with_its_place(lab, source):
    response = lab("parse", function={"source": source})
    if response.status_code == 200:
        assert response.json()["jax"]
        return
    assert response.status_code == 422, response.text[:500]
    problem = response.json()
    start, end = problem["span"]
    assert 0 <= start <= end <= len(source)
    assert problem["detail"]
    assert "Traceback" not in response.text


@pytest.mark.parametrize("source", [*EXECUTION, *TOWERS, *UNICODE, *GRAMMAR], ids=lambda source: repr(source[:24]))
def test_every_text_is_answered_or_refused_by_the_labs_of_one_variable(lab, source):
    function, run = {"source": source}, {"start": [0.5], "steps": 5}
    answers = [
        lab("curve", function=function, x=[-1, 1], samples=16, derivatives=6),
        lab("differentiability", function=function, x=0),
        lab("differentiate", function=function),
        lab("descent", function=function, runs=[run]),
    ]
    for answer in answers:
        assert answer.status_code in (200, 422), answer.text[:500]
        assert answer.status_code == 200 or answer.json()["detail"]


@pytest.mark.parametrize("source", [*EXECUTION, *TOWERS, *UNICODE, *GRAMMAR], ids=lambda source: repr(source[:24]))
def test_every_text_is_answered_or_refused_as_a_map(lab, source):
    function = {"source": source, "variables": ["x", "y"]}
    answers = [
        lab("jacobian", function=function, points=[[0.5, -0.5]], images_of=[[0, 0], [1, 1]]),
        lab("chain", inner={"source": "[sin t, cos t]"}, outer=function, point=[0.5]),
        lab("chain", inner=function, outer={"source": "x^2"}, point=[0.5, 0.5]),
    ]
    for answer in answers:
        assert answer.status_code in (200, 422), answer.text[:500]
        assert answer.status_code == 200 or answer.json()["detail"]


@pytest.mark.parametrize("source", [*EXECUTION, *TOWERS, *UNICODE, *GRAMMAR], ids=lambda source: repr(source[:24]))
def test_every_text_is_answered_or_refused_by_the_walks_of_two_variables(lab, source):
    function, run = {"source": source, "variables": ["x", "y"]}, {"start": [0.5, -0.5], "steps": 4}
    answers = [
        lab("descent", function=function, runs=[run | {"method": method.name} for method in METHODS], internals=True),
        lab("basins", function=function, box=[[-1, 1], [-1, 1]], resolution=4, steps=4),
        lab("sweep", function=function, run=run, learning_rate=[0.1, 1], resolution=2),
    ]
    for answer in answers:
        assert answer.status_code in (200, 422), answer.text[:500]
        assert answer.status_code == 200 or answer.json()["detail"]


@pytest.mark.parametrize("source", EXECUTION)
def test_code_of_other_languages_is_not_read(lab, source):
    if source not in ("x\ny", "x;y", "self", "*x"):
        assert lab("parse", function={"source": source}).status_code == 422


@pytest.mark.parametrize(
    "source", ["log(-1)", "sqrt(x)", "sin(x)/x", "1/x", "abs(x)", "sqrt(x^2+y^2)", "x^x", "0^x", "mod(x, 0)"]
)
def test_the_edge_of_a_domain_is_answered_with_numbers_or_nulls(lab, source):
    function = {"source": source, "variables": ["x", "y"]}
    assert lab("derivatives", function=function, points=[[0, 0], [-1, 0]], direction=[1, 1]).status_code == 200
    assert lab("surface", function=function, x=[-1, 1], y=[-1, 1], resolution=3).status_code == 200
    assert lab("critical-points", function=function, box=[[-1, 1], [-1, 1]]).status_code == 200


@pytest.mark.parametrize("number", [0.0, -0.0, 5e-324, 1.7976931348623157e308, -1.7976931348623157e308, 1e12])
def test_the_largest_and_smallest_numbers_are_answered(lab, number):
    function = {"source": "a x^2 + sin(a y)/x", "parameters": {"a": number}}
    response = lab("derivatives", function=function, points=[[number, number]], direction=[number, 1])
    assert response.status_code == 200, response.text
