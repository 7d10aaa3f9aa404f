"""The data folder: where everything of one installation lives, and who holds it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conecta.local.errors import LocalError

PROJECT = Path(__file__).resolve().parents[2]
POLL_SECONDS = 0.1


class FolderBusyError(LocalError):
    """Another launcher holds the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFolder:
    path: Path

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def redis(self) -> Path:
        return self.path / "redis"

    @property
    def environment(self) -> Path:
        """The secrets and the addresses, as NAME=value lines, for commands in another terminal."""
        return self.path / "env"

    @contextmanager
    def hold(self, *, patience: float = 0.0) -> Iterator[int]:
        """Keep every other launcher out while the block runs; yields the lock's descriptor.

        `patience` is how many seconds to wait for one that may be about to end.
        """
        self._create()
        descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._lock(descriptor, patience)
            yield descriptor
        finally:
            os.close(descriptor)

    def _create(self) -> None:
        try:
            self.path.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError as error:
            raise LocalError(
                f"Não foi possível criar a pasta de dados {self.path}: {error.strerror}. "
                "Escolha outra com CONECTA_DATA_DIR."
            ) from error
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise LocalError(
                f"A pasta de dados {self.path} pertence a outro usuário. "
                "Escolha outra com CONECTA_DATA_DIR ou entre como o dono dela."
            )

    def _lock(self, descriptor: int, patience: float) -> None:
        deadline = time.monotonic() + patience
        while not _try_lock(descriptor):
            if time.monotonic() < deadline:
                time.sleep(POLL_SECONDS)
                continue
            holder = os.pread(descriptor, 32, 0).decode().strip() or "desconhecido"
            raise FolderBusyError(
                f"O Conecta já está em execução com os dados de {self.path} (processo {holder}). "
                "Encerre-o com Ctrl-C, ou use outra pasta com CONECTA_DATA_DIR e outra PORT."
            )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def chosen() -> DataFolder:
    """The folder named by CONECTA_DATA_DIR, or `.data` beside the project."""
    return DataFolder(path=Path(os.environ.get("CONECTA_DATA_DIR") or PROJECT / ".data").resolve())


def write_private(path: Path, text: str) -> None:
    """Replace the file at once, readable by its owner only."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    draft.replace(path)
