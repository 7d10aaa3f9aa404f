"""What workers run; all work has rows, so a task that is lost costs only time."""

from conecta.queues import app
from optin import term_batches
from optin.terms import ADVANCE


@app.task(name=ADVANCE)
def advance_term() -> None:
    """Woken by a decision, and by beat for what a dead worker left."""
    term_batches.run()
