"""Natural gradient: parameters of a distribution walk to data, measured by Fisher's metric."""

from gradscape.labs.constraints import ConstraintsState
from gradscape.language.jax_source import jax_definition
from gradscape.language.parser import parse_map
from gradscape.learning.families import FAMILIES
from gradscape.programs.cells import Program, code, numbers, picture, program

# As the API has it where nothing else is said.
_TOLERANCE = 1e-6

# Places over all that x may be, and what each stands for in a sum: by a substitution after which sums converge fast.
_PLACES = {
    "real": "t = np.linspace(-14, 14, 8001)\nplaces, shares = np.mean(data) + np.sinh(t), np.cosh(t) * (t[1] - t[0])",
    "positive": "t = np.linspace(-40, 12, 8001)\nplaces, shares = np.exp(t), np.exp(t) * (t[1] - t[0])",
    "counts": "places, shares = np.arange(2000.0), np.ones(2000)",
    "bits": "places, shares = np.array([0.0, 1.0]), np.ones(2)",
}


def of_family(state: ConstraintsState) -> Program:
    """Walks of the state's parameters by the natural gradient and by the gradient."""
    row = FAMILIES.get(state.family)
    source, names = (row.source, list(row.parameters)) if row else (state.density, state.names)
    support = row.support if row else state.support
    density = jax_definition(parse_map(source, ["x", *names]), {}, "log_density")
    return program(
        "Natural gradient",
        code(density),
        code(f"data = jnp.array({numbers(state.data)})\n{_PLACES[support]}"),
        code(_WALKS.replace("RATE", numbers(state.rate)).replace("STEPS", str(state.steps))),
        code(f"""
start = {numbers(state.theta)}
natural, ordinary = walk(start, True), walk(start, False)
print("{", ".join(names)}: natural", natural[-1], "after", len(natural) - 1, "steps; ordinary", ordinary[-1])
"""),
        picture("""
figure = Figure()
for _name, _points in [("natural", natural), ("ordinary", ordinary)]:
    figure.add_scatter(y=[float(surprise(jnp.array(_point))) for _point in _points], name=_name)
figure.update_layout(xaxis_title="step", yaxis_title="mean of -log p")
"""),
    )


_WALKS = f"""
def surprise(theta):
    \"\"\"The mean of -log p over the data.\"\"\"
    return -jnp.mean(jax.vmap(lambda x: log_density(x, *theta))(data))


@jax.jit
def fisher(theta):
    \"\"\"The mean of the products of derivatives of log p, under p itself.\"\"\"
    logs, slopes = jax.vmap(lambda x: jax.value_and_grad(lambda each: log_density(x, *each))(theta))(jnp.array(places))
    chances = jnp.exp(logs) * shares
    # Far out nothing is likely, and slopes may be infinite.
    seen = jnp.where(chances[:, None] > 0, slopes, 0.0)
    return jnp.einsum("k,ki,kj->ij", chances, seen, seen)


slope_of = jax.jit(jax.grad(surprise))


def walk(theta, is_natural, rate=RATE, steps=STEPS, tolerance={_TOLERANCE}):
    theta = jnp.array(theta, float)
    points = [theta]
    for _ in range(steps):
        gradient = slope_of(theta)
        along = jnp.linalg.solve(fisher(theta), gradient)
        if not jnp.isfinite(along).all() or gradient @ along <= tolerance**2:
            break
        theta = theta - rate * (along if is_natural else gradient)
        points.append(theta)
    return np.array(points)
"""
