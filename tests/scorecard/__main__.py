"""What the server bears, against what it should: python -m tests.scorecard [words of rows] [--json FILE]."""

import argparse
import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.scorecard import rows
from tests.scorecard.rows import Row
from tests.scorecard.served import Served


def main() -> int:
    """Prints a line for each row; 1 if a target is missed."""
    reader = argparse.ArgumentParser()
    reader.add_argument("rows", nargs="*", help="only those whose names have one of these")
    reader.add_argument("--json", type=Path, help="also to this file")
    asked = reader.parse_args()
    found = []
    for row in measured(asked.rows):
        print(f"{'met ' if row.is_met else 'MISS'}  {row.name}: {row.measured}   (target: {row.target})", flush=True)
        found.append(row._asdict())
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0 if all(each["is_met"] for each in found) else 1


def measured(words: list[str]) -> Iterator[Row]:
    """All rows, or those that are asked for."""

    def is_asked(row: Callable) -> bool:
        return not words or any(word in row.__name__ for word in words)

    if is_asked(rows.cold_start):
        yield rows.cold_start()
    for workers, group in ((1, rows.OF_ONE), (2, rows.OF_TWO)):
        wanted = [row for row in group if is_asked(row)]
        if wanted:
            with Served(workers) as server:
                for row in wanted:
                    yield asyncio.run(row(server))


if __name__ == "__main__":
    raise SystemExit(main())
