"""One wake for many rows: a key in Redis says that a task has been woken and has not begun.

A task that begins clears the key, and ends only after it has found nothing for LINGER_SECONDS; so
a process that has just asked Redis need not ask again for the rows of the next QUIET_SECONDS.
"""

import logging
import time
from functools import cache

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# Should the woken task be lost, the next row wakes another after this long.
TTL_MILLISECONDS = 1000
QUIET_SECONDS = 0.05
LINGER_SECONDS = 0.15

_quiet_until: dict[str, float] = {}


@cache
def redis() -> Redis:
    """This process's connections; a dead server is noticed within two seconds."""
    return Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)


def first(name: str) -> bool:
    """Whether the caller should wake the task: nobody has since it last began."""
    now = time.monotonic()
    if now < _quiet_until.get(name, 0.0):
        return False
    _quiet_until[name] = now + QUIET_SECONDS
    try:
        return bool(redis().set(_key(name), 1, nx=True, px=TTL_MILLISECONDS))
    except RedisError as error:
        logger.warning("wake-up of %s left to the sweep: %s", name, error)
        return False


def begin(name: str) -> None:
    """The task has begun: rows that come from now on must wake it again."""
    try:
        redis().delete(_key(name))
    except RedisError as error:
        logger.warning("wake-up key of %s not cleared: %s", name, error)


def _key(name: str) -> str:
    return f"conecta:wake:{name}"
