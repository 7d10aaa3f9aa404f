"""The adhesion term over a million contacts against two bare statements that move the same rows.

The bare side has the same tables and indexes, and no trigger, no foreign key, no batch, no proof.
While the term is at work a rival writes one contact after another, just ahead of the cursor.
"""

import os
import random
import threading
import time
from dataclasses import dataclass, field

from django.db import connection

from optin import replaying, term_batches, terms
from optin.models import LegalBasis, Term, TermAcceptance
from optin.terms import Undertaking
from tests import factories, flushing
from tests.bench import world

PEOPLE = int(os.environ.get("BENCH_TERM_PEOPLE", "1000000"))
PAUSE_SECONDS = 0.01
# Colours a second that `manage.py verify_optin` must rebuild: a million within a minute.
VERIFY_RATE = 1_000_000 / 60

PEOPLE_SQL = """
INSERT INTO contacts_contact (version, name, name_key, whatsapp, username, email, origin,
    optin_status, optin_source, wrong_number, extra, created_at, updated_at)
SELECT 1, 'Pessoa ' || md5(n::text), 'pessoa ' || md5(n::text), (5511900000000 + n)::text, '', '',
    'import', 'undefined', '', '', '{}', now(), now()
FROM generate_series(1, %s) n
"""
BARE_EVENTS = """
INSERT INTO optin_optinevent (contact_id, scope, before, after, source, evidence_kind, said_at,
    entry_id, acceptance_id, digest)
SELECT id, 'all', 'undefined', 'opted_in', 'term', 'term', now(), 1, %s, ''::bytea
FROM contacts_contact WHERE optin_status = 'undefined'
"""
BARE_COLOURS = """
UPDATE contacts_contact SET optin_status = 'opted_in', optin_source = 'term', version = version + 1
WHERE optin_status = 'undefined'
"""
RIVAL = "UPDATE contacts_contact SET updated_at = now() WHERE id = %s"


@dataclass
class Run:
    seconds: float = 0.0
    batches: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


def run() -> None:
    world.let_triggers_rest()
    bare = _bare()
    ours = _ours()
    world.figure("optin_term_bare", PEOPLE / bare, "rows/s", 1.0)
    world.figure("optin_term_1m", PEOPLE / ours.seconds, "rows/s", bare / ours.seconds)
    longest = max(ours.batches)
    world.figure("optin_term_longest_batch", longest * 1000, "ms", 1.0)
    verified = _verified()
    world.figure("optin_verify_1m", PEOPLE / verified, "rows/s", PEOPLE / verified / VERIFY_RATE)
    world.figure("optin_term_rival_wait", max(ours.waits) * 1000, "ms", max(ours.waits) / longest)


def _bare() -> float:
    acceptance = _accepted(_people())
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        started = time.perf_counter()
        cursor.execute(BARE_EVENTS, [acceptance.pk])
        cursor.execute(BARE_COLOURS)
        taken = time.perf_counter() - started
        cursor.execute("RESET session_replication_role")
    return taken


def _ours() -> Run:
    acceptance = _accepted(_people())
    found, done = Run(), threading.Event()
    rival = threading.Thread(target=_rival, args=(acceptance.pk, found, done))
    rival.start()
    started = time.perf_counter()
    claim = term_batches.try_claim()
    while claim is not None:
        begun = time.perf_counter()
        claim, _ = term_batches.advance(claim)
        found.batches.append(time.perf_counter() - begun)
    found.seconds = time.perf_counter() - started
    done.set()
    rival.join()
    acceptance.refresh_from_db()
    if acceptance.granted_count != PEOPLE:
        raise RuntimeError(f"{acceptance.granted_count} of {PEOPLE} were granted")
    return found


def _verified() -> float:
    started = time.perf_counter()
    if replaying.replay().differences:
        raise RuntimeError("the ledger tells other colours")
    return time.perf_counter() - started


def _rival(acceptance_id: int, found: Run, done: threading.Event) -> None:
    chance = random.Random(1)
    try:
        while not done.wait(PAUSE_SECONDS):
            cursor_id = TermAcceptance.objects.values_list("cursor_id", flat=True).get(
                pk=acceptance_id
            )
            started = time.perf_counter()
            with connection.cursor() as cursor:
                cursor.execute(RIVAL, [cursor_id + chance.randrange(1, term_batches.BATCH)])
            found.waits.append(time.perf_counter() - started)
    finally:
        connection.close()


def _people() -> Term:
    """A million grey contacts, as a database that has had time to tidy up knows them."""
    flushing.empty_tables()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(PEOPLE_SQL, [PEOPLE])
        cursor.execute("RESET session_replication_role")
        cursor.execute("VACUUM ANALYZE contacts_contact")
    return terms.publish("Termo de adesão", by=factories.user())


def _accepted(term: Term) -> TermAcceptance:
    said = Undertaking(
        legal_basis=LegalBasis.LEGITIMATE_INTEREST,
        justification="Medição.",
        covers_new=False,
        confirmation=terms.words_to_accept(term),
    )
    return terms.accept(term, said, by=term.published_by)
