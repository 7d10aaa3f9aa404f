"""Making the files: each export from its beginning, since what a dead worker wrote is not used."""

import logging
from functools import partial

from django.db import DatabaseError

from conecta.errors import DomainError
from conecta.exports import files, leases, registry, writing
from conecta.exports.leases import LostLeaseError
from conecta.exports.models import Export
from conecta.exports.registry import Kind

logger = logging.getLogger(__name__)

BATCH = 20
GONE = "Este conteúdo não é mais exportado."
TROUBLE = "Não foi possível gravar o arquivo. Veja o registro do servidor."


def make_due() -> int:
    """Make what waits, one after the other; how many were finished."""
    made = 0
    for _ in range(BATCH):
        export = leases.claim()
        if export is None:
            break
        made += make(export)
    return made


def make(export: Export) -> bool:
    """A claimed export; False when it failed or somebody else has it."""
    kind = registry.find(export.kind)
    if kind is None:
        leases.give_up(export, failure=GONE)
        return False
    try:
        _make(export, kind)
    except LostLeaseError:
        logger.warning("export %s went on elsewhere", export.pk)
        return False
    except DomainError as error:
        leases.give_up(export, failure=error.message[:300])
        return False
    except (DatabaseError, OSError) as error:
        logger.error("export %s failed: %s", export.pk, type(error).__name__)
        leases.give_up(export, failure=TROUBLE)
        return False
    return True


def sweep() -> None:
    """Files whose days are over, and what killed workers left on the disk."""
    leases.expire()
    kept = Export.objects.filter(stored_name__gt="")
    files.remove_orphans(set(kept.values_list("stored_name", flat=True)))


def _make(export: Export, kind: Kind) -> None:
    total = kind.count(export.parameters) if kind.count else None
    leases.keep(export, done_count=0, total_count=total)
    tick = partial(_tell, export, total)
    with files.draft() as (name, target):
        count = writing.write(
            kind, export.parameters, format=export.format, target=target, tick=tick
        )
    leases.finish(export, stored_name=name, count=count)


def _tell(export: Export, total: int | None, done: int) -> None:
    leases.keep(export, done_count=done, total_count=total)
