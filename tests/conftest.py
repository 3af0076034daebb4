"""What all tests share: shape-checked mathematics, repeatable random examples, and a real server."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from jaxtyping import install_import_hook

# Every array that enters or leaves these packages is checked against its annotation. The hook acts on import, so it
# must come before anything imports them.
install_import_hook(
    [f"gradscape.{room}" for room in ("machine", "certify", "calculus", "walks", "learning")], "beartype.beartype"
)

# The same examples on every machine and no deadline: a slow computer is not a failure. HYPOTHESIS_PROFILE=explore
# looks further, with new examples each time.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_configure(config: pytest.Config) -> None:
    """Kernels are compiled once for all processes of all runs."""
    from gradscape.machine import executables

    assert config.cache is not None
    executables.keep_in(config.cache.mkdir("kernels"))


# From nothing to warm on a slow, busy computer.
SECONDS_TO_WARM = 420


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server with all kernels warm, in a process of its own."""
    assert request.config.cache is not None
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    log = tmp_path_factory.mktemp("server") / "log.txt"
    environment = os.environ | {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "GRADSCAPE_WORKERS": "1",
        # A story embeds the page in one of another origin.
        "GRADSCAPE_FRAME_ANCESTORS": "self http://localhost:*",
        # However busy the computer is that runs the tests.
        "GRADSCAPE_QUICK_SECONDS": "60",
        "GRADSCAPE_HEAVY_SECONDS": "300",
        # Kernels are kept from one run of the tests to the next, and apart from the user's own.
        "GRADSCAPE_COMPILATION_CACHE": str(request.config.cache.mkdir("kernels")),
    }
    command = [sys.executable, "-m", "gradscape.cli", "serve"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_until_ready(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(address: str, process: subprocess.Popen, log: Path) -> None:
    """Returns when /readyz says 200; fails with the server's own words if it stops or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_WARM
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the server did not become ready:\n{log.read_text(errors='replace')}")
