"""Real workers whose leases end within seconds, so that a test lives to see what follows.

Nothing else differs from the workers of `make run`: the same application, tasks, pool of threads.
A nursery has everything imported; each line it reads (NAME QUEUES THREADS LOG) becomes a worker, a
process of its own, and the nursery answers with its number.
"""

import gc
import os
import signal
import sys
from datetime import timedelta
from importlib import import_module
from typing import NoReturn

import django

from conecta.local import leash
from conecta.queues import app

import_module("conecta.celery")
django.setup()

from messaging import claims, pace, sending  # noqa: E402 - models need a Django that is set up

CLAIM_LEASE = timedelta(seconds=2)
SLOT_SECONDS = 1.0
POST_MARGIN_SECONDS = 0.5
# What a worker imports when it starts, and each of them would import again.
LATE = (
    "billiard.pool",
    "celery.app.amqp",
    "celery.app.control",
    "celery.concurrency.thread",
    "celery.contrib.django.task",
    "celery.worker.autoscale",
    "celery.worker.consumer.delayed_delivery",
    "kombu.transport.redis",
)


def main() -> None:
    app.loader.import_default_modules()
    for late in LATE:
        import_module(late)
    app.finalize()
    # What the children share is no garbage: a search for some would copy all of it for each.
    gc.collect()
    gc.freeze()
    # Who dies is forgotten at once, and no zombie stands for it.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        number = os.fork()
        if number == 0:
            work(*line.split())
        print(number, flush=True)


def work(name: str, queues: str, threads: str, log: str) -> NoReturn:
    leash.end_with_parent(signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    output = os.open(log, os.O_WRONLY | os.O_CREAT)
    for standard in (1, 2):
        os.dup2(output, standard)
    os.close(0)
    claims.CLAIM_LEASE = CLAIM_LEASE
    sending.SLOT_SECONDS = SLOT_SECONDS
    pace.POST_MARGIN_SECONDS = POST_MARGIN_SECONDS
    worker = app.Worker(
        hostname=f"{name}@localhost",
        queues=queues,
        pool="threads",
        concurrency=int(threads),
        loglevel="WARNING",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    worker.start()
    os._exit(worker.exitcode or 0)


if __name__ == "__main__":
    main()
