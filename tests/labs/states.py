"""Any valid state of a lab, as Hypothesis draws it from the rules that its model tells the page."""

from typing import Any

from hypothesis import strategies as st

from gradscape.labs import LABS
from gradscape.labs.fields import LARGEST, State
from gradscape.labs.schemas import schema_of
from gradscape.walks.methods import ANY_METHOD

numbers = st.floats(-LARGEST, LARGEST, allow_nan=False, allow_subnormal=False)
# Half of a surrogate pair is no text.
texts = st.text(st.characters(codec="utf-8"), max_size=30)
names = st.from_regex(r"[a-z](_[0-9]{1,2})?", fullmatch=True)


@st.composite
def intervals(draw: st.DrawFn) -> list[float]:
    low = draw(st.floats(-1e6, 1e6, allow_nan=False))
    return [low, low + draw(st.floats(0.01, 1e6, allow_nan=False))]


@st.composite
def sliders(draw: st.DrawFn) -> dict[str, float]:
    low, value, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
    return {"value": value, "min": low, "max": high}


def settings(method: str) -> st.SearchStrategy[dict[str, Any]]:
    """Some settings of a method, within their limits."""
    kinds = {
        "choice": lambda each: st.sampled_from(each.choices),
        "whole": lambda each: st.integers(int(each.minimum), int(each.maximum)),
        "number": lambda each: st.floats(each.minimum, each.maximum, allow_subnormal=False),
    }
    known = {each.name: kinds[each.kind](each) for each in ANY_METHOD[method].settings}
    return st.fixed_dictionaries({}, optional=known)


def value_of(rule: dict[str, Any], schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """What a field may be by itself."""
    if "$ref" in rule:
        definition = schema["$defs"][rule["$ref"].split("/")[-1]]
        return st.fixed_dictionaries({name: value_of(each, schema) for name, each in definition["properties"].items()})
    if "anyOf" in rule:
        return st.one_of(*(value_of(each, schema) for each in rule["anyOf"]))
    if rule.get("form") == "sliders":
        return st.dictionaries(names, sliders(), max_size=3)
    if rule.get("form") == "toggles":
        return st.fixed_dictionaries(dict.fromkeys(rule["default"], st.booleans()))
    if rule.get("form") == "words":
        return st.lists(names, max_size=rule["maxItems"])
    if rule.get("form") == "rows":
        return st.just(rule["default"])
    if "enum" in rule:
        return st.sampled_from(rule["enum"])
    if "known" in rule:
        return st.lists(st.sampled_from(rule["known"]), min_size=1, max_size=4, unique=True)
    kinds = {
        "null": st.none,
        "boolean": st.booleans,
        "string": lambda: texts,
        "integer": lambda: st.integers(rule.get("minimum", 0), rule.get("maximum", 99)),
        "number": lambda: st.floats(
            rule.get("minimum", rule.get("exclusiveMinimum", 0 if "turn" in rule else -LARGEST)),
            rule.get("maximum", rule.get("turn", LARGEST)),
            exclude_min="exclusiveMinimum" in rule,
            allow_subnormal=False,
        ),
        "array": lambda: st.lists(
            value_of(rule["items"], schema), min_size=rule.get("minItems", 0), max_size=min(8, rule.get("maxItems", 8))
        ),
        "object": lambda: st.just({}),
    }
    return kinds[rule["type"]]()


@st.composite
def states(draw: st.DrawFn, lab: str) -> State:
    """A state whose fields go together."""
    model = LABS[lab]
    schema = schema_of(model)
    drawn = {
        name: draw(value_of(rule, schema))
        for name, rule in schema["properties"].items()
        if name != "lab" and rule.get("form") != "domain" and "digits" not in rule
    }
    for name, rule in schema["properties"].items():
        if rule.get("form") == "domain" and (name == "domain" or rule["default"] is not None):
            drawn[name] = {axis: draw(intervals()) for axis in rule["link"].split(",")}
    for name, rule in schema["properties"].items():
        if "most" in rule:
            drawn[name] = min(drawn[name], drawn[rule["most"]])
    return model.model_validate(TOGETHER.get(lab, lambda draw, drawn: drawn)(draw, drawn))


def _descent(draw: st.DrawFn, drawn: dict[str, Any]) -> dict[str, Any]:
    if drawn["goal"] == "zero":
        drawn["runs"] = [{**run, "method": "newton"} for run in drawn["runs"]]
    return drawn


def _paths(draw: st.DrawFn, drawn: dict[str, Any]) -> dict[str, Any]:
    starts = [run["start"] for run in drawn["runs"]]
    count = 1 if drawn["together"] else min(map(len, starts))
    drawn["runs"] = [
        {
            "method": run["method"],
            "start": starts[0] if drawn["together"] else run["start"][:count],
            "settings": draw(settings(run["method"])),
        }
        for run in drawn["runs"]
    ]
    first = drawn["runs"][0]["start"]
    return {**drawn, "together": all(run["start"] == first for run in drawn["runs"])}


def _regression(draw: st.DrawFn, drawn: dict[str, Any]) -> dict[str, Any]:
    return {**drawn, "settings": draw(settings(drawn["method"]))}


def _network(draw: st.DrawFn, drawn: dict[str, Any]) -> dict[str, Any]:
    known = schema_of(LABS["network"])["properties"]["activations"]["known"]
    layers = len(drawn["hidden"]) + 1
    drawn["activations"] = draw(st.lists(st.sampled_from(known), min_size=layers, max_size=layers))
    classes = 2 if drawn["classes"] == 1 else drawn["classes"]
    groups = st.integers(0, classes - 1).map(float) if classes else numbers
    drawn["points"] = [[x, y, draw(groups)] for x, y, _ in drawn["points"]]
    return {
        **drawn,
        "classes": classes if drawn["data"] == "own" else max(2, classes),
        "points": drawn["points"] if drawn["data"] == "own" else [],
        "settings": draw(settings(drawn["method"])),
        "look": min(1, drawn["look"]),
        "numbers": None,
        "axes": [0, 1],
    }


TOGETHER = {"descent": _descent, "paths": _paths, "regression": _regression, "network": _network}
