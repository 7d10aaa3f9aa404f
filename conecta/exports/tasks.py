"""What workers run; all work has rows, so a task that is lost costs only time."""

from conecta.exports import making
from conecta.exports.requests import MAKE
from conecta.queues import app


@app.task(name=MAKE)
def make() -> None:
    making.make_due()


@app.task(name="exports.sweep")
def sweep() -> None:
    """What was forgotten is made, what is outdated goes."""
    making.sweep()
    making.make_due()
