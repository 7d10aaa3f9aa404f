"""The ledger read from its beginning: the colour it tells of each contact, and that it bears."""

from dataclasses import dataclass

from django.db import connection

# One pass over the ledger in the order of its index (optin_by_contact), joined to the contacts in
# the same order. A line must leave the colour that the line before it reached. The source is that
# of the line the colour stands on, as the trigger optin_apply writes it.
REPLAY = """
WITH told AS (
    SELECT id, contact_id, before, after, source,
        lag(after, 1, 'undefined') OVER story AS reached,
        row_number() OVER story AS place
    FROM optin_optinevent WHERE scope = 'all'
    WINDOW story AS (PARTITION BY contact_id ORDER BY id)
), summed AS (
    SELECT contact_id,
        (array_agg(after ORDER BY place DESC))[1] AS colour,
        (array_agg(source ORDER BY place DESC)
            FILTER (WHERE before <> after OR after = 'opted_in'))[1] AS source,
        min(id) FILTER (WHERE before <> reached) AS torn_at
    FROM told GROUP BY contact_id
)
SELECT c.id, c.optin_status, c.optin_source,
    coalesce(s.colour, 'undefined'), coalesce(s.source, ''), s.torn_at
FROM contacts_contact c LEFT JOIN summed s ON s.contact_id = c.id
WHERE c.optin_status <> coalesce(s.colour, 'undefined')
    OR c.optin_source <> coalesce(s.source, '') OR s.torn_at IS NOT NULL
ORDER BY c.id
"""
SIZES = "SELECT (SELECT count(*) FROM contacts_contact), (SELECT count(*) FROM optin_optinevent)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`torn_at`: the first line that leaves another colour than the one before it reached."""

    contact_id: int
    colour: str
    source: str
    told_colour: str
    told_source: str
    torn_at: int | None

    def __str__(self) -> str:
        said = f"Contato {self.contact_id}:"
        if (self.colour, self.source) != (self.told_colour, self.told_source):
            bears, tells = (
                _named(self.colour, self.source),
                _named(self.told_colour, self.told_source),
            )
            said += f" no cadastro {bears}, no registro {tells}."
        if self.torn_at is not None:
            said += f" A linha {self.torn_at} não continua a anterior."
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    contact_count: int
    event_count: int
    differences: list[Difference]


def replay() -> Replay:
    """Every contact, tombstones of merges too: they keep their own colour."""
    with connection.cursor() as cursor:
        cursor.execute(REPLAY)
        differences = [
            Difference(
                contact_id=pk,
                colour=colour,
                source=source,
                told_colour=told_colour,
                told_source=told_source,
                torn_at=torn_at,
            )
            for pk, colour, source, told_colour, told_source, torn_at in cursor.fetchall()
        ]
        cursor.execute(SIZES)
        contacts, events = cursor.fetchone()
    return Replay(contact_count=contacts, event_count=events, differences=differences)


def _named(colour: str, source: str) -> str:
    return f"{colour} ({source})" if source else colour
