"""Counts and times of requests, compilations and memory, for Prometheus."""

import os
import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gradscape.machine import compilations, executables, second_engine, warm_up

# The time of each counter's birth would double the text.
disable_created_metrics()

# From half a kernel's time to a search of critical points.
_BUCKETS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


class Machine(Collector):
    """What the machine says of itself, read when asked."""

    def collect(self) -> Iterator[Metric]:
        """Compilations and the warm-up."""
        yield CounterMetricFamily("gradscape_xla_compilations", "XLA compilations", value=compilations.count())
        yield CounterMetricFamily(
            "gradscape_xla_compilations_since_ready",
            "XLA compilations after the warm-up, which should stay 0",
            value=compilations.since_ready(),
        )
        yield CounterMetricFamily(
            "gradscape_kernels_loaded", "kernels that were loaded instead of compiled", value=executables.loads()
        )
        yield from _second_engine()
        progress = warm_up.progress()
        yield GaugeMetricFamily("gradscape_kernels_warm", "kernels that are compiled", value=progress.warmed)
        yield GaugeMetricFamily("gradscape_kernels", "kernels that there are", value=progress.total)


def _second_engine() -> Iterator[Metric]:
    found = second_engine.figures()
    seconds = CounterMetricFamily("gradscape_heavy_seconds", "time of heavy work by each engine", labels=["engine"])
    seconds.add_metric(["interpreter"], found.interpreted_seconds)
    seconds.add_metric(["compiled"], found.seconds)
    yield seconds
    yield CounterMetricFamily("gradscape_heavy_calls", "calls of functions compiled for themselves", value=found.calls)
    yield CounterMetricFamily(
        "gradscape_compiled_functions_lost",
        "functions left to the interpreter, as on a graphics card that fails",
        value=found.failures,
    )
    yield CounterMetricFamily(
        "gradscape_background_compilations",
        "functions compiled for themselves, for which no request waits",
        value=found.compilations,
    )
    yield GaugeMetricFamily("gradscape_compiled_functions", "functions that are held compiled", value=found.held)
    yield GaugeMetricFamily("gradscape_compiled_functions_bytes", "about what they take", value=found.held_bytes)


class Metrics:
    """The figures of one application."""

    def __init__(self):
        self._registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("gradscape_http_requests", "Requests", labels, registry=self._registry)
        self._seconds = Histogram(
            "gradscape_http_request_seconds",
            "Time of the answer",
            labels[:2],
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        # Memory is told where the system tells it: on Linux.
        self._own = CollectorRegistry()
        for registry in (self._registry, self._own):
            ProcessCollector(registry=registry)
            registry.register(Machine())

    def observe(self, method: str, route: str, status: int, seconds: float | None) -> None:
        """Counts one request; a stream has no time, for it is not an answer that anybody waits for."""
        requests, times = self._child(method, route, status)
        requests.inc()
        if seconds is not None:
            times.observe(seconds)

    def _child(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        key = (method, route, status)
        if key not in self._children:
            self._children[key] = self._requests.labels(method, route, status), self._seconds.labels(method, route)
        return self._children[key]

    def exposition(self) -> tuple[bytes, str]:
        """The text and its media type: requests of all workers, the machine's own figures of the one that is asked."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry), CONTENT_TYPE_LATEST
        summed = CollectorRegistry()
        MultiProcessCollector(summed)
        return generate_latest(summed) + generate_latest(self._own), CONTENT_TYPE_LATEST


class MetricsMiddleware:
    """Counts every request by its route, so that addresses people make up do not fill the memory."""

    def __init__(self, app: ASGIApp, metrics: Metrics):
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and notes its status and time."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, is_stream = 500, False
        began = time.perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status, is_stream
            if message["type"] == "http.response.start":
                status = message["status"]
                is_stream = any(value.startswith(EVENTS) for _, value in message["headers"])
                if is_stream:
                    self.metrics.observe(_method(scope), _route(scope), status, None)
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            if not is_stream:
                self.metrics.observe(_method(scope), _route(scope), status, time.perf_counter() - began)


EVENTS = b"text/event-stream"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _METHODS else "other"


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", "unmatched")
