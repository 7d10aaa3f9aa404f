"""`make bench`: every figure beside the limit of the same run. Names choose some of them."""

import sys

from tests.bench import world


def main(chosen: list[str]) -> None:
    with world.ground():
        from tests.bench import (  # noqa: PLC0415
            bench_dispatch,
            bench_refusals,
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
            "refusals": bench_refusals.run,
            "trail": bench_trail.run,
        }
        for name, bench in benches.items():
            if not chosen or name in chosen:
                bench()


if __name__ == "__main__":
    main(sys.argv[1:])
