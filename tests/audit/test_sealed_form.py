"""What is sealed of an entry: the same text from the database and from Python."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from audit import merkle, packages, sealed_form, trail
from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db


def text_in_database(entry: Entry) -> str:
    with connection.cursor() as cursor:
        sql = f"SELECT {sealed_form.ENTRY_TEXT_SQL} FROM audit_entry e WHERE e.id = %s"
        cursor.execute(sql, [entry.pk])
        return str(cursor.fetchone()[0])


def text_in_python(entry: Entry) -> str:
    return sealed_form.entry_text(packages.values_of(Entry.objects.get(pk=entry.pk)))


def test_the_database_writes_the_text_that_python_writes() -> None:
    contact = factories.contact("Zoë “Zé” Ço\u00e9")
    entry = trail.record(
        Action.CONTACT_CHANGED,
        by=factories.user(),
        obj=contact,
        contact_id=contact.pk,
        changes={"name": ("a", "b"), "e_mail": ("c", "d")},
        covers=merkle.leaf(b"x"),
    )

    assert text_in_database(entry) == text_in_python(entry)


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=36)
)
def test_any_words_are_escaped_alike(words: str) -> None:
    with transaction.atomic():
        entry = trail.record(Action.CONTACT_CREATED, by=SYSTEM)
        made = Entry.objects.create(
            actor_kind="system",
            action="x",
            origin="system",
            object_id=words,
            request_id=words,
            field_names=[words],
            digest=entry.digest,
        )

    assert text_in_database(made) == text_in_python(made)


def test_the_digest_of_values_is_the_trails() -> None:
    values = {"label": "Ana “é”", "before": {"n": 1.5, "b": None}, "after": [True, "x"]}

    assert sealed_form.detail_digest(b"s" * 16, values) == trail.digest(b"s" * 16, values)


def test_an_index_is_read_as_it_was_written() -> None:
    records = [(1, sha256(b"a").digest()), (2**62, sha256(b"b").digest())]

    index = sealed_form.pack(records)

    assert len(index) == 2 * sealed_form.RECORD_BYTES
    assert list(sealed_form.unpack(index)) == records


def test_times_go_to_microseconds_and_back() -> None:
    when = datetime(2026, 11, 22, 14, 5, 6, 789012, tzinfo=UTC)

    assert sealed_form.moment(sealed_form.microseconds(when)) == when


def test_a_tree_gives_the_paths_of_its_leaves() -> None:
    leaves = [merkle.leaf(bytes([n])) for n in range(11)]
    tree = merkle.rows(leaves)

    for place in range(11):
        path = merkle.path_in(tree, place)
        assert path == merkle.path(leaves, place)
        assert merkle.climb(leaves[place], path) == merkle.root(leaves)
