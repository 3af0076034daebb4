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
