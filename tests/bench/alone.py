"""One bench, on servers and a database of its own: `python -m tests.bench.alone NAME`."""

import sys
from importlib import import_module

from tests.bench import world

# Name → module and function; imported once Django is set up on the new servers.
BENCHES = {
    "sandbox": ("bench_sandbox", "main"),
    "dispatch": ("bench_dispatch", "run"),
    "webhook": ("bench_webhook", "run"),
    "templates": ("bench_templates", "run"),
    "term": ("bench_term", "run"),
    "trail": ("bench_trail", "run"),
    "refusals": ("bench_refusals", "in_a_row"),
    "backlog": ("bench_refusals", "behind_a_backlog"),
}


def main(name: str) -> None:
    module, function = BENCHES[name]
    with world.ground():
        getattr(import_module(f"tests.bench.{module}"), function)()


if __name__ == "__main__":
    main(sys.argv[1])
