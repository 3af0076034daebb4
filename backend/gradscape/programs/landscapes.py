"""The loss of a trained network over a plane in the space of all its numbers."""

from gradscape.labs.network import NetworkState
from gradscape.programs.cells import Cell, code, picture

# As the page asks: points along each side, and frames of a walk.
_USUAL, _FINE = 41, 81
_FRAMES = 100


def of_landscape(state: NetworkState, count: int) -> list[Cell]:
    """The slice of the state, through a network of so many numbers."""
    stride = max(1, -(-state.epoch // _FRAMES))
    resolution = _FINE if state.fine else _USUAL
    kind = "random" if state.plane == "path" and state.epoch == state.begun else state.plane
    return [
        code(f"""
from jax import flatten_util

# All numbers of the network, layer by layer, at frames of the walk.
as_one = lambda network: np.array(flatten_util.ravel_pytree(network)[0])
from_one = flatten_util.ravel_pytree(trained)[1]
frames = np.stack([as_one(_each) for _each in [*walk[:-1:{stride}], trained]])
end = frames[-1]
"""),
        code(
            _PLANES[kind].format(
                first=_within(state.axes[0], count), second=_within(state.axes[1], count), **_seed(state)
            )
        ),
        code(f"""
places = (frames - end) @ np.linalg.pinv(directions) + origin
low, high = places.min(axis=0) - {state.reach!r} * unit, places.max(axis=0) + {state.reach!r} * unit
across, up = np.linspace(low[0], high[0], {resolution}), np.linspace(low[1], high[1], {resolution})


@jax.jit
@jax.vmap
def loss_at(place):
    return mean_cost(from_one(end + (place - origin) @ directions), inputs[:learned], targets[:learned])


heights = np.array(loss_at(np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2))).reshape(len(up), len(across))
print("lowest loss in the slice:", heights.min(), " at the network:", losses[-1])
"""),
        picture("""
figure = Figure()
figure.add_surface(x=across, y=up, z=heights, showscale=False)
figure.add_scatter3d(x=places[:, 0], y=places[:, 1], z=np.array(loss_at(places)), name="walk", mode="lines+markers")
figure.update_layout(scene_zaxis_title="loss")
"""),
    ]


def _within(place: int, count: int) -> int:
    return min(place, count - 1)


def _seed(state: NetworkState) -> dict[str, int]:
    return {"seed": state.directions}


_PLANES = {
    "weights": """
# Two of the numbers themselves.
directions = np.zeros((2, len(end)))
directions[0, {first}] = directions[1, {second}] = 1
origin, unit = end[[{first}, {second}]], 1.0
""",
    "random": """
# Two random directions, for each unit as long as its own numbers.
directions = np.random.default_rng({seed}).normal(size=(2, len(end)))
_at = 0
for _weights, _biases in trained:
    _units, _inputs = _weights.shape
    for _unit in range(_units):
        _own = [*range(_at + _unit * _inputs, _at + (_unit + 1) * _inputs), _at + _units * _inputs + _unit]
        _lengths = np.linalg.norm(directions[:, _own], axis=1, keepdims=True)
        directions[:, _own] *= np.linalg.norm(end[_own]) / _lengths
    _at += _units * (_inputs + 1)
origin, unit = np.zeros(2), 1.0
""",
    "path": """
# The two directions in which the walk varied most; it goes the way of the first.
differences = frames - end
_rows = np.linalg.svd(differences - differences.mean(axis=0), full_matrices=False)[2][:2]
directions = np.stack([-_row if differences[0] @ _row > 0 else _row for _row in _rows])
origin, unit = np.zeros(2), float(np.ptp(differences @ directions.T, axis=0).max()) / 2
""",
}
