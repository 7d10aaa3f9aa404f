"""`make bench`: every figure beside the limit of the same run. Names choose some of them."""

import subprocess
import sys

from tests.bench.alone import BENCHES


def main(chosen: list[str]) -> None:
    for name in chosen or BENCHES:
        subprocess.run([sys.executable, "-m", "tests.bench.alone", name], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
