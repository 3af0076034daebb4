"""What is proved does not hang on how busy the computer is that runs the tests."""

import pytest

from gradscape.certify import search


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proof has a minute; that it gives up in time is another test."""
    monkeypatch.setattr(search, "SECONDS", 60.0)
