"""Derivatives at a point: of a curve, and of a surface."""

from gradscape.labs.derivative import DerivativeState
from gradscape.labs.surface import SurfaceState
from gradscape.programs.cells import Program, code, numbers, picture, program
from gradscape.programs.functions import typed


def of_curve(state: DerivativeState) -> Program:
    """Value and derivatives at the point, the secant's slope, and the Taylor polynomial."""
    f = typed(state.source, state.parameters)
    [name] = f.names
    orders = max(state.order, state.taylor, 1)
    return program(
        "Derivatives of a curve",
        code(f.definition()),
        code(f"""
# f, f', f'', ... by automatic differentiation.
derivatives = [f]
while len(derivatives) <= {orders}:
    derivatives.append(jax.grad(derivatives[-1]))

a = {numbers(state.point[0])}
values = [float(each(a)) for each in derivatives]
print("f(a), f'(a), f''(a), ... =", values)
"""),
        code(f"""
# The slope of the secant from a to a + h.
h = {numbers(state.h)}
secant = float((f(a + h) - f(a)) / h)
print("secant:", secant, "tangent:", values[1])
"""),
        code(f"""
def taylor(x):
    \"\"\"The Taylor polynomial of degree {state.taylor} around a.\"\"\"
    factorials = np.cumprod([1.0, *range(1, {state.taylor} + 1)])
    return sum(values[k] / factorials[k] * (x - a) ** k for k in range({state.taylor} + 1))
"""),
        picture(f"""
x = np.linspace({numbers(state.domain.x[0])}, {numbers(state.domain.x[1])}, 401)
y = np.array(jax.vmap(f)(x))
figure = Figure()
figure.add_scatter(x=x, y=y, name="f")
figure.add_scatter(x=x, y=values[0] + values[1] * (x - a), name="tangent")
figure.add_scatter(x=x, y=taylor(x), name="Taylor, degree {state.taylor}", line_dash="dot")
figure.add_scatter(x=[a, a + h], y=[values[0], float(f(a + h))], name="secant", mode="lines+markers")
figure.update_layout(xaxis_title="{name}", yaxis_title="f", yaxis_range=[float(np.nanmin(y)), float(np.nanmax(y))])
"""),
    )


def of_surface(state: SurfaceState) -> Program:
    """Value, gradient, Hessian, its eigenvectors and a slope at the point, with the tangent plane."""
    f = typed(state.source, state.parameters, 2)
    across, up = f.names[:2]
    (left, right), (below, above) = state.domain.x, state.domain.y
    return program(
        "Gradient and Hessian of a surface",
        code(f.of_a_point()),
        code(f"""
point = jnp.array({numbers(state.point)})
value = F(point)
gradient = jax.grad(F)(point)
hessian = jax.hessian(F)(point)
print("f =", value, " gradient =", gradient)
print(hessian)
"""),
        code("""
# What the function does to second order: the curvatures, and along which directions.
eigenvalues, eigenvectors = jnp.linalg.eigh(hessian)
print("eigenvalues:", eigenvalues)
print(eigenvectors)
"""),
        code(f"""
# The slope along the direction u.
angle = jnp.deg2rad({numbers(state.angle)})
u = jnp.array([jnp.cos(angle), jnp.sin(angle)])
slope = gradient @ u
print("slope along u:", slope)
"""),
        picture(f"""
x, y = np.linspace({numbers(left)}, {numbers(right)}, 80), np.linspace({numbers(below)}, {numbers(above)}, 80)
z = jax.vmap(lambda v: jax.vmap(lambda w: f(w, v))(x))(y)
figure = Figure()
figure.add_surface(x=x, y=y, z=np.array(z), name="f", showscale=False)
near = np.array([-0.2, 0.2])
plane_x, plane_y = point[0] + near * (x[-1] - x[0]), point[1] + near * (y[-1] - y[0])
plane = [[float(value + gradient @ jnp.array([s - point[0], t - point[1]])) for s in plane_x] for t in plane_y]
figure.add_surface(x=plane_x, y=plane_y, z=plane, opacity=0.6, showscale=False, name="tangent plane")
figure.add_scatter3d(x=[float(point[0])], y=[float(point[1])], z=[float(value)], mode="markers", name="point")
figure.update_layout(scene_xaxis_title="{across}", scene_yaxis_title="{up}", scene_zaxis_title="f")
"""),
    )
