"""The sheet as the editor's page shows it: rows with their ids, files with their names."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from hsm_templates import button_sheets, card_sheets, lifetimes, samples, sheets
from hsm_templates import buttons as kinds
from hsm_templates.access_codes import Otp
from hsm_templates.button_rules import MOST_BUTTONS, MOST_OF_KIND
from hsm_templates.buttons import Button
from hsm_templates.content import TemplateContent
from hsm_templates.forms import TemplateForm
from hsm_templates.models import Category, Sample, Template
from hsm_templates.part_rules import FEWEST_CARDS, MOST_CARD_BUTTONS, MOST_CARDS
from hsm_templates.parts import MEDIA, LimitedTimeOffer
from hsm_templates.sample_files import RULES
from hsm_templates.sketches import Preview, Sketch
from hsm_templates.variables import Kind, Variable

HEADER_CHOICES = (
    ("", "Nenhum", "minus"),
    ("TEXT", "Texto", "document-text"),
    ("IMAGE", "Imagem", "photo"),
    ("VIDEO", "Vídeo", "video-camera"),
    ("DOCUMENT", "Documento", "document"),
    ("LOCATION", "Localização", "map-pin"),
)
BUTTON_LABELS: Mapping[str, str] = {
    kinds.QUICK_REPLY: "Resposta rápida",
    kinds.URL: "Abrir site",
    kinds.PHONE_NUMBER: "Ligar",
    kinds.COPY_CODE: "Copiar código",
    kinds.FLOW: "Formulário",
}
CARD_BUTTONS = (kinds.QUICK_REPLY, kinds.URL, kinds.PHONE_NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaField:
    """`field` as findings name it; `name` of the input that carries the handle."""

    field: str
    name: str
    kind: str
    handle: str
    file_name: str
    told: str
    accept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonRow:
    """`row`: what the names of its inputs begin with; `is_kept`: of a kind that is only kept."""

    row: str
    number: int
    label: str
    button: Button
    is_kept: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A kind of button that may be added, or why not."""

    kind: str
    label: str
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    number: int
    index: int
    media: MediaField
    body: str
    buttons: tuple[ButtonRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`shape` tells which fields there are, `known` which samples: other ones are drawn anew."""

    content: TemplateContent
    category: str
    header_kind: str
    media: MediaField | None
    buttons: tuple[ButtonRow, ...]
    additions: tuple[Addition, ...]
    cards: tuple[CardRow, ...]
    cards_kind: str
    card_additions: tuple[Addition, ...]
    otp: Otp
    variables: tuple[Variable, ...]
    lifetime: str

    @property
    def is_code(self) -> bool:
        return self.category == Category.AUTHENTICATION

    @property
    def is_marketing(self) -> bool:
        return self.category == Category.MARKETING

    @property
    def header_choices(self) -> tuple[tuple[str, str, str], ...]:
        return HEADER_CHOICES

    @property
    def offer(self) -> LimitedTimeOffer | None:
        return self.content.offer

    @property
    def has_carousel(self) -> bool:
        return self.content.carousel is not None

    @property
    def may_add_card(self) -> bool:
        return len(self.cards) < MOST_CARDS

    @property
    def may_remove_card(self) -> bool:
        return len(self.cards) > FEWEST_CARDS

    @property
    def is_named(self) -> bool:
        return self.content.has_named_variables

    @property
    def known(self) -> str:
        return ",".join(variable.key for variable in self.variables)

    @property
    def shape(self) -> str:
        rows = [row.button.kind for row in self.buttons]
        card = [row.button.kind for row in self.cards[0].buttons] if self.cards else []
        offer = [self.offer.has_expiration] if self.offer else []
        links = [row.button.has_variable for row in self._all_rows()]
        code = [self.is_code, self.otp.kind, len(self.otp.apps)]
        parts = (self.is_marketing, code, self.header_kind, rows, offer, len(self.cards), card)
        return repr((*parts, self.cards_kind, links))

    def _all_rows(self) -> Iterator[ButtonRow]:
        yield from self.buttons
        for card in self.cards:
            yield from card.buttons


def sheet_of(form: TemplateForm, sketch: Sketch) -> Sheet:
    content, category = sketch.content, sketch.category.upper()
    found = samples.known(handles(content))
    carousel = content.carousel
    cards_kind = form.data.get("cards_kind") or card_sheets.media_kind(carousel)
    shared = card_sheets.button_kinds(carousel)
    said = form.data.get("header_kind", "") if sheets.PARTS in form.data else None
    kind = said if said in sheets.HEADER_KINDS else sheets.header_kind(content)
    media = content.media
    return Sheet(
        content=content,
        category=category,
        header_kind=kind,
        media=_media_field("", kind, media.handle if media else "", found)
        if kind in MEDIA
        else None,
        buttons=_rows(content.buttons, form.base),
        additions=_additions(content.buttons),
        cards=tuple(
            _card(index, card, cards_kind, found)
            for index, card in enumerate(carousel.cards if carousel else ())
        ),
        cards_kind=cards_kind,
        card_additions=_card_additions(shared),
        otp=sheets.otp_of(content),
        variables=tuple(it for it in sketch.variables if it.kind is Kind.TEXT),
        lifetime=lifetimes.bounds(category) if category in lifetimes.LIFETIMES else "",
    )


def handles(content: TemplateContent) -> list[str]:
    """Meta's names of all the media in it."""
    cards = content.carousel.cards if content.carousel else ()
    media = [part.media for part in (content, *cards)]
    return [medium.handle for medium in media if medium]


def pictures(content: TemplateContent) -> dict[str, str]:
    """The address of each picture that was uploaded here, by its handle."""
    found = samples.known(handles(content))
    return {
        handle: reverse("hsm_templates:sample", args=[sample.digest])
        for handle, sample in found.items()
    }


def preview_of(template: Template) -> Preview:
    """With its samples."""
    content = template.content
    shown = Sketch(
        content=content, findings=(), category=template.category, pictures=pictures(content)
    )
    return shown.preview


def _media_field(prefix: str, kind: str, handle: str, found: Mapping[str, Sample]) -> MediaField:
    sample = found.get(handle)
    rule = RULES[kind]
    unknown = "Exemplo que a Meta já tem" if handle else ""
    return MediaField(
        field=f"{prefix}header.{kind.lower()}",
        name=f"{prefix}handle" if prefix else "header_handle",
        kind=kind,
        handle=handle,
        file_name=sample.file_name if sample else unknown,
        told=rule.told,
        accept=rule.accept,
    )


def _rows(buttons: tuple[Button, ...], base: TemplateContent | None) -> tuple[ButtonRow, ...]:
    last = len(buttons) - 1
    return tuple(
        _row(f"button.{index}", index, button, is_last=index == last)
        for index, button in enumerate(buttons)
    )


def _row(row: str, index: int, button: Button, *, is_last: bool) -> ButtonRow:
    return ButtonRow(
        row=row,
        number=index + 1,
        label=BUTTON_LABELS.get(button.kind, button.name),
        button=button,
        is_kept=button.kind not in button_sheets.OFFERED,
        is_first=index == 0,
        is_last=is_last,
    )


def _additions(buttons: tuple[Button, ...]) -> tuple[Addition, ...]:
    counts = Counter(button.kind for button in buttons)
    return tuple(
        Addition(kind=kind, label=BUTTON_LABELS[kind], why_not=_why_not(kind, counts))
        for kind in button_sheets.OFFERED
    )


def _why_not(kind: str, counts: Counter[str]) -> str:
    most, told = MOST_OF_KIND.get(kind, (MOST_BUTTONS, ""))
    if counts.total() >= MOST_BUTTONS:
        return f"A Meta aceita no máximo {MOST_BUTTONS} botões."
    return f"A Meta aceita no máximo {told}." if counts[kind] >= most else ""


def _card_additions(shared: tuple[str, ...]) -> tuple[Addition, ...]:
    is_full = len(shared) >= MOST_CARD_BUTTONS
    why_not = f"Cada cartão aceita até {MOST_CARD_BUTTONS} botões." if is_full else ""
    return tuple(
        Addition(kind=kind, label=BUTTON_LABELS[kind], why_not=why_not) for kind in CARD_BUTTONS
    )


def _card(index: int, card: TemplateContent, kind: str, found: Mapping[str, Sample]) -> CardRow:
    handle = card.media.handle if card.media else ""
    last = len(card.buttons) - 1
    return CardRow(
        number=index + 1,
        index=index,
        media=_media_field(f"card.{index}.", kind, handle, found),
        body=card.body.text,
        buttons=tuple(
            _row(f"card.{index}.button.{place}", place, button, is_last=place == last)
            for place, button in enumerate(card.buttons)
        ),
    )
