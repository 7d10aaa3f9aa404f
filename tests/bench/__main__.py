"""`make bench`: every figure beside the limit of the same run. Names choose some of them."""

import subprocess
import sys

from tests.bench import alone, world


def main(chosen: list[str]) -> None:
    if not chosen or set(chosen) - set(alone.NAMES):
        _together(chosen)
    for name in alone.NAMES:
        if not chosen or name in chosen:
            subprocess.run([sys.executable, "-m", "tests.bench.alone", name], check=True)


def _together(chosen: list[str]) -> None:
    with world.ground():
        from tests.bench import (  # noqa: PLC0415
            bench_dispatch,
            bench_sandbox,
            bench_templates,
            bench_term,
            bench_trail,
            bench_webhook,
        )

        benches = {
            "sandbox": bench_sandbox.main,
            "dispatch": bench_dispatch.run,
            "webhook": bench_webhook.run,
            "templates": bench_templates.run,
            "term": bench_term.run,
            "trail": bench_trail.run,
        }
        for name, bench in benches.items():
            if not chosen or name in chosen:
                bench()


if __name__ == "__main__":
    main(sys.argv[1:])
