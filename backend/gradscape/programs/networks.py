"""Networks: data, initial numbers, training, single steps, and the loss around where training has come."""

from collections.abc import Mapping
from itertools import pairwise

from gradscape.labs.network import NetworkState
from gradscape.language.jax_source import jax_definition
from gradscape.language.parser import parse_map
from gradscape.learning import data_sets
from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.costs import COSTS, CROSS_ENTROPY
from gradscape.learning.data_sets import DATA_SETS
from gradscape.learning.initialisations import INITIALISATIONS
from gradscape.programs.cells import Cell, Program, code, numbers, picture, program
from gradscape.programs.descents import optimiser
from gradscape.programs.landscapes import of_landscape
from gradscape.programs.sources import needed
from gradscape.walks.methods import NATURAL_GRADIENT, TRAINING_METHOD, Value

# Epochs that a schedule takes, as the API has it where nothing else is said.
_HORIZON = 1000


def of_network(state: NetworkState) -> Program:
    """Training, single steps, or the landscape of the loss."""
    if state.view == "steps":
        return program("A network, number by number", *_network(state), *_single_steps(state))
    trained = [*_data(state), *_network(state), *_training(state)]
    if state.view == "landscape":
        return program("The loss of a network as a landscape", *trained, *of_landscape(state, sum(_counts(state))))
    return program("A network learns", *trained, _ANSWERS)


def _sizes(state: NetworkState) -> list[int]:
    if state.view == "steps":
        return [len(state.input[0]), *state.hidden, len(state.target[0])]
    inputs = len(state.features) + bool(state.typed)
    return [inputs, *state.hidden, _outputs(state)]


def _classes(state: NetworkState) -> int:
    known = None if state.data == "own" else DATA_SETS[state.data].classes
    return state.classes if known is None else known


def _outputs(state: NetworkState) -> int:
    classes = _classes(state)
    return classes if classes > 2 else 1


def _ends(state: NetworkState) -> tuple[float, float]:
    is_probability = state.cost == CROSS_ENTROPY or ACTIVATIONS[state.activations[-1]].is_probability
    return (0.0, 1.0) if is_probability else (-1.0, 1.0)


def _data(state: NetworkState) -> list[Cell]:
    features = jax_definition(parse_map(_features(state), ["x_1", "x_2"]), {}, "features")
    return [
        *_samples(state),
        code(f"""
# In an order in which those come first that are learned; the others test.
order = np.random.default_rng([{state.sample}, 1]).permutation(len(made[1]))
points, labels = made[0][order], made[1][order]
learned = max(1, round({state.share!r} * len(labels)))
"""),
        code(f"""
{features}


inputs = jax.vmap(lambda p: features(*p))(jnp.array(points))
{_targets(state)}
"""),
    ]


def _features(state: NetworkState) -> str:
    return f"[{', '.join([*state.features, *([state.typed] if state.typed else [])])}]"


def _samples(state: NetworkState) -> list[Cell]:
    if state.data == "own":
        points, labels = [each[:2] for each in state.points], [each[2] for each in state.points]
        return [code(f"made = np.array({numbers(points)}), np.array({numbers(labels)})")]
    make = DATA_SETS[state.data].make.__name__
    reach, classes = data_sets.REACH, max(2, state.classes)
    lines = f"""
_points, _labels = {make}(np.random.default_rng({state.sample}), {state.count}, {state.noise!r}, {classes})
made = np.clip(_points, -{reach}, {reach}), np.asarray(_labels, float)
"""
    # In one cell: names that begin with a line are a cell's own in marimo.
    return [code(f"{needed([data_sets], [make])}\n\n{lines}")]


def _targets(state: NetworkState) -> str:
    if _outputs(state) > 1:
        return f"targets = jnp.eye({_outputs(state)})[labels.astype(int)]"
    low, high = _ends(state) if _classes(state) else (0.0, 1.0)
    return f"targets = jnp.array({low} + {high - low} * labels)[:, None]"


def _network(state: NetworkState) -> list[Cell]:
    names = list(dict.fromkeys(state.activations))
    definitions = [_activation(name) for name in names]
    listed = ", ".join(_function_name(name) for name in state.activations)
    return [
        code("\n\n\n".join(definitions)),
        code(f"activations = [{listed}]\n\n\n{_FORWARD}\n\n\n{_cost(state)}"),
        code(_initial(state)),
    ]


def _function_name(name: str) -> str:
    return f"act_{name.replace('-', '_')}"


def _activation(name: str) -> str:
    return jax_definition(parse_map(ACTIVATIONS[name].source, ["z"]), {}, _function_name(name))


_FORWARD = '''
def answer(network, a):
    """The last layer's z and a for one sample."""
    for (weights, biases), activation in zip(network, activations):
        z = weights @ a + biases
        a = jax.vmap(activation)(z)
    return z, a
'''.strip()


def _cost(state: NetworkState) -> str:
    """Of one sample."""
    row = COSTS[state.cost]
    line = row.jax_of_several if row.jax_of_several and _sizes(state)[-1] > 1 else row.jax
    return f'''
def cost(network, x, y):
    """What one sample costs."""
    z, a = answer(network, x)
    return {line}


def mean_cost(network, xs, ys):
    return jnp.mean(jax.vmap(lambda x, y: cost(network, x, y))(xs, ys))
'''.strip()


def _initial(state: NetworkState) -> str:
    sizes = _sizes(state)
    shapes = list(pairwise(sizes))
    if state.numbers is not None:
        return f"# Weights and biases of each layer.\nnetwork = [\n{_given(state.numbers, shapes)}\n]"
    row = INITIALISATIONS[state.initialisation]
    lines = [
        f"    (jnp.array({row.reach(inputs, units)!r} * random.uniform(-1, 1, ({units}, {inputs}))), "
        f"jnp.full({units}, {float(row.bias)!r})),"
        for inputs, units in shapes
    ]
    drawn = "\n".join(lines)
    return f"random = np.random.default_rng({state.seed})\n# Weights and biases of each layer.\nnetwork = [\n{drawn}\n]"


def _given(listed: list[float], shapes: list[tuple[int, int]]) -> str:
    lines, at = [], 0
    for inputs, units in shapes:
        rows = [listed[at + j * inputs : at + (j + 1) * inputs] for j in range(units)]
        end = at + inputs * units
        lines.append(f"    (jnp.array({numbers(rows)}), jnp.array({numbers(listed[end : end + units])})),")
        at = end + units
    return "\n".join(lines)


def _single_steps(state: NetworkState) -> list[Cell]:
    chosen = "[:]" if state.look == 0 else f"[{state.look - 1} : {state.look}]"
    return [
        code(f"""
samples = jnp.array({numbers(state.input)}){chosen}
wanted = jnp.array({numbers(state.target)}){chosen}
outputs = jax.vmap(lambda x: answer(network, x)[1])(samples)
total, slopes = jax.value_and_grad(mean_cost)(network, samples, wanted)
print("outputs:", outputs)
print("cost:", total)
for _weights, _biases in slopes:
    print("derivatives by the weights:", _weights)
    print("derivatives by the biases: ", _biases)
"""),
        picture("""
_flat = np.concatenate([np.concatenate([np.ravel(w), np.ravel(b)]) for w, b in slopes])
figure = Figure()
figure.add_bar(y=_flat)
figure.update_layout(title="Derivatives of the cost, layer by layer", xaxis_title="weight or bias")
"""),
    ]


def _training(state: NetworkState) -> list[Cell]:
    settings = TRAINING_METHOD[state.method].complete(state.settings)
    is_natural = state.method == NATURAL_GRADIENT.name
    is_steady = settings.get("schedule", "constant") == "constant"
    rate = numbers(float(settings["learning_rate"])) if is_steady else "rate"
    how = _natural(state, settings, rate if is_steady else "rate(count)") if is_natural else _STEP
    made = (
        ""
        if is_natural
        else f"import optax\n\noptimiser = {optimiser(TRAINING_METHOD[state.method], settings, rate)}\n\n\n"
    )
    memory = "None" if is_natural else "optimiser.init(network)"
    return [
        code(_lesson(state, settings)),
        code(f"{made}{_SLOPES}\n\n\n{how}"),
        code(f"""
# In each epoch all samples come once, in an order of its own.
trained, memory, count, walk = network, {memory}, 0, [network]
for _epoch in range({state.begun}, {max(state.epoch, state.begun)}):
    _order = np.random.default_rng([{state.seed}, _epoch]).permutation(learned)
    for _first in range(0, learned, batch):
        _places = _order[_first : _first + batch]
        trained, memory = step(trained, memory, inputs[_places], targets[_places], count)
        count += 1
    walk.append(trained)
losses = [float(mean_cost(_each, inputs[:learned], targets[:learned])) for _each in walk]
test_losses = [float(mean_cost(_each, inputs[learned:], targets[learned:])) for _each in walk]
print("loss:", losses[-1], " on other points:", test_losses[-1])
"""),
    ]


def _lesson(state: NetworkState, settings: Mapping[str, Value]) -> str:
    lines = f"batch = min({state.batch}, learned)\nl1, l2 = {state.l1!r}, {state.l2!r}"
    kind, left = settings.get("schedule", "constant"), settings.get("decay_rate", 1.0)
    if kind == "constant":
        return lines
    share = f"jnp.minimum(1.0, ({state.begun} + count // -(-learned // batch)) / {_HORIZON})"
    part = (
        f"{left!r} ** {share}"
        if kind == "exponential"
        else f"({left!r} + (1 - {left!r}) * (1 + jnp.cos(jnp.pi * {share})) / 2)"
    )
    return f"{lines}\n\n\ndef rate(count):\n    return {numbers(float(settings['learning_rate']))} * {part}"


_SLOPES = '''
def slopes_of(network, xs, ys):
    """Of the mean cost, and of what L1 and L2 charge for weights."""
    slopes = jax.grad(mean_cost)(network, xs, ys)
    return [(dw + l2 * w + l1 * jnp.sign(w), db) for (dw, db), (w, b) in zip(slopes, network)]
'''.strip()

_STEP = '''
@jax.jit
def step(network, memory, xs, ys, count):
    """The network after one batch."""
    update, memory = optimiser.update(slopes_of(network, xs, ys), memory, network)
    return optax.apply_updates(network, update), memory
'''.strip()


def _natural(state: NetworkState, settings: Mapping[str, Value], rate: str) -> str:
    is_surprise = state.cost == CROSS_ENTROPY
    if is_surprise and _sizes(state)[-1] == 1:
        information = "jax.nn.sigmoid(said) * jax.nn.sigmoid(-said)[:, None]"
    elif is_surprise:
        information = "jnp.diag(jax.nn.softmax(said)) - jnp.outer(jax.nn.softmax(said), jax.nn.softmax(said))"
    else:
        information = f"{COSTS[state.cost].information!r} * jnp.eye(len(said))"
    return f'''
from jax.flatten_util import ravel_pytree

as_network = ravel_pytree(network)[1]


def says(numbers, x):
    return answer(as_network(numbers), x)[{0 if is_surprise else 1}]


def information(said):
    """The Fisher information of the distribution that the cost stands for."""
    return {information}


@jax.jit
def step(network, memory, xs, ys, count):
    """The network after one batch, its step measured by how much it changes what the network says."""
    numbers, gradient = ravel_pytree(network)[0], ravel_pytree(slopes_of(network, xs, ys))[0]
    rows = jax.vmap(lambda x: jax.jacobian(says)(numbers, x))(xs)
    fisher = jnp.mean(jax.vmap(lambda x, j: j.T @ information(says(numbers, x)) @ j)(xs, rows), axis=0)
    values, vectors = jnp.linalg.eigh(fisher)
    along = vectors @ ((gradient @ vectors) / (jnp.maximum(values, 0) + {settings["damping"]!r}))
    return as_network(numbers - {rate} * along), memory
'''.strip()


_ANSWERS = picture("""
from plotly.subplots import make_subplots

sides = np.linspace(-6, 6, 61)
over = jax.vmap(lambda v: jax.vmap(lambda u: answer(trained, features(u, v))[1][0])(sides))(sides)
figure = make_subplots(rows=1, cols=2, subplot_titles=["Loss", "The first output over the plane"])
figure.add_scatter(y=losses, name="learned points", row=1, col=1)
figure.add_scatter(y=test_losses, name="other points", row=1, col=1)
figure.add_heatmap(x=sides, y=sides, z=np.array(over), colorscale="RdBu", showscale=False, row=1, col=2)
figure.add_scatter(x=points[:, 0], y=points[:, 1], mode="markers", marker_color=labels, showlegend=False, row=1, col=2)
figure.update_xaxes(title="epoch", row=1, col=1)
""")


def _counts(state: NetworkState) -> list[int]:
    sizes = _sizes(state)
    return [units * (inputs + 1) for inputs, units in pairwise(sizes)]
