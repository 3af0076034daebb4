"""What a client waits for: latencies over HTTP of a real server, and its cold and warm start.

Run: python tests/benchmarks/latency.py
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from questions import moved

PORT = 8765
POINT = {"function": {"source": "sin(x y) + x^3/3 - y^2"}, "points": [[0.3, 0.4]], "direction": [1, 1]}
# As the page asks while something moves; at rest it has digits checked.
MOVING = POINT | {"digits": "as-computed"}
SURFACE = {"function": {"source": "sin(x y) + x^3/3 - y^2"}, "x": [-2, 2], "y": [-2, 2], "arrays": "base64"}
PEAKS = "3(1-x)^2 e^(-x^2-(y+1)^2) - 10(x/5-x^3-y^5) e^(-x^2-y^2) - e^(-(x+1)^2-y^2)/3"
CRITICAL = {"function": {"source": PEAKS}, "box": [[-3, 3], [-3, 3]]}

HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
WALK = {"method": "momentum", "start": [0, 0], "learning_rate": 0.005, "momentum": 0.9, "steps": 500, "tolerance": 0}
DESCENT = {"function": {"source": HIMMELBLAU}, "runs": [WALK]}


def main() -> None:
    with tempfile.TemporaryDirectory() as cache:
        for label in ("cold start to ready", "warm start to ready"):
            start = time.perf_counter()
            server = started(cache)
            print(f"{label:<44}{time.perf_counter() - start:8.1f} s")
            if label.startswith("warm"):
                measure()
            server.terminate()
            server.wait()


def started(cache: str) -> subprocess.Popen:
    environment = os.environ | {"PORT": str(PORT), "XDG_CACHE_HOME": cache}
    process = subprocess.Popen([sys.executable, "-m", "gradscape", "serve"], env=environment, stdout=subprocess.DEVNULL)
    while status("/readyz") != 200:
        time.sleep(0.05)
    return process


def status(path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def measure() -> None:
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    rows = [
        ("derivatives at a point, with formulas", "derivatives", MOVING, 500),
        ("  with every digit checked", "derivatives", POINT, 500),
        ("derivatives at a point, numbers only", "derivatives", MOVING | {"formulas": False}, 500),
        ("  with every digit checked", "derivatives", POINT | {"formulas": False}, 500),
        ("surface 100 x 100, base64", "surface", SURFACE, 200),
        ("surface 100 x 100, lists", "surface", SURFACE | {"arrays": "lists"}, 100),
        ("500 steps with momentum", "descent", DESCENT, 100),
        ("all critical points of peaks", "critical-points", CRITICAL, 10),
    ]
    for label, path, body, repeats in rows:
        milliseconds(connection, f"/api/v1/{path}", body)
        before = server_cpu(connection)
        times = sorted(milliseconds(connection, f"/api/v1/{path}", body) for _ in range(repeats))
        spent = 1e3 * (server_cpu(connection) - before) / repeats
        cpu = f"{spent:8.2f} ms of the server's CPU" if spent else ""
        print(f"{label:<44}{statistics.median(times):8.2f} ms median {times[int(0.95 * len(times))]:8.2f} ms p95 {cpu}")


def server_cpu(connection: http.client.HTTPConnection) -> float:
    """Seconds so far, of all cores together; 0 where the system does not tell."""
    connection.request("GET", "/metrics")
    lines = connection.getresponse().read().decode().splitlines()
    found = (line.split()[1] for line in lines if line.startswith("process_cpu_seconds_total"))
    return float(next(found, 0.0))


def milliseconds(connection: http.client.HTTPConnection, path: str, body: dict) -> float:
    content = json.dumps(moved(body))
    start = time.perf_counter()
    connection.request("POST", path, content, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, answer.status
    return 1e3 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
