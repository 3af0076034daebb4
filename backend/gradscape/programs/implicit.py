"""An equation of two variables: the point of its curve, and dy/dx there by implicit differentiation."""

from gradscape.labs.implicit import ImplicitState
from gradscape.language.equations import parse_equations
from gradscape.language.jax_source import jax_definition
from gradscape.language.naming import usual_variables
from gradscape.programs.cells import Program, code, numbers, picture, program
from gradscape.programs.equations import level_of, map_of

_PLANE = ("x", "y")


def of_equation(state: ImplicitState) -> Program:
    """The equation of the state, its curve, and the tangent at the point."""
    sliders = {name: slider.value for name, slider in state.parameters.items()}
    [first] = parse_equations(state.source, None, tuple(sliders))
    names = first.function.variables
    free = [name for name in _PLANE if name not in names][: 2 - len(names)]
    [equation] = parse_equations(state.source, usual_variables([*names, *free]), tuple(sliders))
    across, up = equation.function.variables
    box = f"low = np.array({numbers([state.domain.x[0], state.domain.y[0]])})\n"
    box += f"high = np.array({numbers([state.domain.x[1], state.domain.y[1]])})"
    return program(
        "Implicit differentiation",
        code(jax_definition(map_of(equation.function), sliders, "g")),
        code(level_of(equation, None, sliders)),
        code(f"here = jnp.array({numbers(state.point)})\n{_POINT}"),
        code(_SLOPES),
        picture(f"{box}\n{_PICTURE.replace('ACROSS', across).replace('UP', up)}"),
    )


_POINT = """
def G(p):
    return g(*p) - level


def nearer(p, _):
    \"\"\"Newton's method along the normal.\"\"\"
    value, normal = jax.value_and_grad(G)(p)
    size = normal @ normal
    return p - jnp.where(value == 0, 0.0, value / jnp.where(size == 0, 1.0, size)) * normal, None


point = jax.lax.scan(nearer, here, length=30)[0]
print("point of the curve:", point, " g - c there:", G(point))
""".strip()

_SLOPES = """
# g_x + g_y y' = 0, and once more: g_xx + 2 g_xy y' + g_yy y'^2 + g_y y'' = 0.
g_x, g_y = jax.grad(G)(point)
H = jax.hessian(G)(point)
slope = -g_x / g_y
second = -(H[0, 0] + 2 * H[0, 1] * slope + H[1, 1] * slope**2) / g_y
print("g_x, g_y:", g_x, g_y, " dy/dx:", slope, " second derivative:", second)
""".strip()

_PICTURE = """
x, y = np.linspace(low[0], high[0], 200), np.linspace(low[1], high[1], 200)
z = np.array(jax.vmap(lambda v: jax.vmap(lambda u: G(jnp.array([u, v])))(x))(y))
figure = Figure()
curve = dict(start=0, end=0, size=1, coloring="none")
figure.add_contour(x=x, y=y, z=z, contours=curve, line_width=3, showscale=False)
reach = np.array([-1.0, 1.0]) * 0.25 * (high - low)[0]
tangent = np.array([g_y, -g_x]) / np.hypot(g_x, g_y)
ends = np.array(point)[:, None] + tangent[:, None] * reach
figure.add_scatter(x=ends[0], y=ends[1], mode="lines", name="tangent")
figure.add_scatter(x=[point[0]], y=[point[1]], mode="markers", name="point", marker_size=10)
figure.update_layout(xaxis_title="ACROSS", yaxis_title="UP", showlegend=False)
figure.update_yaxes(scaleanchor="x", range=[low[1], high[1]])
"""
