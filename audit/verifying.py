"""The work behind "Verificar agora": verify, tell how far it is, write down what was found."""

import logging
import time

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from audit import verification, verifications
from audit.models import Verification

logger = logging.getLogger(__name__)

# As often as the page looks.
SECONDS_BETWEEN_SIGNS = 1.5


class Signs:
    """Writes the progress down now and then."""

    def __init__(self, of: Verification) -> None:
        self._verification = of
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() >= self._next:
            verifications.note_progress(self._verification, done, total)
            self._next = time.monotonic() + SECONDS_BETWEEN_SIGNS


def run_waiting() -> bool:
    """Whether there was one to run."""
    claimed = verifications.claim()
    if claimed is None:
        return False
    try:
        report = verification.run(progress=Signs(claimed))
    except (DatabaseError, OSError, ImproperlyConfigured) as error:
        logger.exception("verification %s did not end", claimed.pk)
        verifications.fail(claimed, str(error))
    else:
        verifications.finish(claimed, report)
    return True
