"""Descent on a surface given by equations: project, step, and back to the surface."""

from gradscape.labs.constraints import ConstraintsState
from gradscape.language.equations import parse_equations
from gradscape.language.jax_source import jax_definition
from gradscape.programs.cells import Program, code, numbers, picture, program
from gradscape.programs.equations import level_of, map_of
from gradscape.programs.functions import typed

# As the page asks.
_TOLERANCE = 1e-6


def of_surface_walk(state: ConstraintsState) -> Program:
    """The walk of the state, and its surface."""
    f = typed(state.source, state.parameters, 3)
    sliders = {name: slider.value for name, slider in state.parameters.items()}
    equations = parse_equations(state.constraint, f.found.variables)
    definitions = [jax_definition(map_of(each.function), sliders, f"g_{k}") for k, each in enumerate(equations)]
    levels = [level_of(each, None if k else state.level, sliders, f"level_{k}") for k, each in enumerate(equations)]
    residuals = ", ".join(f"g_{k}(*p) - level_{k}" for k in range(len(equations)))
    sides = [state.domain.x, state.domain.y, state.depth.z]
    return program(
        "Descent on a surface",
        code(f.of_a_point()),
        code("\n\n\n".join([*definitions, *levels, f"def G(p):\n    return jnp.array([{residuals}])"])),
        _WAYS,
        code(f"""
rate, momentum = {numbers(state.rate)}, {numbers(state.momentum)}
back = {"geodesic" if state.retraction == "geodesic" else "lambda x, v: closest(x + v)"}
start = onto(jnp.array({numbers(state.start_in_space)}), 8)
"""),
        code(_WALK.replace("STEPS", str(state.steps)).replace("TOLERANCE", repr(_TOLERANCE))),
        picture(_PICTURE.replace("SIDES", numbers(sides))),
    )


_WAYS = code(
    """
def normal_step(residuals, slopes):
    \"\"\"The shortest step that changes g by so much.\"\"\"
    return slopes.T @ jnp.linalg.solve(slopes @ slopes.T, residuals)


def onto(p, turns):
    \"\"\"To the surface along its normals.\"\"\"
    for _ in range(turns):
        p = p - normal_step(G(p), jax.jacobian(G)(p))
    return p


def tangential(v, p):
    \"\"\"What of a vector lies in the tangent plane.\"\"\"
    slopes = jax.jacobian(G)(p)
    return v - normal_step(slopes @ v, slopes)


@jax.jit
def closest(q):
    \"\"\"The nearest point of the surface, by Newton's method for Lagrange's condition.\"\"\"
    n = len(q)

    def condition(z):
        return jnp.concatenate([z[:n] - q - jax.jacobian(G)(z[:n]).T @ z[n:], G(z[:n])])

    z = jnp.concatenate([onto(q, 8), jnp.zeros(len(G(q)))])
    for _ in range(6):
        z = z - jnp.linalg.solve(jax.jacobian(condition)(z), condition(z))
    return z[:n]


def bend(x, v):
    \"\"\"The acceleration that keeps v tangent.\"\"\"
    along = lambda p: jax.jvp(G, (p,), (v,))[1]
    return -normal_step(jax.jvp(along, (x,), (v,))[1], jax.jacobian(G)(x))


@jax.jit
def geodesic(x, v, pieces=8):
    \"\"\"As far along the straightest line as v is long, by Runge and Kutta's method.\"\"\"
    h = 1 / pieces
    for _ in range(pieces):
        a = bend(x, v)
        b = bend(x + h / 2 * v, v + h / 2 * a)
        c = bend(x + h / 2 * v + h * h / 4 * a, v + h / 2 * b)
        d = bend(x + h * v + h * h / 2 * b, v + h * c)
        x, v = x + h * v + h * h / 6 * (a + b + c), v + h / 6 * (a + 2 * b + 2 * c + d)
    return onto(x, 2)
"""
)

_WALK = """
def walk(x, steps=STEPS, tolerance=TOLERANCE):
    \"\"\"Project the gradient, step, go back to the surface; the velocity is carried along by projection.\"\"\"
    velocity, points = jnp.zeros_like(x), [x]
    slope, flat = jax.jit(jax.grad(F)), jax.jit(tangential)
    for _ in range(steps):
        down = flat(slope(x), x)
        if not jnp.isfinite(down).all() or jnp.linalg.norm(down) <= tolerance:
            break
        velocity = momentum * flat(velocity, x) - rate * down
        x = back(x, velocity)
        points.append(x)
    return np.array(points)


points = walk(start)
print(len(points) - 1, "steps to", points[-1], " f =", F(jnp.array(points[-1])), " g - c =", G(jnp.array(points[-1])))
"""

_PICTURE = """
axes = [np.linspace(low, high, 31) for low, high in SIDES]
grid = np.stack([each.ravel() for each in np.meshgrid(*axes, indexing="ij")], axis=1)
heights = np.array(jax.vmap(G)(grid))[:, 0]
figure = Figure()
figure.add_isosurface(
    x=grid[:, 0], y=grid[:, 1], z=grid[:, 2], value=heights, isomin=0, isomax=0, opacity=0.5, showscale=False
)
figure.add_scatter3d(x=points[:, 0], y=points[:, 1], z=points[:, 2], mode="lines+markers", marker_size=3)
"""
