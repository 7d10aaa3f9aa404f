"""What workers run; all work has rows, so a task that is lost costs only time."""

from audit import retention, sealing, verifications, verifying
from audit.actors import SYSTEM
from audit.verifications import VERIFY
from conecta.queues import app


@app.task(name="audit.seal")
def seal() -> None:
    sealing.run()


@app.task(name="audit.mail_anchor")
def mail_anchor() -> None:
    sealing.mail_newest_anchor()


@app.task(name=VERIFY)
def verify() -> None:
    verifying.run_waiting()


@app.task(name="audit.verify_daily")
def verify_daily() -> None:
    verifications.request(by=SYSTEM)


@app.task(name="audit.apply_retention")
def apply_retention() -> None:
    retention.apply()
