"""What people write on a blackboard is read as they mean it; the rest gets an error with its place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradscape.language.errors import LanguageError
from gradscape.language.parser import parse, parse_map
from gradscape.language.syntax import Apply, Name, Number, Tree


def meaning(source: str, **options) -> str:
    return spelled_out(parse(source, **options).tree)


def spelled_out(tree: Tree) -> str:
    """The tree in prefix form, made here so that no printer of the product is trusted."""
    match tree:
        case Number(value=value):
            return f"{value:g}"
        case Name(name=name):
            return name
        case Apply(function=function, arguments=arguments):
            return f"{function}({', '.join(map(spelled_out, arguments))})"


@pytest.mark.parametrize(
    "written, plain",
    [
        ("x**2", "x^2"), ("2xy", "2*x*y"), ("sin x", "sin(x)"), ("sin^2(x)", "(sin(x))^2"), ("sin² x", "sin(x)^2"),
        ("3(x+1)", "3*(x+1)"), ("|x|", "abs(x)"), ("e^-x", "e^(-x)"), ("π r²", "pi*r^2"), ("x₁ + x1", "x_1 + x_1"),
        ("√x", "sqrt(x)"), ("√2x", "sqrt(2)*x"), ("2·x×y", "2*x*y"), ("x÷y", "x/y"), ("x−1", "x-1"),
        ("x\u00a0+1", "x+1"), ("sin 2x cos y", "sin(2*x)*cos(y)"), ("sin x (y+1)", "sin(x)*(y+1)"),
        ("sin 2(x+1)", "sin(2*(x+1))"), ("sin x/2", "sin(x)/2"), ("-x^2", "-(x^2)"), ("2^3^2", "2^(3^2)"),
        ("2^-x", "2^(-x)"), ("1/2x", "(1/2)*x"), ("||x|-1|", "abs(abs(x)-1)"), ("|x||y|", "abs(x)*abs(y)"),
        ("sinx", "sin(x)"), ("xsin2x", "x*sin(2*x)"), ("xy(1-x-y)", "x*y*(1-x-y)"), ("ln x", "log(x)"),
        ("log_2 x", "log2(x)"), ("asin(x)", "arcsin(x)"), ("x++y", "x+y"), ("x--y", "x-(-y)"), ("x³", "x^3"),
        ("x⁻²", "x^-2"), ("α + alpha", "alpha+alpha"), ("2e3", "2000"), ("x_{12}", "x_12"),
        ("(x+y)+(z+t)", "x+y+z+t"), ("x(y(z))", "x*y*z"), ("if(x≤1 and y>2, 1, 0)", "if(x<=1 and y>2, 1, 0)"),
    ],
)  # fmt: skip
def test_blackboard_notation_means_what_is_meant(written, plain):
    assert parse(written).tree == parse(plain).tree


def test_implicit_and_explicit_products_bind_alike():
    assert meaning("1/2x") == "mul(div(1, 2), x)"
    assert meaning("-2x^2 y") == "neg(mul(2, pow(x, 2), y))"


def test_a_left_hand_side_fixes_names_and_order():
    function = parse("g(y, x) = x^2 + k y")
    assert (function.name, function.variables, function.parameters) == ("g", ("y", "x"), ("k",))


def test_several_lines_define_names_for_parts():
    function = parse("x = sin t\ny = cos t\nz = x^2 + y^2")
    assert spelled_out(function.tree) == "add(pow(sin(t), 2), pow(cos(t), 2))"
    assert (function.name, function.variables) == ("z", ("t",))


def test_free_letters_become_variables_or_parameters():
    function = parse("a x^2 + b y + x_10 + x_2 + c")
    assert function.variables == ("x", "x_2", "x_10", "y")
    assert function.parameters == ("a", "b", "c")


@pytest.mark.parametrize(
    "text, order",
    [
        ("s + t", "s t"), ("[s + t, s - t]", "s t"), ("t s", "t s"), ("v^2 - u", "v u"), ("w x + v", "x w v"),
        ("z y x", "x y z"), ("x_2 + x_1 + t", "x_1 x_2 t"), ("s_2 t s_1", "s_1 s_2 t"), ("q - p", "q p"),
        ("[theta + phi, theta - phi]", "theta phi"), ("rho cos(phi)", "rho phi"), ("b a + 1/c", "b a c"),
        ("u = t + 1\ns u", "t s"), ("u = t + 1\nv = s\nv u", "t s"), ("s^T A t", "s t"),
    ],
)  # fmt: skip
def test_x_y_and_z_stand_first_and_all_other_variables_as_they_are_read(text, order):
    assert [name for name, _ in parse_map(text).inputs] == order.split()


def test_where_no_usual_variable_occurs_the_names_are_variables():
    assert parse("-p log p - q log q").variables == ("p", "q")


def test_a_request_may_fix_variables_and_parameters():
    assert parse("x^2", variables=["x", "y"]).variables == ("x", "y")
    assert parse("x + y", parameters=["y"]).variables == ("x",)
    assert parse("rate*x", parameters=["rate"]).parameters == ("rate",)


@pytest.mark.parametrize(
    "source, place, message",
    [
        ("sine x", "sine", "unknown name 'sine'"), ("x + foo(y)", "foo", "unknown name 'foo'"),
        ("x +", "+", "missing after"), ("(x", "(", "never closed"), ("x)", ")", "cannot stand here"),
        ("sin(x, y)", "sin(x, y)", "takes 1 argument, not 2"), ("max(3)", "max(3)", "takes a vector"),
        ("2 3", "2 3", "two numbers"), ("1e400", "1e400", "too large"), ("1e-400", "1e-400", "too small"),
        ("x & y", "&", "cannot be read"), ("x < y", "x < y", "this is a condition"),
        ("if(x, 1, 2)", "x", "this is a number"), ("x == 1", "=", "'='"), ("x^2 + y^2 = 1", "=", "'='"),
        ("sin^-1 x", "sin^-", "positive whole power"), ("x < y < 1", "<", "two numbers are compared"),
        ("2^", "^", "missing after"), ("a = 1\na = 2\nx", "a =", "defined twice"),
        ("y = y + 1", "y", "defined by itself"), ("x\ny", "x", "no name"),
        ("sin = 3\nx", "sin", "a function already"), ("e = 3\nx", "e", "a constant already"),
        ("x = u\nu = 2\nx", "u =", "used above"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(source, place, message):
    with pytest.raises(LanguageError, match=message) as caught:
        parse(source)
    start, end = caught.value.span
    assert source[start:end].startswith(place.strip()) or place in source[start:end]


@pytest.mark.parametrize(
    "source, hint",
    [
        ("sine x", "'sin'"), ("tg(x)", "'tan'"), ("sigmiod(x)", "'sigmoid'"), ("х+1", "'x'"), ("１+２", "'1'"),
        ("𝑥+1", "'x'"), ("ſin(x)", "'s'"), ("٣+x", "digit 3"), ("x\u200b+1", "delete"), ("x\u202e+1", "delete"),
        ("n!", "gamma"), ("\ufeffx", "delete"), ("sin^-1 x", "arcsin"), ("x^2 + y^2 = 1", "g - c"),
    ],
)  # fmt: skip
def test_a_mistake_comes_with_its_remedy(source, hint):
    with pytest.raises(LanguageError) as caught:
        parse(source)
    assert hint in (caught.value.hint or "")


# The entries of the bad-input corpus that are text; what each must not do is run, hang or fail without a place.
HOSTILE = [
    "__import__('os').system('id')", "().__class__.__bases__[0].__subclasses__()", "x.__class__.__mro__",
    "(1).__reduce__()", "f'{x.__class__}'", "'{0.__globals__}'.format(sin)", "getattr(x,'__class__')", "lambda x: x",
    "(lambda:0)()", "(y:=5)+y", "[x for x in range(9)]", "sum(i for i in (1,2))", "{**{}}", "*x", "await x",
    "(yield x)", "x if y else 1", "exec('1')", "open('/etc/passwd').read()", "raise SystemExit", "import os", "x;y",
    "x\ny", "x\\\n+1", "x # y", 'sin.constructor("alert(1)")()', 'cos["constr"+"uctor"]', "{}.__proto__.polluted=1",
    "jnp.load('f')", "jax.config", "self", "globals()", "sin.__wrapped__", "path.os.popen('id').read()", "9" * 4301,
    "9" * 1_000_000, "0x" + "f" * 10**6, "factorial(1e7)", "(" * 201 + "x" + ")" * 201, "(" * 100_000,
    "-" * 1_000 + "x", "-" * 50_000 + "x", "x" + "+x" * 5_000, "x" + "^x" * 5_000, "x" + "<x" * 50_000,
    "sin(" * 99 + "x" + ")" * 99, "sin(" * 300 + "x" + ")" * 300, "x+" * 500_000, "a" * 10**6, "[0]*10**10",
    "zeros(1e9)", "max(" + "x," * 10_000 + "x)", "x\x00+1", "\ufeffx", "x\u202e+1", "x\u2066y\u2069", "x\u200b+1",
    "１+２", "ｓｉｎ(x)", "ſin(x)", "𝑥+1", "х+1", "٣+x", "x\u037e1", "x\u0301", "\ud800", "\x1b[31mx",
    "x\r\nSet-Cookie:a=b", "😀", "", "   ", "x**", "sin()", "sin(x,y)", "x==1", "nan", "inf", "1_000", "..5", "1e400",
    "1e-400", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>',
]  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE, ids=lambda source: ascii(source[:24]))
def test_hostile_text_is_refused_with_its_place_and_quickly(source):
    start = time.perf_counter()
    with pytest.raises(LanguageError) as caught:
        parse(source)
    assert 0 <= caught.value.span.start <= caught.value.span.end <= len(source)
    assert time.perf_counter() - start < 1  # a hang, not a benchmark


@pytest.mark.parametrize("source", [
    "9**9**9**9", "9^9^9^9", "x^(10^9)", "x**1e308", "10^400", "gamma(172)", "exp(exp(exp(x)))", "2^-1074", "1j",
    "x++y", "1e", "xy", "x y", "sin x", "x=1", "-x^2", "2^3^2", "x^-1",
])  # fmt: skip
def test_odd_but_meaningful_text_is_read(source):
    parse(source)


def assert_read_or_refused_in_place(source):
    try:
        parse(source)
        place = (0, 0)
    except LanguageError as error:
        place = error.span
    assert 0 <= place[0] <= place[1] <= len(source)


@given(st.text(max_size=60))
def test_any_text_gives_a_function_or_an_error_with_its_place(source):
    assert_read_or_refused_in_place(source)


@given(st.text(alphabet="xya12.+-*/^()|,=<> sincolgmax√²π\n;_", max_size=40))
def test_any_mathematical_looking_text_gives_a_function_or_an_error_with_its_place(source):
    assert_read_or_refused_in_place(source)


@pytest.mark.parametrize("source, variables", [("x = 1", ["x"]), ("y = x^2", ["x", "y"])])
def test_a_variable_is_no_name_of_a_function_of_it(source, variables):
    with pytest.raises(LanguageError, match="cannot name the function") as raised:
        parse(source, variables)
    assert raised.value.span.start == 0
    assert parse("y = x^2", ["x"]).variables == ("x",)
    # Whoever lists the variables has said which of the two is meant.
    assert parse("x(x) = x^2").variables == ("x",)
