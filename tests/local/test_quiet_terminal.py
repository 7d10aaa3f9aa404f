"""The addresses that `make run` prints stay on the terminal: what goes well says nothing."""

import json
import os
import subprocess
import sys

from conecta.local.folder import PROJECT, DataFolder

# As a worker sets its log up, with the level that the crew asks for.
LEVELS = """
import django, json, logging
django.setup()
from conecta.celery import app
app.log.setup(loglevel="INFO")
names = ("celery.worker.strategy", "celery.app.trace", "celery.apps.worker")
print(json.dumps({it: logging.getLogger(it).getEffectiveLevel() for it in names}))
"""


def test_a_task_that_went_well_is_not_told_and_one_that_failed_is(folder: DataFolder) -> None:
    found = subprocess.run(
        [sys.executable, "-c", LEVELS],
        cwd=PROJECT,
        env=os.environ
        | {
            "CONECTA_DATA_DIR": str(folder.path),
            "DJANGO_SETTINGS_MODULE": "conecta.settings.local",
        },
        capture_output=True,
        check=True,
        text=True,
    )

    levels = json.loads(found.stdout)
    assert levels["celery.worker.strategy"] == levels["celery.app.trace"] == 30
    # "ready.", which the launcher waits for.
    assert levels["celery.apps.worker"] == 20
