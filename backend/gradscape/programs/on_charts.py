"""Descent on a surface r(u, v): by the metric of the surface, and ordinary descent in its coordinates beside it."""

from gradscape.labs.constraints import ConstraintsState
from gradscape.language.jax_source import argument_names, jax_definition
from gradscape.language.parser import parse_map
from gradscape.programs.cells import Program, code, numbers, picture, program
from gradscape.programs.functions import typed

# As the page asks.
_TOLERANCE = 1e-6


def of_chart_walk(state: ConstraintsState) -> Program:
    """The walk of the state, its surface, and the same walk in the chart."""
    f = typed(state.source, state.parameters, 3)
    sliders = {name: slider.value for name, slider in state.parameters.items()}
    surface = parse_map(state.constraint)
    u, v = sorted(argument_names(surface)) if "=" not in state.constraint else argument_names(surface)
    start = "jnp.array(START)" if len(state.start) == 2 else "nearest(jnp.array(START), jnp.array([MIDDLES]))"
    left, right, below, above = state.chart
    middles = numbers([(left + right) / 2, (below + above) / 2])
    return program(
        "Descent on a surface r(u, v)",
        code(f.of_a_point()),
        code(
            f"{jax_definition(surface, sliders, 'r')}\n\n\ndef R(q):\n    {u}, {v} = q\n    return r({u}={u}, {v}={v})"
        ),
        _WAYS,
        code(f"""
rate, momentum = {numbers(state.rate)}, {numbers(state.momentum)}
back = {"geodesic" if state.retraction == "geodesic" else "closest"}
start = {start.replace("START", numbers(state.start)).replace("[MIDDLES]", middles)}
"""),
        code(_WALK.replace("STEPS", str(state.steps)).replace("TOLERANCE", repr(_TOLERANCE))),
        picture(_PICTURE.replace("SIDES", numbers([[left, right], [below, above]]))),
    )


_WAYS = code(
    """
def components(q, vector):
    \"\"\"What of a vector of space is tangent, in the coordinates.\"\"\"
    J = jax.jacobian(R)(q)
    return jnp.linalg.solve(J.T @ J, J.T @ vector)


@jax.jit
def nearest(target, q):
    \"\"\"The place whose point is nearest, by Newton's method for half the squared distance.\"\"\"
    distance = lambda q: jnp.sum((R(q) - target) ** 2) / 2
    for _ in range(12):
        J = jax.jacobian(R)(q)
        bend = jax.hessian(distance)(q)
        bend = jnp.where(jnp.linalg.eigvalsh(bend)[0] > 0, bend, J.T @ J)
        q = q - jnp.linalg.solve(bend, jax.grad(distance)(q))
    return q


def closest(q, step):
    \"\"\"The nearest place to where the step leads in space.\"\"\"
    return nearest(R(q) + jax.jacobian(R)(q) @ step, q + step)


def turning(q, w):
    \"\"\"By which a geodesic's velocity in the coordinates changes: the symbols of Christoffel, twice with w.\"\"\"
    along = lambda q: jax.jvp(R, (q,), (w,))[1]
    return -components(q, jax.jvp(along, (q,), (w,))[1])


@jax.jit
def geodesic(q, w, pieces=32):
    \"\"\"As far along the straightest line as the step is long, by Runge and Kutta's method.\"\"\"
    h = 1 / pieces

    def piece(_, state):
        q, w = state
        a = turning(q, w)
        b = turning(q + h / 2 * w, w + h / 2 * a)
        c = turning(q + h / 2 * w + h * h / 4 * a, w + h / 2 * b)
        d = turning(q + h * w + h * h / 2 * b, w + h * c)
        return q + h * w + h * h / 6 * (a + b + c), w + h / 6 * (a + 2 * b + 2 * c + d)

    return jax.lax.fori_loop(0, pieces, piece, (q, w))[0]
"""
)

_WALK = """
def walk(q, steps=STEPS, tolerance=TOLERANCE):
    \"\"\"Project the gradient, step, come back; the velocity is carried along in space, by projection.\"\"\"
    velocity, places = jnp.zeros(3), [q]
    tangent = jax.jit(lambda q, vector: jax.jacobian(R)(q) @ components(q, vector))
    for _ in range(steps):
        down = tangent(q, jax.grad(F)(R(q)))
        if not jnp.isfinite(down).all() or jnp.linalg.norm(down) <= tolerance:
            break
        step = components(q, momentum * velocity - rate * down)
        velocity = jax.jacobian(R)(q) @ step
        q = back(q, step)
        places.append(q)
    return np.array(places)


def ordinary(q, steps=STEPS):
    \"\"\"Descent in the coordinates, as if these were all there is.\"\"\"
    slope, moved, places = jax.jit(jax.grad(lambda q: F(R(q)))), jnp.zeros(2), [q]
    for _ in range(steps):
        moved = momentum * moved - rate * slope(q)
        q = q + moved
        places.append(q)
    return np.array(places)


places, flat = walk(start), ordinary(start)
points = np.array(jax.vmap(R)(places))
print(len(places) - 1, "steps to", points[-1], " f =", F(jnp.array(points[-1])))
print("in the coordinates:", np.array(R(flat[-1])), " f =", F(R(flat[-1])))
"""

_PICTURE = """
axes = [np.linspace(low, high, 61) for low, high in SIDES]
grid = np.stack(np.meshgrid(*axes), axis=-1)
surface = np.array(jax.vmap(jax.vmap(R))(grid))
heights = np.array(jax.vmap(jax.vmap(F))(surface))
figure = Figure()
figure.add_surface(
    x=surface[..., 0], y=surface[..., 1], z=surface[..., 2], surfacecolor=heights, opacity=0.8, showscale=False
)
for name, way in (("on the surface", points), ("in the coordinates", np.array(jax.vmap(R)(flat)))):
    figure.add_scatter3d(x=way[:, 0], y=way[:, 1], z=way[:, 2], mode="lines+markers", marker_size=3, name=name)
"""
