"""A template as it is being written: what the telephone would show, and what Meta would say."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from hsm_templates import lint, rendering
from hsm_templates.components import TemplateContent, Variable, variables
from hsm_templates.findings import Finding, Level
from hsm_templates.lint import NOWHERE, Surroundings
from hsm_templates.placeholders import VARIABLE

LEVELS = {Level.ERROR: "no", Level.WARNING: "warn", Level.OK: "ok"}
BUTTON_ICONS = {
    "QUICK_REPLY": "arrow-uturn-left",
    "URL": "arrow-top-right-on-square",
    "PHONE_NUMBER": "phone",
    "COPY_CODE": "document-duplicate",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewButton:
    icon: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Texts with the samples in place; `parts` names what cannot be shown."""

    header: SafeString
    body: SafeString
    footer: str
    buttons: Sequence[PreviewButton]
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
    content: TemplateContent
    findings: Sequence[Finding]

    @property
    def variables(self) -> tuple[Variable, ...]:
        return variables(self.content)

    @property
    def preview(self) -> Preview:
        return preview(self.content)

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
    around: Surroundings = NOWHERE,
) -> Sketch:
    findings = lint.check(name, language, category, content, around)
    return Sketch(content=content, findings=findings)


def preview(content: TemplateContent) -> Preview:
    samples = {variable.key: variable.sample.strip() for variable in variables(content)}
    rendered = rendering.render(content, samples)
    return Preview(
        header=_shown(rendered.header),
        body=_shown(rendered.body),
        footer=rendered.footer,
        buttons=[
            PreviewButton(icon=BUTTON_ICONS.get(button.kind, "cursor-arrow-rays"), text=button.text)
            for button in content.buttons
        ],
        parts=[part.name for part in content.others],
    )


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
    if field == "category":
        return "id_category_0"
    return f"sample-{field}" if "." in field else f"id_{field}"


def _counted(count: int, noun: str) -> str:
    if not count:
        return ""
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"
