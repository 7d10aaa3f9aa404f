"""Where the files lie: unguessable names, readable by this process's user alone."""

import os
import secrets
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

NAME_BYTES = 32
PART = ".part"
# A worker never takes this long; what is older and named by no row was left behind.
ORPHAN_SECONDS = 24 * 60 * 60


def folder() -> Path:
    path = Path(settings.EXPORTS_ROOT)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(stored_name: str) -> Path:
    return folder() / stored_name


@contextmanager
def draft() -> Iterator[tuple[str, BinaryIO]]:
    """A new file under the name it will have; it stands there only once all of it is written.

    When the block raises, nothing is left.
    """
    name = secrets.token_urlsafe(NAME_BYTES)
    part = path_of(name + PART)
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as target:
            yield name, target
            target.flush()
            os.fsync(target.fileno())
        part.rename(path_of(name))
    finally:
        part.unlink(missing_ok=True)


def remove(stored_name: str) -> None:
    if stored_name:
        path_of(stored_name).unlink(missing_ok=True)


def remove_orphans(known: Collection[str]) -> int:
    """Delete what killed workers left; how many files that were."""
    limit, removed = time.time() - ORPHAN_SECONDS, 0
    for path in folder().iterdir():
        if path.name not in known and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
