"""What must hold of ledger, colours and trail after any story."""

from collections import defaultdict

from audit import merkle
from audit.models import Entry
from contacts.models import OptinStatus
from optin import leaves, replaying
from optin.models import EXPLICIT_SOURCES, PROVES_ACCEPTANCE, OptinEvent, Source


def faults() -> list[str]:
    return [
        *(str(difference) for difference in replaying.replay().differences),
        *_unproved_lines(),
        *_left_red_unasked(),
        *_returned_though_touched(),
    ]


def _unproved_lines() -> list[str]:
    """Every line under the root of its entry, and no root of the ledger without its lines."""
    lines: dict[int, list[bytes]] = defaultdict(list)
    for event in OptinEvent.objects.order_by("id"):
        lines[event.entry_id].append(leaves.leaf(event))
    proved = {
        entry.pk: bytes(entry.covers or b"") for entry in Entry.objects.filter(covers__isnull=False)
    }
    return [
        f"entry {pk} does not prove its lines"
        for pk in sorted(lines.keys() | proved.keys())
        if proved.get(pk) != merkle.root(lines.get(pk, []))
    ]


def _left_red_unasked() -> list[str]:
    left = OptinEvent.objects.filter(before=OptinStatus.OPTED_OUT).exclude(
        after=OptinStatus.OPTED_OUT
    )
    return [
        f"{event} by {event.source}, {event.evidence_kind}"
        for event in left
        if event.after != OptinStatus.OPTED_IN
        or event.source not in EXPLICIT_SOURCES
        or event.evidence_kind not in PROVES_ACCEPTANCE
    ]


def _returned_though_touched() -> list[str]:
    """The term takes back only what it gave last."""
    last: dict[int, str] = {}
    found = []
    for event in OptinEvent.objects.order_by("id"):
        takes_back = event.source == Source.TERM and event.after == OptinStatus.UNDEFINED
        if takes_back and last.get(event.contact_id) != Source.TERM:
            found.append(f"line {event.pk} takes back what the term had not given")
        last[event.contact_id] = event.source
    return found
