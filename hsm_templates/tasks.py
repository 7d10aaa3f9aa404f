"""What workers run; all work has rows, so a task that is lost costs only time."""

from conecta.queues import app
from hsm_templates import jottings, publishing, sync
from hsm_templates.lifecycle import SWEEP
from hsm_templates.submission import SUBMIT
from hsm_templates.syncing import SYNC


@app.task(name=SUBMIT)
def submit() -> None:
    publishing.publish_due()


@app.task(name=SYNC)
def sync_account(account_id: int) -> None:
    sync.run(account_id)


@app.task(name=SWEEP)
def sweep() -> None:
    """Whatever was forgotten, and the templates whose review takes its time."""
    publishing.publish_due()
    sync.run()
    sync.read_again()
    jottings.drop_forgotten()
