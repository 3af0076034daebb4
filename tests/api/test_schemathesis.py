"""Schemathesis makes requests of the API's description, right ones and wrong ones, and judges the answers by it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from gradscape.api.application import create_app
from gradscape.settings import Settings

EXAMPLES = 10
# What a schema cannot say is refused with 422: a text that is no function, an interval that ends before it begins.
CHECKS = {"positive_data_acceptance": {"expected-statuses": ["2xx", "403", "404", "409", "422", "429", "503"]}}
SCHEMA = schemathesis.openapi.from_dict(
    create_app(Settings(warm_up=False)).openapi(), config=schemathesis.Config.from_dict({"checks": CHECKS})
)
OPERATIONS = {each.ok().label: each.ok() for each in SCHEMA.get_all_operations()}
RIGHT, WRONG = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE


def judged(server: str, label: str, mode: schemathesis.GenerationMode) -> int:
    """How many answers were as the description says; fails at the first one that is not."""
    count = 0

    @settings(max_examples=EXAMPLES, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @given(OPERATIONS[label].as_strategy(generation_mode=mode))
    def each(case: schemathesis.Case) -> None:
        nonlocal count
        case.call_and_validate(base_url=server, timeout=120)
        count += 1

    each()
    return count


@pytest.mark.parametrize("label", OPERATIONS)
def test_what_the_description_allows_is_answered_as_it_says(server, label):
    assert judged(server, label, RIGHT) > 0


@pytest.mark.parametrize("label", [label for label, operation in OPERATIONS.items() if operation.body])
def test_what_it_does_not_allow_is_refused_as_it_says(server, label):
    assert judged(server, label, WRONG) > 0
