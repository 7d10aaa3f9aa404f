"""Examples of media: uploaded to Meta, and kept to be shown in the preview."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.files import File
from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author, user_of
from conecta.errors import DomainError
from conecta.whatsapp.connection import client_for
from conecta.whatsapp.errors import WhatsAppError
from conecta.whatsapp.models import BusinessAccount, Channel
from hsm_templates import sample_files
from hsm_templates.models import Sample
from hsm_templates.vocabulary import explain

NAME_LENGTH = 120
HEAD = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file of which Meta takes the like; its content is read in pieces, for it may be large."""

    name: str
    kind: str
    mime_type: str
    size: int
    content: "File[bytes]"


def upload(account: BusinessAccount, given: "File[bytes]", kind: str, *, by: Author) -> Sample:
    """Raises DomainError `sample_invalid` before Meta is asked, `sample_refused` if it says no."""
    checked = _checked(given, kind)
    try:
        handle = client_for(account).upload_sample(
            checked.content.open("rb"),
            size=checked.size,
            mime_type=checked.mime_type,
            file_name=checked.name,
        )
    except WhatsAppError as error:
        raise DomainError("sample_refused", explain(error), field="file") from error
    return _keep(account, checked, handle, by=by)


def lend(sample: Sample, channel: Channel) -> str:
    """The file of the example as a medium of a number: its id, to be sent in messages.

    Raises DomainError `sample_refused`, `sample_lost`.
    """
    try:
        with sample.file.open("rb") as content:
            return client_for(channel.account).upload_media(
                channel.phone_number_id,
                content,
                mime_type=sample.mime_type,
                file_name=sample.file_name,
            )
    except FileNotFoundError as error:
        raise DomainError("sample_lost", "O arquivo do exemplo não está mais aqui.") from error
    except WhatsAppError as error:
        raise DomainError("sample_refused", explain(error)) from error


def known(handles: Iterable[str]) -> dict[str, Sample]:
    """By handle; those that another system uploaded are not among them."""
    wanted = {digest_of(handle): handle for handle in handles if handle}
    if not wanted:
        return {}
    found = Sample.objects.filter(digest__in=wanted).defer("handle")
    return {wanted[sample.digest]: sample for sample in found}


def names(found: Mapping[str, Sample]) -> dict[str, str]:
    return {handle: sample.file_name for handle, sample in found.items()}


def digest_of(handle: str) -> str:
    return hashlib.sha256(handle.encode()).hexdigest()


def _checked(given: "File[bytes]", kind: str) -> Checked:
    if kind not in sample_files.RULES:
        raise DomainError("sample_invalid", "Escolha imagem, vídeo ou documento.", field="kind")
    name = "".join(sign for sign in (given.name or "") if sign.isprintable())[-NAME_LENGTH:]
    mime_type = sample_files.mime_type_of(given.read(HEAD), kind)
    if fault := sample_files.fault_of(given.size, mime_type, kind):
        raise DomainError("sample_invalid", fault, field="file")
    return Checked(
        name=name or "exemplo", kind=kind, mime_type=mime_type, size=given.size, content=given
    )


@transaction.atomic
def _keep(account: BusinessAccount, checked: Checked, handle: str, *, by: Author) -> Sample:
    """The same file uploaded again may get the same handle: then it is the same sample."""
    digest = digest_of(handle)
    again = Sample.objects.filter(digest=digest).first()
    if again is not None:
        return again
    sample = Sample(
        account=account,
        kind=checked.kind,
        file_name=checked.name,
        mime_type=checked.mime_type,
        size=checked.size,
        handle=handle,
        digest=digest,
        sent_by=user_of(by),
    )
    checked.content.seek(0)
    sample.file.save(digest, checked.content, save=False)
    sample.save()
    trail.record(
        Action.TEMPLATE_SAMPLE, by=by, obj=account, file_name=checked.name, kind=checked.kind
    )
    return sample
