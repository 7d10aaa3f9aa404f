"""The work of every minute: seal what is decided, then write the seals down outside too."""

import time

from django.conf import settings
from django.core.mail import send_mail

from audit import anchors, seals
from audit.models import Seal
from audit.sealed_form import moment

# A backlog goes on at the next beat; well below the broker's visibility timeout.
RUN_SECONDS = 240.0


def run() -> int:
    """Seal until nothing is left to seal; returns how many blocks. Another sealer may be at it.

    Anchors come after the commits: a run that died in between is made good by the next one.
    """
    deadline = time.monotonic() + RUN_SECONDS
    count = 0
    try:
        while time.monotonic() < deadline and seals.seal_next() is not None:
            count += 1
    finally:
        anchors.append_missing()
    return count


def mail_newest_anchor() -> bool:
    """To AUDIT_ANCHOR_EMAIL, so that a copy stands where none of our machines can reach it."""
    seal = Seal.objects.defer("index").order_by("number").last()
    if not settings.AUDIT_ANCHOR_EMAIL or seal is None:
        return False
    anchor = anchors.anchor_of(seal)
    lines = [
        "O último selo da trilha de auditoria do Conecta. Guarde esta mensagem: ela prova que o",
        "selo existia, mesmo que alguém o retire do banco.",
        "",
        f"Selo: {anchor['number']}",
        f"Selado em: {moment(anchor['sealed_at']).isoformat()}",
        f"Registros no selo: {anchor['entry_count']}",
        f"Código: {anchor['digest']}",
        f"Assinatura: {anchor['signature']}",
    ]
    subject = f"Conecta: selo {anchor['number']} da trilha de auditoria"
    send_mail(subject, "\n".join(lines), None, [settings.AUDIT_ANCHOR_EMAIL])
    return True
