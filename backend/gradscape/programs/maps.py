"""Maps: the Jacobian at a point, and chains of maps with their product of Jacobians."""

from gradscape.labs.jacobian import JacobianState
from gradscape.programs.cells import Cell, Program, code, numbers, picture, program
from gradscape.programs.functions import Typed, typed


def of_map(state: JacobianState) -> Program:
    """The map of the state, or its chain."""
    return _chain(state) if state.view == "chain" else _map(state)


def _map(state: JacobianState) -> Program:
    f = typed(state.source, state.parameters)
    is_square = len(f.found.outputs) == len(f.names)
    more = 'determinant = jnp.linalg.det(jacobian)\nprint("determinant:", determinant)\n' if is_square else ""
    return program(
        "The Jacobian of a map",
        code(f.of_a_point()),
        code(f"""
point = jnp.array({numbers(state.point[: len(f.names)])})
value = jnp.atleast_1d(F(point))
jacobian = jnp.atleast_2d(jax.jacobian(F)(point))
print("value:", value)
print(jacobian)
"""),
        code(f"""
# The circle of directions becomes an ellipse: how long its half axes are, and where they come from.
left, singular_values, right = jnp.linalg.svd(jacobian)
print("singular values:", singular_values)
{more}"""),
        _image(f, state),
    )


def _image(f: Typed, state: JacobianState) -> Cell:
    if len(f.names) != 2 or len(f.found.outputs) != 2:
        return picture("""
figure = Figure()
figure.add_heatmap(z=np.array(jacobian)[::-1], texttemplate="%{z:.4g}", showscale=False)
figure.update_layout(title="The Jacobian")
""")
    return _field(state) if state.show["field"] else _circle(state)


def _field(state: JacobianState) -> Cell:
    return picture(f"""
# The map as a field: arrows, whose length goes by the square root of that of f, and where the point is carried within
# so much time, forward and backward.
from scipy.integrate import solve_ivp

duration = 10.0
x, y = np.array({numbers([state.domain.x, state.domain.y])})
places = np.stack(np.meshgrid(np.linspace(*x, 19), np.linspace(*y, 19)), axis=-1).reshape(-1, 2)
field = np.array(jax.vmap(F)(jnp.array(places)))
strength = np.linalg.norm(field, axis=1, keepdims=True)
arrows = field / np.sqrt(np.maximum(strength * np.nanmax(strength), 1e-300)) * min(x[1] - x[0], y[1] - y[0]) / 20


def inside(t, p):
    return min(p[0] - x[0], x[1] - p[0], p[1] - y[0], y[1] - p[1])


inside.terminal = True
figure = Figure()
ends = np.stack([places, places + arrows, np.full_like(places, np.nan)], axis=1).reshape(-1, 2)
figure.add_scatter(x=ends[:, 0], y=ends[:, 1], name="field", mode="lines")
figure.add_scatter(x=places[:, 0], y=places[:, 1], name="tails", mode="markers", marker_size=3)
velocity = jax.jit(F)
flows = [
    solve_ivp(lambda t, p, s=sign: s * np.array(velocity(p)), (0, duration), np.array(point), events=inside, rtol=1e-8)
    for sign in (1.0, -1.0)
]
for _flow, _name in zip(flows, ("forward", "backward"), strict=True):
    print(_name, "after", _flow.t[-1], ":", _flow.y[:, -1])
    figure.add_scatter(x=_flow.y[0], y=_flow.y[1], name=_name, mode="lines")
figure.update_yaxes(scaleanchor="x")
""")


def _circle(state: JacobianState) -> Cell:
    return picture(f"""
# A small circle around the point: its image, and what the Jacobian makes of it.
angles = np.linspace(0, 2 * np.pi, 181)
circle = np.array(point) + {numbers(state.reach)} * np.stack([np.cos(angles), np.sin(angles)], axis=1)
image = np.array(jax.vmap(F)(circle))
linear = np.array(value + (circle - np.array(point)) @ jacobian.T)
figure = Figure()
figure.add_scatter(x=image[:, 0], y=image[:, 1], name="image")
figure.add_scatter(x=linear[:, 0], y=linear[:, 1], name="by the Jacobian", line_dash="dash")
figure.update_yaxes(scaleanchor="x")
""")


def _chain(state: JacobianState) -> Program:
    stages = [typed(source, state.parameters) for source in state.sources]
    count = len(stages)
    definitions = [code(stage.of_a_point(f"stage_{k + 1}", f"S{k + 1}")) for k, stage in enumerate(stages)]
    listed = ", ".join(f"S{k + 1}" for k in range(count))
    return program(
        "The chain rule",
        *definitions,
        code(f"""
stages = [{listed}]


def whole(p):
    for stage in stages:
        p = jnp.atleast_1d(stage(p))
    return p


point = jnp.array({numbers(state.point[: len(stages[0].names)])})
"""),
        code("""
# The Jacobian of each stage, where the one before has led.
jacobians, places = [], [point]
for _stage in stages:
    jacobians.append(jnp.atleast_2d(jax.jacobian(lambda p, _stage=_stage: jnp.atleast_1d(_stage(p)))(places[-1])))
    places.append(jnp.atleast_1d(_stage(places[-1])))
    print(jacobians[-1])
"""),
        code("""
# Forward: from the first stage on. Reverse: from the last one back. The product is the same.
forward = jacobians[0]
for _jacobian in jacobians[1:]:
    forward = _jacobian @ forward
reverse = jacobians[-1]
for _jacobian in jacobians[-2::-1]:
    reverse = reverse @ _jacobian
print("product:", forward)
print("autodiff of the whole:", jax.jacobian(whole)(point))
"""),
        picture("""
figure = Figure()
figure.add_heatmap(z=np.array(forward)[::-1], texttemplate="%{z:.4g}", showscale=False)
figure.update_layout(title="The Jacobian of the whole chain")
"""),
    )
