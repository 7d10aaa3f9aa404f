"""Files about one person: their story as a table, and all that we hold of them (LGPD, art. 18)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime

from audit import wording
from conecta.exports import registry
from conecta.exports.registry import Kind, Member, Parameters, Row
from contacts import extras, identities
from contacts.models import Contact, ContactAlias
from messaging import attachments, stories
from messaging.models import MediaFile
from messaging.stories import Piece, Question

STORY, PERSON = "messaging.story", "messaging.person"
COLUMNS = ("Quando", "Parte", "Registro", "O quê", "Quem", "Detalhes", "Origem")


def connect() -> None:
    registry.register(
        Kind(
            name=STORY,
            label="História de um contato",
            permission="audit.export_entry",
            columns=COLUMNS,
            rows=story_rows,
            count=lambda asked: stories.count(question(asked)),
        )
    )
    registry.register(
        Kind(
            name=PERSON,
            label="Dados de uma pessoa",
            permission="contacts.export_person",
            members=members,
        )
    )


def question(asked: Parameters) -> Question:
    """`contact`, and the filters of the page as they were: `parts`, `since`, `until`."""
    return Question(
        people=identities.family(asked["contact"]),
        parts=asked.get("parts") or (),
        since=parse_datetime(asked["since"]) if asked.get("since") else None,
        until=parse_datetime(asked["until"]) if asked.get("until") else None,
    )


def story_rows(asked: Parameters) -> Iterator[Row]:
    for piece in stories.walk(question(asked)):
        yield (
            piece.at,
            piece.part.label,
            piece.id,
            piece.title,
            piece.who,
            piece.details,
            piece.origin,
        )


def members(asked: Parameters) -> Iterator[Member]:
    """dados.json for programs, dados.html for people, and the files that the person sent."""
    contact = Contact.objects.get(pk=asked["contact"])
    people = identities.family(contact.pk)
    yield "dados.json", _json(contact, people)
    yield "dados.html", iter([_html(contact, people).encode()])
    media = MediaFile.objects.filter(message__contact_id__in=people, discard_at=None)
    for row in media.exclude(file="").select_related("message").order_by("pk"):
        yield f"arquivos/{row.pk}-{attachments.filename(row)}", _pieces(row)


def profile(contact: Contact, people: Iterable[int]) -> dict[str, Any]:
    aliases = ContactAlias.objects.filter(contact__in=people).order_by("pk")
    return {
        "nome": contact.name,
        "whatsapp": f"+{contact.whatsapp}" if contact.whatsapp else None,
        "nome_de_usuario": contact.username,
        "email": contact.email,
        "campos_adicionais": {it.label: it.text for it in extras.filled(contact)},
        "grupos": sorted(group.name for group in contact.groups.all()),
        "identificadores": [{"tipo": it.kind, "valor": it.value} for it in aliases],
        "origem": contact.get_origin_display(),
        "optin": contact.get_optin_status_display(),
        "parou_marketing_em": contact.marketing_stopped_at,
        "cadastrado_em": contact.created_at,
        "atualizado_em": contact.updated_at,
    }


def _json(contact: Contact, people: set[int]) -> Iterator[bytes]:
    """One object, its long list written piece by piece."""
    yield b'{"contato": ' + _dumped(profile(contact, people)) + b', "historia": ['
    separator = b""
    for piece in stories.walk(Question(people=people)):
        yield separator + _dumped(_told(piece))
        separator = b",\n"
    yield b"]}\n"


def _html(contact: Contact, people: set[int]) -> str:
    context = {
        "contact": contact,
        "profile": {name: _worded(it) for name, it in profile(contact, people).items()},
        "pieces": (_told(piece) for piece in stories.walk(Question(people=people))),
    }
    return render_to_string("messaging/person_file.html", context)


def _worded(value: Any) -> Any:
    """Lists and tables in a line; dates are the page's to write."""
    return wording.word("", "", value) if isinstance(value, list | dict) and value else value


def _told(piece: Piece) -> dict[str, Any]:
    """As the person may have it: what and when, by whom only in kind; addresses of our people are
    theirs, not the person's."""
    return {
        "quando": piece.at,
        "parte": piece.part.label,
        "registro": piece.id,
        "o_que": piece.title,
        "detalhes": piece.details,
    }


def _dumped(value: Any) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).encode()


def _pieces(row: MediaFile) -> Iterator[bytes]:
    try:
        with row.file.open("rb") as content:
            yield from content.chunks()
    except FileNotFoundError:
        return
