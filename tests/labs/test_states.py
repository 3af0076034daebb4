"""The labs' states: their defaults are valid, any state comes back as it was, and what is told once stands once."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.labs.states import states

from gradscape.labs import LABS
from gradscape.labs.schemas import schemas
from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.costs import COSTS
from gradscape.learning.data_sets import DATA_SETS
from gradscape.learning.initialisations import INITIALISATIONS
from gradscape.learning.residual_losses import RESIDUAL_LOSSES
from gradscape.learning.scatter_data import TRUTHS
from gradscape.walks.methods import ANY_METHOD

TOP = Path(__file__).parents[2]
every_lab = pytest.mark.parametrize("lab", LABS)


@every_lab
def test_the_first_state_is_valid(lab):
    first = LABS[lab]()
    assert LABS[lab].model_validate(first.model_dump()) == first


@every_lab
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_valid_state_comes_back_from_json(lab, data):
    state = data.draw(states(lab))
    assert LABS[lab].model_validate(json.loads(state.model_dump_json())) == state


@every_lab
def test_every_field_has_its_place_in_a_link(lab):
    properties = schemas()[lab]["properties"]
    assert [name for name, rule in properties.items() if "link" not in rule] == ["lab"]


@every_lab
def test_no_two_fields_of_a_view_have_one_place_in_a_link(lab):
    properties = schemas()[lab]["properties"]
    views = properties["view"]["enum"] if "enum" in properties.get("view", {}) else [None]
    for view in views:
        told = [rule for rule in properties.values() if view in rule.get("when", {}).get("view", [view])]
        keys = [
            key for rule in told for key in rule.get("link", "").split(",") if key and rule.get("form") != "numbered"
        ]
        assert len(keys) == len(set(keys)), (view, sorted(keys))


@every_lab
def test_any_valid_state_comes_back_from_its_link_with_all_that_its_view_shows(lab, tmp_path):
    """By the page's own codec: what is not in the link of a state is not in that of the state which it opens either."""
    drawn = []

    @settings(max_examples=60, deadline=None, database=None)
    @given(states(lab))
    def draw(state):
        drawn.append(state.model_dump())

    draw()
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    (tmp_path / "states.json").write_text(json.dumps(drawn))
    told = subprocess.run(
        [node, TOP / "tests/frontend/round-trip.js", tmp_path / "states.json"],
        capture_output=True,
        text=True,
        check=True,
    )
    for before, after in zip(drawn, json.loads(told.stdout), strict=True):
        assert after["complaints"] == []
        assert after["state"] == shown(lab, before), after["link"]


def shown(lab: str, state: dict) -> dict:
    """A state without what its view does not show: that is as at first in a link."""
    first = LABS[lab]().model_dump()
    rules = schemas()[lab]["properties"]
    is_told = {
        name: all(state[other] in values for other, values in rule.get("when", {}).items())
        for name, rule in rules.items()
    }
    seen = {name: value if is_told[name] else first[name] for name, value in state.items()}
    follow = {name: seen[rule["usual"]] for name, rule in rules.items() if "usual" in rule and not is_told[name]}
    return seen | follow


def sources(*folders: str) -> dict[str, str]:
    paths = [path for folder in folders for path in (TOP / folder).rglob("*") if path.suffix in (".py", ".js")]
    return {str(path.relative_to(TOP)): path.read_text(encoding="utf-8") for path in paths}


def test_no_default_and_no_range_of_a_state_is_written_in_the_page():
    """A lab's state.js says types, and what goes together; controls take their bounds from the codec."""
    for name, text in sources("frontend/labs").items():
        code = re.sub(r"/\*.*?\*/|//.*", "", text, flags=re.DOTALL)
        assert not re.search(r"(bounded|new Stepper)\([^\[)]*\[[\d_.]+, [\d_.]+\]", code), name
        assert not re.search(r"\bMOST_(RUNS|STEPS|STAGES|VARIABLES|POINTS|EPOCHS|UNITS)\b", code), name
        if name.endswith("/state.js"):
            assert "DEFAULT_STATE =" not in code.replace("} =", ""), name
            assert not re.search(r"\d{2,}|\d\.\d", code), name


ROWS = {
    "methods": set(ANY_METHOD),
    "activations": set(ACTIVATIONS),
    "initialisations": set(INITIALISATIONS),
    "losses and costs": {*RESIDUAL_LOSSES, *COSTS},
    "data sets": {*DATA_SETS, *TRUTHS} - {"steps", "plane", "circle", "wave", "line"},
}
# What is said of each by itself, beyond what its row can hold.
SAID = {
    "frontend/labs/paths/extras/step-words.js",
    "frontend/labs/paths/extras/choice-words.js",
    "frontend/labs/network/steps/flow.js",
    "frontend/labs/network/landscape/words.js",
}


@pytest.mark.parametrize("kind", ROWS)
def test_rows_are_listed_nowhere_but_in_their_table(kind):
    """Three names of a kind in one file of the page, of the requests or of the states are a list that was copied."""
    for name, text in sources(
        "frontend/labs", "frontend/core", "backend/gradscape/api", "backend/gradscape/labs"
    ).items():
        code = re.sub(r"/\*.*?\*/|//.*|examples[^\n]*|json_schema_extra.*?\n    \)", "", text, flags=re.DOTALL)
        quoted = set(re.findall(r"\"([a-z-]+)\"|^ +([a-z]+): [\"\[]", code, flags=re.MULTILINE))
        found = {each for pair in quoted for each in pair} & ROWS[kind]
        assert len(found) < 3 or name in SAID | FIRST, (name, sorted(found))


# The race that the lab of paths begins with; what walks along a line can do, and what is swept.
FIRST = {
    "backend/gradscape/labs/paths.py",
    "backend/gradscape/api/routers/descent.py",
    "backend/gradscape/api/routers/sweeps.py",
}
