"""A channel's dispatching slot: leased in Redis, so that one run at a time serves it.

Only economy hangs on it: should Redis lose the slot, two runs share the rows by their claims.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from redis.exceptions import RedisError

from messaging.wakeups import redis

logger = logging.getLogger(__name__)

IF_OURS = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call({}) end"
RELEASE = IF_OURS.format("'DEL', KEYS[1]")
RENEW = IF_OURS.format("'PEXPIRE', KEYS[1], ARGV[2]")


class Slot:
    def __init__(self, key: str, *, seconds: float) -> None:
        self._key, self._token, self._milliseconds = key, str(uuid4()), round(seconds * 1000)

    def take(self) -> bool:
        """False while another run has it, or while Redis is lost: then nothing may leave."""
        try:
            return bool(redis().set(self._key, self._token, nx=True, px=self._milliseconds))
        except RedisError as error:
            logger.warning("no slot without Redis, the sweep will try again: %s", error)
            return False

    def renew(self) -> None:
        redis().eval(RENEW, 1, self._key, self._token, self._milliseconds)

    def release(self) -> None:
        try:
            redis().eval(RELEASE, 1, self._key, self._token)
        except RedisError:
            return  # it expires by itself


def is_held(channel_id: int) -> bool:
    """Whether a run has the slot; False while Redis is lost."""
    try:
        return bool(redis().exists(_key(channel_id)))
    except RedisError:
        return False


@contextmanager
def held(channel_id: int, *, seconds: float) -> Iterator[Slot | None]:
    """The slot of a channel, or None while another run has it."""
    slot = Slot(_key(channel_id), seconds=seconds)
    if not slot.take():
        yield None
        return
    try:
        yield slot
    finally:
        slot.release()


def _key(channel_id: int) -> str:
    return f"conecta:slot:{channel_id}"
