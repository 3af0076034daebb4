"""All benchmarks, one after the other: python tests/benchmarks."""

import runpy
from pathlib import Path

for name in (
    "new_functions",
    "curves",
    "paths",
    "heavy",
    "networks",
    "regression",
    "certify",
    "latency",
    "targets",
):
    runpy.run_path(str(Path(__file__).with_name(f"{name}.py")), run_name="__main__")
