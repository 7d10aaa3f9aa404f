"""Seals as rows of the database, and what they say."""

from hashlib import sha256

from audit.models import Seal
from audit.sealed_form import SealForm, microseconds


def form_of(seal: Seal) -> SealForm:
    return SealForm(
        number=seal.number,
        kind=str(seal.kind),
        segment=seal.segment,
        after_id=seal.after_id,
        from_xid=int(seal.from_xid),
        to_xid=int(seal.to_xid),
        next_xid=int(seal.next_xid),
        entry_count=seal.entry_count,
        root=bytes(seal.root).hex(),
        index_sha256=sha256(seal.index).hexdigest(),
        previous=bytes(seal.previous).hex(),
        cluster_id=seal.cluster_id,
        sealed_at=microseconds(seal.sealed_at),
    )
