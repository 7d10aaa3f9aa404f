"""Children that do not outlive their parent, and servers that refuse to run as root."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from conecta.local.errors import LocalError

PR_SET_PDEATHSIG = 1
UNPRIVILEGED = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The system user, other than root, that a server runs as."""

    uid: int
    gid: int


def owner_for(path: Path) -> Owner | None:
    """None for an ordinary user, who owns what they start; for root, who owns the path already."""
    if os.geteuid() != 0:
        return None
    if path.exists() and (stat := path.stat()).st_uid != 0:
        return Owner(uid=stat.st_uid, gid=stat.st_gid)
    nobody = pwd.getpwnam(UNPRIVILEGED)
    return Owner(uid=nobody.pw_uid, gid=nobody.pw_gid)


def leashed(argv: Sequence[str], *, end: signal.Signals) -> list[str]:
    """The command, which Linux ends when the thread that started it dies; elsewhere unchanged."""
    if setpriv := shutil.which("setpriv"):
        return [setpriv, "--pdeathsig", end.name.removeprefix("SIG"), "--", *argv]
    return list(argv)


def owned(argv: Sequence[str], owner: Owner | None, *, reach: Sequence[Path]) -> list[str]:
    """The command as run by the owner, who must be able to enter the folders in `reach`.

    A checkout below /root is closed to every other user. There the command keeps the one capability
    that opens folders, rather than having the machine's folders opened for everybody.
    """
    if owner is None:
        return list(argv)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise LocalError(
            "O PostgreSQL não roda como root e falta o programa setpriv (pacote util-linux). "
            "Instale-o, entre como um usuário comum ou informe DATABASE_URL."
        )
    identity = [f"--reuid={owner.uid}", f"--regid={owner.gid}", "--clear-groups"]
    if not _can_enter([setpriv, *identity, "--"], reach):
        identity += [
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override",
            "--securebits=+no_setuid_fixup",
        ]
    return [setpriv, *identity, "--", *argv]


def _can_enter(prefix: Sequence[str], folders: Sequence[Path]) -> bool:
    return all(
        subprocess.run([*prefix, "test", "-x", str(folder)], check=False).returncode == 0
        for folder in folders
    )


def end_with_parent(end: signal.Signals) -> None:
    """Ask Linux to send this process the signal when the one that started it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, end)
