"""Sealing and verifying a long trail, how the cost grows, and what audit costs a send."""

import statistics
import time
from contextlib import nullcontext
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import connection

from audit import sealing, tailing, trail, verification
from audit.models import Entry, Seal
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from contacts.models import Contact
from messaging import outbox
from messaging.outbox import Draft
from tests import factories
from tests.bench import world

SMALL, LARGE = 250_000, 1_000_000
ROUNDS = 3
# As many entries as a busy second writes, in a transaction of their own.
TRANSACTION = 1000

SENDS = 2000

# What the trail's own `record` writes: an entry, and beside it salted values of a usual size.
INSERT = """
WITH made AS MATERIALIZED (
    SELECT nextval('audit_entry_id_seq') AS id, n,
        decode(md5(random()::text), 'hex') AS salt,
        format('{"after":{"name":"Pessoa %%s"},"before":{"name":"Contato %%s"},"ip":"10.0.0.7",'
               '"label":"Pessoa %%s"}', n, n, n) AS detail
    FROM generate_series(%s, %s) AS n
), entries AS (
    INSERT INTO audit_entry (id, actor_kind, action, object_type, object_id, contact_id,
        field_names, origin, request_id, digest)
    SELECT id, 'system', 'contact_changed', 'contacts.contact', n::text, n, '{name}', 'api',
        gen_random_uuid()::text, sha256(salt || convert_to(detail, 'UTF8'))
    FROM made
)
INSERT INTO audit_entrydetail (entry_id, salt, "values", search_key)
SELECT id, salt, detail::jsonb, '' FROM made
"""


def run() -> None:
    settings.CONECTA_DATA_DIR = world.FOLDER
    _audit_cost()
    before = Entry.objects.count()
    _write(0, SMALL - before)
    small = _verified(SMALL)
    _write(SMALL - before, LARGE - before)
    large = _verified(LARGE)
    world.figure("verify_audit_250k", SMALL / small, "entries/s", 1.0)
    # Costs, not speeds: 1.0 is linear, and more than that is worse.
    world.figure("verify_audit_1m", LARGE / large, "entries/s", large / (LARGE / SMALL * small))


def _write(first: int, last: int) -> None:
    with connection.cursor() as cursor:
        for start in range(first, last, TRANSACTION):
            cursor.execute(INSERT, [start + 1, min(start + TRANSACTION, last)])
        cursor.execute("ANALYZE audit_entry, audit_entrydetail")


def _verified(count: int) -> float:
    """Seconds that a verification of the sealed trail takes, the least of some.

    The two lengths cannot be measured in turn, and what else the machine does only adds to each.
    """
    waiting = tailing.tail(Seal.objects.order_by("number").last()).count
    started = time.perf_counter()
    sealing.run()
    world.figure(
        f"seal_audit_to_{count}", waiting / (time.perf_counter() - started), "entries/s", 1.0
    )
    seconds = []
    for _ in range(ROUNDS):
        report = verification.run()
        if not report.is_whole or report.entries != count or report.tail:
            raise RuntimeError(f"not the trail that was written: {report}")
        seconds.append(report.seconds)
    return min(seconds)


def _audit_cost() -> None:
    """The same requests to send, one with the trail and one with nothing in its place, in turn."""
    drafts, author = _drafts()
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for turn, draft in enumerate(drafts):
        is_audited = turn % 2 == 0
        bare = patch.object(trail, "record", _nothing)
        with nullcontext() if is_audited else bare:
            started = time.perf_counter()
            outcome = outbox.request(draft, by=author)
            seconds[is_audited].append(time.perf_counter() - started)
        if outcome.message is None:
            raise RuntimeError(f"refused: {outcome.decision}")
    audited, bare_median = (statistics.median(seconds[it]) for it in (True, False))
    world.figure("send_without_audit", 1 / bare_median, "msg/s", 1.0)
    world.figure("audit_cost", 1 / audited, "msg/s", bare_median / audited)


def _nothing(*_: Any, **__: Any) -> None:
    """In the place of `trail.record`."""


def _drafts() -> tuple[list[Draft], User]:
    line = factories.channel()
    people = Contact.objects.bulk_create(
        Contact(name=f"Pessoa {n}", name_key=f"pessoa {n}", whatsapp=f"55119{50000000 + n}")
        for n in range(SENDS)
    )
    template = factories.template(account=line.account)
    drafts = [
        Draft(channel=line, contact=person, template=template, values={"body.1": person.name})
        for person in people
    ]
    return drafts, factories.user(Role.SUPERVISOR)
