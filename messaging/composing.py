"""What a person fills in to write one active message: channel, HSM and values, and its preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from conecta.accounts.models import User
from conecta.whatsapp.models import Channel
from contacts.models import Contact
from contacts.names import first_name
from hsm_templates import rendering, samples, sketches, sources
from hsm_templates.components import Variable, variables
from hsm_templates.models import Category, Template
from hsm_templates.sketches import Preview
from hsm_templates.variables import MEDIA_KINDS, Kind
from messaging.outbox import Draft

PICKER_LIMIT = 30
# More digits than any id of PostgreSQL's.
ID_DIGITS = 18

HINTS: Mapping[Kind, str] = {
    Kind.IMAGE: "Link https da imagem, ou o id dela na Meta",
    Kind.VIDEO: "Link https do vídeo, ou o id dele na Meta",
    Kind.DOCUMENT: "Link https do documento, ou o id dele na Meta",
    Kind.LATITUDE: "-23,56 vai como -23.56",
    Kind.LONGITUDE: "-46,65 vai como -46.65",
    Kind.TIME: "Como 2026-12-24T23:59:00-03:00",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One variable to fill in: the form's field name, what stands in the text, and the value.

    `hint` says what kind of value it is, where the sample does not; `has_file`: the example's
    own file is here, and may be sent.
    """

    name: str
    key: str
    part: str
    placeholder: str
    value: str
    sample: str
    hint: str = ""
    has_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """`templates` holds the chosen one too, although the search may not have found it."""

    channels: Sequence[Channel]
    channel: Channel | None
    templates: Sequence[Template]
    template: Template | None
    search: str
    found: int
    total: int


NOTHING = Choices(
    channels=(), channel=None, templates=(), template=None, search="", found=0, total=0
)


def choices(said: Mapping[str, str], *, user: User) -> Choices:
    """Every channel (those that only answer come last) and the sendable HSM of this person."""
    channels = list(Channel.objects.select_related("account").order_by("receptive", "name", "id"))
    channel = _channel(channels, said.get("channel", ""))
    if channel is None:
        return NOTHING
    own = Template.objects.visible().usable_by(user).filter(account=channel.account_id)
    search = said.get("search", "").replace("\x00", "").strip()
    found = list(own.sendable().search(search).order_by("name", "id")[:PICKER_LIMIT])
    template = own.filter(pk=_id(said.get("template", ""))).first()
    pinned = [template] if template and template not in found else []
    return Choices(
        channels=channels,
        channel=channel,
        templates=pinned + found,
        template=template,
        search=search,
        found=len(found),
        total=own.sendable().count(),
    )


def _channel(channels: Sequence[Channel], wanted: str) -> Channel | None:
    """The one asked for, else the first that may start a conversation, else the first of all."""
    able = (channel for channel in channels if channel.enabled and not channel.receptive)
    named = (channel for channel in channels if str(channel.pk) == wanted)
    return next(named, None) or next(able, None) or next(iter(channels), None)


def _id(text: str) -> int:
    is_id = text.isascii() and text.isdigit() and len(text) <= ID_DIGITS
    return int(text) if is_id else 0


def blanks(template: Template, contact: Contact, said: Mapping[str, str]) -> list[Blank]:
    """What was typed; to begin with, what the template's mapping takes from the contact.

    Without a mapping, the contact's first name stands for the body's first variable.
    """
    content = template.content
    given = {"body.1": first_name(contact.name)} if not template.mapping else {}
    defaults = given | sources.fill(content, template.mapping, contact)
    wanted = variables(content)
    files = samples.known(it.sample for it in wanted if it.kind in MEDIA_KINDS)
    return [
        replace(_blank(it, defaults.get(it.key, ""), said), has_file=it.sample in files)
        for it in wanted
    ]


def with_sample_file(
    template: Template, channel: Channel, key: str, said: Mapping[str, str]
) -> dict[str, str]:
    """What was typed, with the example's own file for that variable.

    Raises DomainError when Meta does not take it; nothing changes when there is no such file.
    """
    handles = [it.sample for it in variables(template.content) if it.key == key]
    sample = next(iter(samples.known(handles).values()), None)
    if sample is None:
        return dict(said)
    return {**said, f"value.{key}": samples.lend(sample, channel)}


def _blank(variable: Variable, default: str, said: Mapping[str, str]) -> Blank:
    name = f"value.{variable.key}"
    return Blank(
        name=name,
        key=variable.key,
        part=variable.part,
        placeholder=variable.placeholder,
        value=said.get(name, default),
        sample="" if variable.kind in MEDIA_KINDS else variable.sample,
        hint=HINTS.get(variable.kind, ""),
    )


def draft(contact: Contact, chosen: Choices, filled: Sequence[Blank]) -> Draft | None:
    """None until a channel and an HSM are chosen."""
    if chosen.channel is None or chosen.template is None:
        return None
    return Draft(
        channel=chosen.channel,
        contact=contact,
        template=chosen.template,
        values={blank.key: blank.value for blank in filled},
        number=contact.whatsapp or "",
    )


def probe(contact: Contact, chosen: Choices) -> Draft | None:
    """Any HSM of the account, to ask about person and channel before one is chosen."""
    if chosen.channel is None or not chosen.templates:
        return None
    return Draft(
        channel=chosen.channel,
        contact=contact,
        template=chosen.templates[0],
        number=contact.whatsapp or "",
    )


def preview(template: Template, filled: Sequence[Blank]) -> Preview:
    """Values where they are typed, the placeholder where they are still missing."""
    values = {blank.key: rendering.normalise(blank.value) for blank in filled}
    rendered = rendering.render(template.content, values)
    return sketches.preview(rendered, pictures={}, folds=template.category == Category.MARKETING)
