"""What workers run; all work has rows, so a task that is lost costs only time."""

from conecta.queues import Queue, app, wake
from messaging import claims, inbox, media, sending, wakeups
from messaging.forgetting import DISCARD_MEDIA
from messaging.inbound import FETCH_MEDIA
from messaging.outbox import DISPATCH


@app.task(name=DISPATCH)
def dispatch(channel_id: int) -> None:
    sending.dispatch(channel_id)


@app.task(name="messaging.sweep")
def sweep() -> None:
    """Return what dead workers held, and wake a run for each channel with forgotten rows."""
    claims.sweep()
    for channel_id in claims.channels_with_work():
        wake(DISPATCH, channel_id, queue=Queue.INTERACTIVE)


@app.task(name="messaging.drain_inbox")
def drain_inbox() -> None:
    inbox.drain(linger_seconds=wakeups.LINGER_SECONDS)


@app.task(name=FETCH_MEDIA)
def fetch_media() -> None:
    media.fetch_due()


@app.task(name=DISCARD_MEDIA)
def discard_media() -> None:
    media.discard_due()
