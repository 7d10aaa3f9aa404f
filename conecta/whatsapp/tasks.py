"""What workers run for this app."""

from conecta.queues import Queue, app
from conecta.whatsapp import refresh

REFRESH = "whatsapp.refresh_channels"


@app.task(name=REFRESH, queue=Queue.MAINTENANCE)
def refresh_channels() -> None:
    refresh.refresh_channels()
