"""Settings of methods in a state: only those that are not the usual ones."""

from gradscape.labs.fields import Settings
from gradscape.walks.methods import ANY_METHOD


def check_settings(method: str, given: Settings) -> None:
    """Refuses what the method does not have, and values beyond its limits."""
    known = {setting.name: setting for setting in ANY_METHOD[method].settings}
    for name, value in given.items():
        if name not in known:
            raise ValueError(f"{name} is no setting of {method}")
        if (fault := known[name].fault(value)) is not None:
            raise ValueError(f"{name} {fault}")
