"""Three machines of a cluster in one process, with a server on them: told what to do by lines on standard input."""

import os
import signal
import sys

import ray
from ray import serve
from ray.cluster_utils import Cluster
from tests.cluster.processes import of_session

from gradscape.cluster import app


def main(port: int) -> None:
    """Serves at `port` until standard input ends."""
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
    ray.init(address=cluster.address, log_to_driver=False)
    serve.start(http_options={"host": "127.0.0.1", "port": port, "location": "HeadOnly"})
    serve.run(app, blocking=False)
    # They come when the server has its place on the first: whichever is lost, it is none that serves.
    others = [cluster.add_node(num_cpus=1) for _ in range(2)]
    say("ready")
    for line in sys.stdin:
        match line.strip():
            case "remove":
                cluster.remove_node(others.pop(), allow_graceful=False)
                say("removed")
            case "kill":
                say(str(killed_replicas()))
            case "free":
                say(str(ray.available_resources().get("CPU", 0.0)))


def killed_replicas() -> int:
    """How many processes that serve there were; Ray names them so."""
    replicas = [pid for pid, title in of_session(os.getsid(0)) if b"ServeReplica" in title]
    for pid in replicas:
        os.kill(pid, signal.SIGKILL)
    return len(replicas)


def say(text: str) -> None:
    """One line that the test waits for."""
    sys.stdout.write(f"> {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
