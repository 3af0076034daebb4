"""A function on constraints: the nearest point, the gradient in its parts, the solutions of Lagrange's condition."""

from gradscape.labs.constraints import ConstraintsState, is_chart
from gradscape.language.equations import parse_equations
from gradscape.language.jax_source import jax_definition
from gradscape.programs.cells import Program, code, numbers, picture, program
from gradscape.programs.densities import of_family
from gradscape.programs.equations import level_of, map_of
from gradscape.programs.functions import typed
from gradscape.programs.on_charts import of_chart_walk
from gradscape.programs.on_surfaces import of_surface_walk


def of_constraint(state: ConstraintsState) -> Program:
    """The function of the state on the set of its equations."""
    if state.view == "surface":
        return of_chart_walk(state) if is_chart(state.constraint) else of_surface_walk(state)
    if state.view == "family":
        return of_family(state)
    is_in_space = state.view == "space"
    f = typed(state.source, state.parameters, 3 if is_in_space else 2)
    sliders = {name: slider.value for name, slider in state.parameters.items()}
    equations = parse_equations(state.constraint, f.found.variables)
    definitions = [jax_definition(map_of(each.function), sliders, f"g_{k}") for k, each in enumerate(equations)]
    levels = [level_of(each, None if k else state.level, sliders, f"level_{k}") for k, each in enumerate(equations)]
    residuals = ", ".join(f"g_{k}(*p) - level_{k}" for k in range(len(equations)))
    sides = [state.domain.x, state.domain.y, *([state.depth.z] if is_in_space else [])]
    low, high = ([side[end] for side in sides] for end in (0, 1))
    box = f"low = np.array({numbers(low)})\nhigh = np.array({numbers(high)})"
    here = state.start_in_space if is_in_space else state.point
    across, up = f.names[:2]
    return program(
        "Lagrange's condition",
        code(f.of_a_point()),
        code("\n\n\n".join([*definitions, *levels, f"def G(p):\n    return jnp.array([{residuals}])"])),
        _SOLVED,
        code(f"here = jnp.array({numbers(here)})\n{_NEAREST}"),
        code(f"{box}\n{_SOLUTIONS.replace('SIDE', '9' if is_in_space else '15')}"),
        picture(_IN_SPACE if is_in_space else _ON_THE_PLANE.replace("ACROSS", across).replace("UP", up)),
    )


_SOLVED = code(
    """
def solved(start, f=F, steps=60):
    \"\"\"Newton's method for grad f = sum of lambda grad g and g = level, from one start.\"\"\"
    n = len(start)

    def condition(z):
        p, multipliers = z[:n], z[n:]
        return jnp.append(jax.grad(f)(p) - multipliers @ jax.jacobian(G)(p), G(p))

    def step(z, _):
        return z - jnp.linalg.lstsq(jax.jacobian(condition)(z), condition(z))[0], None

    begun = jnp.append(start, jnp.linalg.lstsq(jax.jacobian(G)(start).T, jax.grad(f)(start))[0])
    z = jax.lax.scan(step, begun, length=steps)[0]
    return z, jnp.abs(condition(z)).max()
"""
)

_NEAREST = """
# The point of the set that is nearest: the least of half the squared distance on it.
n = len(here)
point = solved(here, lambda p: jnp.sum((p - here) ** 2) / 2)[0][:n]
gradient, normals = jax.grad(F)(point), jax.jacobian(G)(point)
multipliers = jnp.linalg.lstsq(normals.T, gradient)[0]
along = gradient - multipliers @ normals
print("nearest point:", point, " lambda there:", multipliers, " what is left of the gradient:", along)
""".strip()

_SOLUTIONS = """
# From many starts in the box; those that came to a solution in it, each once.
grid = np.stack(np.meshgrid(*np.linspace(low, high, SIDE).T), axis=-1).reshape(-1, n)
found, errors = jax.jit(jax.vmap(solved))(jnp.array(grid) + 1e-3)
found, errors = np.array(found), np.array(errors)
is_good = (errors < 1e-9) & ((found[:, :n] >= low) & (found[:, :n] <= high)).all(axis=1)
solutions = []
for _each in found[is_good]:
    if all(np.linalg.norm(_each[:n] - _other[:n]) > 1e-6 for _other in solutions):
        solutions.append(_each)
for _each in solutions:
    print("solution:", _each[:n], " f =", F(jnp.array(_each[:n])), " lambda =", _each[n:])
""".strip()

_ON_THE_PLANE = """
x, y = np.linspace(low[0], high[0], 120), np.linspace(low[1], high[1], 120)
over = lambda h: np.array(jax.vmap(lambda v: jax.vmap(lambda w: h(jnp.array([w, v])))(x))(y))
figure = Figure()
figure.add_contour(x=x, y=y, z=over(F), ncontours=30, showscale=False)
border = dict(start=0, end=0, size=1, coloring="none")
figure.add_contour(x=x, y=y, z=over(lambda p: G(p)[0]), contours=border, line_width=4)
places = np.array(solutions).reshape(-1, 3)
figure.add_scatter(x=places[:, 0], y=places[:, 1], mode="markers", name="solutions", marker_size=12)
figure.update_layout(xaxis_title="ACROSS", yaxis_title="UP", showlegend=False)
figure.update_yaxes(scaleanchor="x")
"""

_IN_SPACE = """
axes = np.linspace(low, high, 31).T
cells = np.stack([each.ravel() for each in np.meshgrid(*axes, indexing="ij")], axis=1)
heights = np.array(jax.vmap(G)(cells))
figure = Figure()
for _heights in heights.T:
    figure.add_isosurface(
        x=cells[:, 0], y=cells[:, 1], z=cells[:, 2], value=_heights, isomin=0, isomax=0, opacity=0.4, showscale=False
    )
places = np.array(solutions).reshape(len(solutions), -1)[:, :3].reshape(-1, 3)
figure.add_scatter3d(x=places[:, 0], y=places[:, 1], z=places[:, 2], mode="markers", marker_size=4)
"""
