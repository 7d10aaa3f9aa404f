"""What workers run for this app."""

from celery import Task

from conecta.queues import app
from conecta.whatsapp import refresh

REFRESH = "whatsapp.refresh_channels"
# Meta, or at a start the simulator, may be a few seconds late; beat asks again soon enough.
RETRY_SECONDS, MOST_RETRIES = 10, 2


@app.task(name=REFRESH, bind=True, max_retries=MOST_RETRIES)
def refresh_channels(self: Task[[], None]) -> None:
    """Again, twice at most, when a number could not be read."""
    refresh.refresh_channels()
    if refresh.problems() and self.request.retries < MOST_RETRIES:
        raise self.retry(countdown=RETRY_SECONDS)
