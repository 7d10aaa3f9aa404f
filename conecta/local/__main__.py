"""`python -m conecta.local [run | exec COMMAND …]`."""

import argparse
import signal
import sys

from conecta.local import folder, launcher, leash
from conecta.local.errors import LocalError


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m conecta.local", description=__doc__)
    actions = parser.add_subparsers(dest="action")
    run = actions.add_parser("run", help="servidores, páginas, trabalhadores e simulador")
    run.add_argument("--with-parent", action="store_true", help="encerrar junto com quem chamou")
    execute = actions.add_parser("exec", help="um comando com os servidores e o ambiente daqui")
    execute.add_argument("command", nargs=argparse.REMAINDER)
    chosen = parser.parse_args()
    try:
        if chosen.action == "exec" and chosen.command:
            return launcher.execute(folder.chosen(), chosen.command)
        if chosen.action == "run" and chosen.with_parent:
            leash.end_with_parent(signal.SIGTERM)
        return launcher.run(folder.chosen())
    except LocalError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
