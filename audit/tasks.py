"""What workers run; all work has rows, so a task that is lost costs only time."""

from audit import sealing
from conecta.queues import app


@app.task(name="audit.seal")
def seal() -> None:
    sealing.run()


@app.task(name="audit.mail_anchor")
def mail_anchor() -> None:
    sealing.mail_newest_anchor()
