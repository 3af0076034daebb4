"""Background work does not get in the way of other background work."""

import threading

import jax
import pytest

from gradscape.machine import modesty


def test_nothing_is_forgotten_while_a_function_is_traced(monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(jax, "clear_caches", lambda: said.append("forgotten"))
    forgetting = threading.Thread(target=modesty.forget_traces)
    with modesty.tracing():
        # A second one may end meanwhile.
        with modesty.tracing():
            forgetting.start()
        forgetting.join(0.05)
        said.append("traced")
    forgetting.join()
    assert said == ["traced", "forgotten"]


def test_what_cannot_be_traced_does_not_keep_others_waiting(monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(jax, "clear_caches", lambda: said.append("forgotten"))
    with pytest.raises(KeyError), modesty.tracing():
        raise KeyError
    modesty.forget_traces()
    assert said == ["forgotten"]
