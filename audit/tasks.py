"""What workers run for the trail."""

from audit import retention
from conecta.queues import app


@app.task(name="audit.apply_retention")
def apply_retention() -> None:
    retention.apply()
