"""Three machines of a cluster in one process, with a server on them: told what to do by lines on standard input."""

import os
import sys
import time

import ray
from ray import serve
from ray.cluster_utils import Cluster

from gradscape.cluster import app


def main(port: int) -> None:
    """Serves at `port` until standard input ends."""
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
    others = [cluster.add_node(num_cpus=1) for _ in range(2)]
    ray.init(address=cluster.address, log_to_driver=False)
    serve.start(http_options={"host": "127.0.0.1", "port": port, "location": "HeadOnly"})
    serve.run(app, blocking=False)
    say("ready")
    for line in sys.stdin:
        match line.strip():
            case "remove":
                cluster.remove_node(others.pop(), allow_graceful=False)
                say("removed")
            case "free":
                time.sleep(0.1)
                say(str(ray.available_resources().get("CPU", 0.0)))
    os._exit(0)


def say(text: str) -> None:
    """One line that the test waits for."""
    sys.stdout.write(f"> {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
