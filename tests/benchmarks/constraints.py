"""What sets of equations cost: meshes, all solutions on a curve or a surface, a point dragged over it.

Run: python tests/benchmarks/constraints.py
"""

import asyncio
import statistics
import time

import httpx
from questions import moved

from gradscape.api.application import create_app
from gradscape.settings import Settings

CIRCLE = {"function": {"source": "x^2 y"}, "constraints": [{"source": "x^2 + y^2 = 3"}]}
SPHERE = {"function": {"source": "x y z"}, "constraints": [{"source": "x^2 + y^2 + z^2 = 3"}]}
RING = {"function": {"source": "x + 2z"}, "constraints": [{"source": "x^2 + y^2 + z^2 = 1\nx + y + z = 0.5"}]}
TORUS = {"source": "(sqrt(x^2 + z^2) - 2)^2 + y^2 = 0.5"}
SQUARE, CUBE = [[-2.5, 2.5]] * 2, [[-2.9, 2.9]] * 3
LEVELS = [0.5 + 0.125 * k for k in range(41)]

QUESTIONS = {
    "mesh of a torus, 48 points along each side": ("implicit", {"function": TORUS, "box": CUBE}),
    "all solutions on a circle": ("constrained", CIRCLE | {"box": SQUARE}),
    "and where 41 levels move them": ("constrained", CIRCLE | {"box": SQUARE, "levels": LEVELS}),
    "all solutions on a sphere, 28 points along each side": ("constrained", SPHERE | {"box": CUBE, "resolution": 28}),
    "and where 41 levels move them ": ("constrained", SPHERE | {"box": CUBE, "resolution": 28, "levels": LEVELS}),
    "all solutions where a sphere and a plane meet": ("constrained", RING | {"box": CUBE, "resolution": 28}),
    "a point dragged along the circle": ("constrained/point", CIRCLE | {"point": [1.2, 1.25]}),
    "a point dragged over the sphere": ("constrained/point", SPHERE | {"point": [0.4, -1.3, 1.1]}),
}
TIMES = 12


async def main() -> None:
    transport = httpx.ASGITransport(app=create_app(Settings()))
    async with httpx.AsyncClient(transport=transport, base_url="http://here", timeout=60) as client:
        for name, (path, question) in QUESTIONS.items():
            body = question if path.endswith("point") else question | {"arrays": "base64"}
            spent = [await seconds(client, f"/api/v1/{path}", moved(body)) for _ in range(TIMES)][2:]
            print(f"{name:<56}{1000 * min(spent):8.1f} ms, {1000 * statistics.median(spent):.1f} in the middle")


async def seconds(client: httpx.AsyncClient, path: str, body: dict) -> float:
    """Of this process, whoever else uses the processor."""
    begun = time.process_time()
    answer = await client.post(path, json=body)
    answer.raise_for_status()
    return time.process_time() - begun


if __name__ == "__main__":
    asyncio.run(main())
