"""A function on a constraint: the nearest point, the gradient in two parts, the solutions of Lagrange's condition."""

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
    """The function of the state on the set of the first of its equations."""
    if state.view == "surface":
        return of_chart_walk(state) if is_chart(state.constraint) else of_surface_walk(state)
    if state.view == "family":
        return of_family(state)
    f = typed(state.source, state.parameters, 2)
    sliders = {name: slider.value for name, slider in state.parameters.items()}
    equation = parse_equations(state.constraint, f.found.variables)[0]
    g = jax_definition(map_of(equation.function), sliders, "g")
    (left, right), (below, above) = state.domain.x, state.domain.y
    across, up = f.names[:2]
    box = f"low = np.array([{numbers(left)}, {numbers(below)}])\nhigh = np.array([{numbers(right)}, {numbers(above)}])"
    return program(
        "Lagrange's condition",
        code(f.of_a_point()),
        code(f"{g}\n\n\n{level_of(equation, state.level, sliders)}\n\n\ndef G(p):\n    return g(*p) - level"),
        _SOLVED,
        code(f"here = jnp.array({numbers(state.point)})\n{_NEAREST}"),
        code(f"{box}\n{_SOLUTIONS}"),
        picture(f"""
x, y = np.linspace(low[0], high[0], 120), np.linspace(low[1], high[1], 120)
over = lambda h: np.array(jax.vmap(lambda v: jax.vmap(lambda w: h(jnp.array([w, v])))(x))(y))
figure = Figure()
figure.add_contour(x=x, y=y, z=over(F), ncontours=30, showscale=False)
figure.add_contour(x=x, y=y, z=over(G), contours=dict(start=0, end=0, size=1, coloring="none"), line_width=4)
places = np.array(solutions).reshape(-1, 3)
figure.add_scatter(x=places[:, 0], y=places[:, 1], mode="markers", name="solutions", marker_size=12)
figure.update_layout(xaxis_title="{across}", yaxis_title="{up}", showlegend=False)
figure.update_yaxes(scaleanchor="x")
"""),
    )


_SOLVED = code(
    """
def solved(start, f=F, steps=60):
    \"\"\"Newton's method for grad f = lambda grad g and g = level, from one start.\"\"\"

    def condition(z):
        p, multiplier = z[:2], z[2]
        return jnp.append(jax.grad(f)(p) - multiplier * jax.grad(G)(p), G(p))

    def step(z, _):
        return z - jnp.linalg.lstsq(jax.jacobian(condition)(z), condition(z))[0], None

    slope, across = jax.grad(f)(start), jax.grad(G)(start)
    begun = jnp.append(start, slope @ across / (across @ across))
    z = jax.lax.scan(step, begun, length=steps)[0]
    return z, jnp.abs(condition(z)).max()
"""
)

_NEAREST = """
# The point of the curve that is nearest: the least of half the squared distance on it.
point = solved(here, lambda p: jnp.sum((p - here) ** 2) / 2)[0][:2]
gradient, normal = jax.grad(F)(point), jax.grad(G)(point)
multiplier = gradient @ normal / (normal @ normal)
along = gradient - multiplier * normal
print("nearest point:", point, " lambda there:", multiplier, " what is left of the gradient:", along)
""".strip()

_SOLUTIONS = """
# From many starts in the box; those that came to a solution in it, each once.
grid = np.stack(np.meshgrid(*np.linspace(low, high, 15).T), axis=-1).reshape(-1, 2)
found, errors = jax.jit(jax.vmap(solved))(jnp.array(grid) + 1e-3)
found, errors = np.array(found), np.array(errors)
is_good = (errors < 1e-9) & ((found[:, :2] >= low) & (found[:, :2] <= high)).all(axis=1)
solutions = []
for _each in found[is_good]:
    if all(np.linalg.norm(_each[:2] - _other[:2]) > 1e-6 for _other in solutions):
        solutions.append(_each)
for _each in solutions:
    print("solution:", _each[:2], " f =", F(jnp.array(_each[:2])), " lambda =", _each[2])
""".strip()
