"""Walks downhill by each method: first-order ones by Optax, others by the rules that Gradscape itself walks by."""

from types import ModuleType

import numpy as np

from gradscape.calculus.field import Field
from gradscape.labs.descent import DescentState
from gradscape.labs.paths import PathRun, PathsState
from gradscape.language.parser import the_number
from gradscape.programs.cells import Cell, Program, code, numbers, picture, program
from gradscape.programs.functions import Typed, typed
from gradscape.programs.sources import needed
from gradscape.walks.methods import METHOD, Method, Settings
from gradscape.walks.rules import gradients_only, line_search, newton, questions, steps
from gradscape.walks.run import Run
from gradscape.walks.trails import decided

# As the API has it where nothing else is said.
TOLERANCE = 1e-10
_RULES: tuple[ModuleType, ...] = (questions, line_search, steps, newton, gradients_only)

_BY_OPTAX = """
import optax


def walk(optimiser, start, steps, tolerance=TOLERANCE):
    \"\"\"The points of a walk by an optimiser of Optax, the start first.\"\"\"

    @jax.jit
    def step(x, state):
        update, state = optimiser.update(jax.grad(F)(x), state, x)
        return optax.apply_updates(x, update), state

    x = jnp.array(start, float)
    points, state = [x], optimiser.init(x)
    slope = jax.jit(jax.grad(F))
    for _ in range(steps):
        length = jnp.linalg.norm(slope(x))
        if not jnp.isfinite(length) or length <= tolerance:
            break
        x, state = step(x, state)
        points.append(x)
    return np.array(points)
"""

_RATES = code("""
def falling(rate, kind, left, steps):
    \"\"\"The learning rate of each step: it falls to a part of itself.\"\"\"
    if kind == "exponential":
        return lambda k: rate * left ** (k / steps)
    return lambda k: rate * (left + (1 - left) * (1 + jnp.cos(jnp.pi * k / steps)) / 2)
""")

_KICKED = code(
    """
def kicked_walk(rate, start, steps, radius, threshold, wait, seed, tolerance=TOLERANCE):
    \"\"\"Gradient descent with a random kick where the slope is nearly gone, at most one in so many steps.\"\"\"
    random, n = np.random.default_rng(seed), len(start)
    normal = random.standard_normal((steps + 1, n))
    kicks = random.random((steps + 1, 1)) ** (1 / n) * normal / np.linalg.norm(normal, axis=1, keepdims=True)
    slope, x, last, points = jax.jit(jax.grad(F)), np.array(start, float), -np.inf, [np.array(start, float)]
    for k in range(steps):
        gradient = np.array(slope(x))
        length = np.linalg.norm(gradient)
        if not np.isfinite(length) or length <= tolerance:
            break
        is_kicked = length <= threshold and k - last >= wait
        last = k if is_kicked else last
        x = x - rate(k) * gradient + (radius * kicks[k] if is_kicked else 0.0)
        points.append(x)
    return np.array(points)
""".replace("TOLERANCE", repr(TOLERANCE))
)

_CONVERSE = code(
    """
class Walker:
    \"\"\"Keeps the points that a method reaches.\"\"\"

    def __init__(self):
        self.iterates, self.sample = [], None

    def reach(self, point, sample):
        self.iterates.append(point)
        self.sample = sample

    def note(self, **notes):
        pass


values, slopes, curvatures = jax.jit(F), jax.jit(jax.value_and_grad(F)), jax.jit(jax.hessian(F))
products = jax.jit(lambda x, v: jax.jvp(jax.grad(F), (x,), (v,))[1])


def answered(question):
    \"\"\"What a method asks for: f, its gradient, and the Hessian or its product with a vector.\"\"\"
    x = jnp.array(question.point)
    if question.wanted == "value":
        return Sample(float(values(x)), np.empty(0), np.empty(0))
    value, gradient = slopes(x)
    second = np.zeros(len(x))
    if question.wanted in ("hessian", "jet"):
        second = np.array(curvatures(x))
    elif question.vector is not None:
        second = np.array(products(x, jnp.array(question.vector)))
    return Sample(float(value), np.array(gradient), second)


def walk_by(method, start, settings, steps, tolerance=TOLERANCE):
    \"\"\"The points of a walk by a method that asks as it goes, the start first.\"\"\"
    walker = Walker()
    talk = method(walker, np.array(start, float), settings)
    question = next(talk)
    while True:
        before, sample = len(walker.iterates), answered(question)
        try:
            question = talk.send(sample)
        except StopIteration:
            break
        if len(walker.iterates) == before:
            continue
        length = np.linalg.norm(walker.sample.gradient)
        if len(walker.iterates) > steps or not np.isfinite(length) or length <= tolerance:
            break
    return np.array(walker.iterates)
""".replace("TOLERANCE", repr(TOLERANCE))
)


def of_paths(state: PathsState) -> Program:
    """All runs of the state."""
    f = typed(state.source, state.parameters, len(state.runs[0].start))
    field = Field(the_number(f.found), f.numbers)
    runs = [_run(run, state.steps) for run in state.runs]
    talking = sorted({run.method for run in runs if not run.is_by_rule()})
    is_optax = any(run.is_by_rule() and not _is_kicked(run) for run in runs)
    is_falling = any(run.is_by_rule() and not run.is_steady() for run in runs)
    return program(
        "Walks downhill",
        code(f.of_a_point()),
        *(by_optax(TOLERANCE, is_falling=is_falling) if is_optax else [_RATES] if is_falling else []),
        *([_KICKED] if any(_is_kicked(run) for run in runs) else []),
        *([_rules(talking), _CONVERSE] if talking else []),
        code(f"steps = {state.steps}\nwalks = [\n{_lines(field, runs)}\n]"),
        code("""
for _k, _points in enumerate(walks):
    print(f"run {_k + 1}: {len(_points) - 1} steps to {_points[-1]}, f = {F(jnp.array(_points[-1]))}")
"""),
        _map(f, state),
    )


def by_optax(tolerance: float, *, is_falling: bool) -> list[Cell]:
    """How optimisers of Optax walk down F, and how learning rates fall."""
    walk = code(_BY_OPTAX.replace("TOLERANCE", repr(tolerance)))
    return [walk, _RATES] if is_falling else [walk]


def _run(run: PathRun, most: int) -> Run:
    settings = METHOD[run.method].complete(run.settings)
    return Run(run.method, np.array(run.start), settings, most, TOLERANCE)


def _is_kicked(run: Run) -> bool:
    return "perturbation" in run.settings


def _rules(methods: list[str]) -> Cell:
    talks = [METHOD[method].talk for method in methods]
    names = [talk.__name__ for talk in talks if talk is not None]
    imports = "from collections import deque\nfrom typing import NamedTuple\n\n\n"
    return code(imports + needed(_RULES, [*names, "Sample", "Question"]))


def _lines(field: Field, runs: list[Run]) -> str:
    return "\n".join(f"    {_call(field, run)}," for run in runs)


def _call(field: Field, run: Run) -> str:
    start = numbers(run.start.tolist())
    if _is_kicked(run):
        radius, threshold, wait = (run.settings[name] for name in ("perturbation", "threshold", "wait"))
        rate = rate_of(run) if not run.is_steady() else f"lambda k: {rate_of(run)}"
        return f"kicked_walk({rate}, {start}, steps, {radius!r}, {threshold!r}, {wait!r}, {run.seed})"
    if run.is_by_rule():
        return f"walk({optimiser(run.row(), run.settings, rate_of(run))}, {start}, steps)"
    talk = run.row().talk
    assert talk is not None
    return f"walk_by({talk.__name__}, {start}, {decided(field, run)!r}, steps)"


def rate_of(run: Run) -> str:
    """Its learning rate, as a number or as a function of the step."""
    rate = numbers(run.number("learning_rate"))
    if run.is_steady():
        return rate
    return f"falling({rate}, {run.settings['schedule']!r}, {run.settings['decay_rate']!r}, steps)"


def optimiser(method: Method, settings: Settings, rate: str) -> str:
    """A first-order method as Optax has it; rate: a text, of a number or of a function of the step."""
    return method.optax.format(rate=rate, **{name: repr(value) for name, value in settings.items()})


def _map(f: Typed, state: PathsState) -> Cell:
    if len(f.names) != 2:
        return picture("""
figure = Figure()
for _k, _points in enumerate(walks):
    figure.add_scatter(y=[float(F(jnp.array(_point))) for _point in _points], name=f"run {_k + 1}")
figure.update_layout(xaxis_title="step", yaxis_title="f")
""")
    across, up = f.names
    (left, right), (below, above) = state.domain.x, state.domain.y
    return picture(f"""
x, y = np.linspace({numbers(left)}, {numbers(right)}, 100), np.linspace({numbers(below)}, {numbers(above)}, 100)
z = np.array(jax.vmap(lambda v: jax.vmap(lambda w: f(w, v))(x))(y))
figure = Figure()
figure.add_contour(x=x, y=y, z=z, ncontours=40, showscale=False)
for _k, _points in enumerate(walks):
    figure.add_scatter(x=_points[:, 0], y=_points[:, 1], mode="lines+markers", name=f"run {{_k + 1}}")
figure.update_layout(xaxis_title="{across}", yaxis_title="{up}")
figure.update_xaxes(range=[x[0], x[-1]])
figure.update_yaxes(range=[y[0], y[-1]])
""")


def of_line(state: DescentState) -> Program:
    """Gradient descent and Newton's method along one variable, to a minimum or to a zero."""
    f = typed(state.source, state.parameters)
    [name] = f.names
    is_zero = state.goal == "zero"
    used = list(dict.fromkeys(run.method for run in state.runs))
    lines = "\n".join(f"    {each!r}: {_line_step(each, is_zero=is_zero)}," for each in used)
    runs = [[run.method, run.start, run.rate] for run in state.runs]
    over = "f(x)" if is_zero else "slope(x)"
    return program(
        "Newton's method for zeros" if is_zero else "Descent on a line",
        code(f.definition()),
        code(f"slope = jax.jit(jax.grad(f))\ncurvature = jax.jit(jax.grad(slope))\nstep = {{\n{lines}\n}}"),
        code(f"""
def walk(method, start, rate, steps={state.steps}, tolerance={TOLERANCE}):
    \"\"\"The points of a walk, the start first.\"\"\"
    x = jnp.float64(start)
    points = [float(x)]
    for _ in range(steps):
        if not jnp.isfinite({over}) or abs({over}) <= {"0.0" if is_zero else "tolerance"}:
            break
        x = step[method](x, rate)
        points.append(float(x))
    return np.array(points)


walks = [
{chr(10).join(f"    walk({', '.join(map(numbers, run))})," for run in runs)}
]
for _k, _points in enumerate(walks):
    print(f"run {{_k + 1}}: {{len(_points) - 1}} steps to {{_points[-1]}}")
"""),
        picture(f"""
x = np.linspace({numbers(state.domain.x[0])}, {numbers(state.domain.x[1])}, 401)
figure = Figure()
figure.add_scatter(x=x, y=np.array(jax.vmap(f)(x)), name="f")
for _k, _points in enumerate(walks):
    figure.add_scatter(x=_points, y=np.array(jax.vmap(f)(_points)), mode="lines+markers", name=f"run {{_k + 1}}")
figure.update_xaxes(range=[x[0], x[-1]], title="{name}")
figure.update_yaxes(title="f")
"""),
    )


def _line_step(method: str, *, is_zero: bool) -> str:
    if is_zero:
        return "lambda x, rate: x - f(x) / slope(x)"
    curved = " / curvature(x)" if METHOD[method].family == "second-order" else ""
    return f"lambda x, rate: x - rate * slope(x){curved}"
