"""`make run` and a developer's shell: addresses and secrets come from the data folder."""

import os
from pathlib import Path

from environ import Env

# Written by the launcher; the environment wins over it.
Env.read_env(Path(os.environ.get("CONECTA_DATA_DIR", ".data")) / "env")

from conecta.settings.base import *

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ALLOWED_HOSTS]
# A task that went well, twelve times a minute, would push the printed addresses off the terminal.
LOGGING["loggers"] = {
    name: {"level": "WARNING"} for name in ("celery.worker.strategy", "celery.app.trace")
}
SECRET_KEY = SECRET_KEY or "only-for-commands-run-before-the-first-make-run"
