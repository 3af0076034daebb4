"""Models fitted to points, and lengths of vectors."""

import numpy as np

from gradscape.labs.regression import RegressionState
from gradscape.language.jax_source import jax_definition
from gradscape.language.parser import parse_map
from gradscape.learning.residual_losses import RESIDUAL_LOSSES
from gradscape.learning.scatter_data import generated
from gradscape.programs.cells import Program, code, numbers, picture, program
from gradscape.programs.descents import by_optax, optimiser, rate_of
from gradscape.walks.methods import FIT_METHOD
from gradscape.walks.run import Run

# As the API has it where nothing else is said.
_TOLERANCE = 1e-9


def of_regression(state: RegressionState) -> Program:
    """A fit, or norms."""
    return _norms(state) if state.view == "norms" else _fit(state)


def _fit(state: RegressionState) -> Program:
    found = parse_map(state.source, ["x"])
    names = list(found.parameters)
    start = [state.parameters[name].value if name in state.parameters else 1.0 for name in names]
    model = jax_definition(found, dict(zip(names, start, strict=True)), "model")
    loss = RESIDUAL_LOSSES[state.loss]
    shape = {"s": float(getattr(state, loss.setting.name))} if loss.setting else {}
    x, y = _points(state)
    run = Run(state.method, np.array(start), FIT_METHOD[state.method].complete(state.settings), state.steps, _TOLERANCE)
    ordered = ", ".join(f"theta[{k}]" for k in range(len(names)))
    return program(
        "A model fitted to points",
        code(f"x = jnp.array({numbers(x)})\ny = jnp.array({numbers(y)})"),
        code(f"{model}\n\n\n{jax_definition(parse_map(loss.words.typed, ['r']), shape, 'loss')}"),
        code(f"""
def F(theta):
    \"\"\"The {state.reduction} of the losses of all residuals; theta: {", ".join(names)}.\"\"\"
    residuals = y - jax.vmap(lambda each: model(each, {ordered}))(x)
    return jnp.{state.reduction}(jax.vmap(loss)(residuals))
"""),
        *by_optax(_TOLERANCE, is_falling=not run.is_steady()),
        code(f"""
steps = {state.steps}
path = walk({optimiser(run.row(), run.settings, rate_of(run))}, {numbers(start)}, steps)
losses = np.array(jax.vmap(F)(jnp.array(path)))
at = min({state.step}, len(path) - 1)
theta = path[at]
print("step", at, dict(zip({names!r}, theta)), "loss:", losses[at])
"""),
        picture("""
line = np.linspace(float(x.min()), float(x.max()), 200)
figure = Figure()
figure.add_scatter(x=np.array(x), y=np.array(y), mode="markers", name="points")
figure.add_scatter(x=line, y=np.array(jax.vmap(lambda each: model(each, *theta))(line)), name="fit")
figure.update_layout(xaxis_title="x", yaxis_title="y")
"""),
    )


def _points(state: RegressionState) -> tuple[list[float], list[float]]:
    if state.data == "own":
        return [each[0] for each in state.points], [each[1] for each in state.points]
    made = generated(state.data, state.count, state.noise, min(state.outliers, state.count), state.sample)
    return made.x.tolist(), made.y.tolist()


def _norms(state: RegressionState) -> Program:
    order = "jnp.inf" if state.order is None else numbers(state.order)
    return program(
        "The length of a vector",
        code(f"""
p = {order}


def norm(v, p=p):
    \"\"\"(|v_1|^p + |v_2|^p + ...)^(1/p); the largest |v_i| for p = infinity.\"\"\"
    sizes = jnp.abs(v)
    largest = jnp.maximum(sizes.max(), 1e-300)
    return sizes.max() if p == jnp.inf else largest * jnp.sum((sizes / largest) ** p) ** (1 / p)


v = jnp.array({numbers(state.vector)})
length = norm(v)
print("length:", length, " of (1, 1):", norm(jnp.ones(2)))
"""),
        picture("""
# All vectors of length 1.
angles = np.linspace(0, 2 * np.pi, 721)
ways = np.stack([np.cos(angles), np.sin(angles)], axis=1)
ball = ways / np.array(jax.vmap(norm)(ways))[:, None]
figure = Figure()
figure.add_scatter(x=ball[:, 0], y=ball[:, 1], name="length 1")
figure.add_scatter(x=[0, float(v[0])], y=[0, float(v[1])], mode="lines+markers", name="v")
figure.update_yaxes(scaleanchor="x")
"""),
    )
