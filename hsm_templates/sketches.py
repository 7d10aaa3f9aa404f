"""A template as it is being written: what the telephone would show, and what Meta would say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from hsm_templates import lint, rendering
from hsm_templates.components import TemplateContent, Variable, variables
from hsm_templates.findings import Finding, Level
from hsm_templates.placeholders import VARIABLE
from hsm_templates.previews import Rendered, ShownButton, ShownOffer

LEVELS = {Level.ERROR: "no", Level.WARNING: "warn", Level.OK: "ok"}


ANCHORS = {"category": "id_category_0", "ttl": "id_ttl_amount", "offer": "id_offer_text"}
MEDIA_NAMES = frozenset({"image", "video", "document"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewMedia:
    """`url` of the picture, "" when there is none to show."""

    kind: str
    url: str
    place: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Texts with the values in place; `parts` names what cannot be shown.

    `folded`: the beginning of a long MARKETING body, "" when all of it is seen at once.
    """

    header: SafeString
    body: SafeString
    folded: SafeString
    footer: str
    media: PreviewMedia | None
    offer: ShownOffer | None
    buttons: Sequence[ShownButton]
    hidden_buttons: Sequence[ShownButton]
    cards: Sequence["Preview"]
    parts: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A line of the panel Conferência; `field` is what it speaks of, and `url` leads there."""

    level: str
    title: str
    text: str
    field: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """`values` for the preview, in the place of the samples; `pictures`: addresses by handle."""

    content: TemplateContent
    findings: Sequence[Finding]
    category: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> tuple[Variable, ...]:
        return variables(self.content)

    @property
    def preview(self) -> Preview:
        samples = {it.key: it.sample.strip() for it in variables(self.content)}
        given = {key: value for key, value in self.values.items() if value}
        rendered = rendering.render(self.content, samples | given)
        folds = self.category.upper() == "MARKETING"
        return preview(rendered, pictures=self.pictures, folds=folds)

    def checks(self, *, editor: str = "") -> list[Check]:
        """The lines of the panel; `editor`: the address of the form, if it is another page."""
        return [_check(finding, editor) for finding in self.findings]

    @property
    def error_count(self) -> int:
        return self._count(Level.ERROR)

    @property
    def tally(self) -> str:
        """Such as "2 erros, 1 aviso"; "" when there is neither."""
        counted = (
            _counted(self.error_count, "erro"),
            _counted(self._count(Level.WARNING), "aviso"),
        )
        return ", ".join(filter(None, counted))

    @property
    def obstacle(self) -> str:
        """Why it cannot be submitted; "" when it can."""
        count = self.error_count
        return f"Corrija {_counted(count, 'erro')} para enviar." if count else ""

    def _count(self, level: Level) -> int:
        return sum(finding.level is level for finding in self.findings)


def sketch(
    *,
    name: str,
    language: str,
    category: str,
    content: TemplateContent,
    around: lint.Surroundings = lint.NOWHERE,
) -> Sketch:
    findings = lint.check(name, language, category, content, around)
    return Sketch(content=content, findings=findings, category=category)


def preview(rendered: Rendered, *, pictures: Mapping[str, str], folds: bool = False) -> Preview:
    shown = rendered.first_buttons
    return Preview(
        header=_shown(rendered.header),
        body=_shown(rendered.body),
        folded=_shown(rendered.folded_body if folds and rendered.is_folded else ""),
        footer=rendered.footer,
        media=_media(rendered, pictures),
        offer=rendered.offer,
        buttons=shown,
        hidden_buttons=rendered.buttons if rendered.has_list else (),
        cards=[preview(card, pictures=pictures) for card in rendered.cards],
        parts=rendered.parts,
    )


def _media(rendered: Rendered, pictures: Mapping[str, str]) -> PreviewMedia | None:
    """A link that was given as a value is not opened: the page loads nothing from elsewhere."""
    media = rendered.media
    if media is None:
        return None
    url = pictures.get(media.source, "")
    return PreviewMedia(kind=media.kind, url=url, place=media.place, address=media.address)


def _shown(text: str) -> SafeString:
    """Formatted and escaped, the variables without sample marked as such."""
    html = rendering.to_html(text)
    return SafeString(VARIABLE.sub(r'<span class="var">\g<0></span>', html))


def _check(finding: Finding, editor: str) -> Check:
    is_fault = finding.level is Level.ERROR and bool(finding.field)
    return Check(
        level=LEVELS[finding.level],
        title=finding.title,
        text=finding.cure,
        field=finding.field,
        url=f"{editor}#{anchor(finding.field)}" if is_fault else "",
        link="Ir ao campo" if is_fault else "",
    )


def anchor(field: str) -> str:
    """The id of the input for a field of the form, or for a variable's sample."""
    if field in ANCHORS:
        return ANCHORS[field]
    place, _, name = field.rpartition(".")
    if not place:
        return f"id_{field}"
    is_text = place.rpartition(".")[2] in {"header", "body"} and name not in MEDIA_NAMES
    return f"sample-{field}" if is_text else f"f-{field}"


def _counted(count: int, noun: str) -> str:
    if not count:
        return ""
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"
