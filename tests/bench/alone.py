"""A bench with servers and a database of its own: `python -m tests.bench.alone NAME`."""

import sys

from tests.bench import world

NAMES = ("refusals", "backlog")


def main(name: str) -> None:
    with world.ground():
        from tests.bench import bench_refusals  # noqa: PLC0415 - after Django is set up

        benches = {
            "refusals": bench_refusals.in_a_row,
            "backlog": bench_refusals.behind_a_backlog,
        }
        benches[name]()


if __name__ == "__main__":
    main(sys.argv[1])
