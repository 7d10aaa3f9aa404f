"""The rows of buttons of the sheet: read in an order that Meta takes, added, taken away, moved."""

from collections.abc import Iterable, Mapping, Sequence

from hsm_templates import buttons as kinds
from hsm_templates.buttons import Button, arrange
from hsm_templates.flows import Flow
from hsm_templates.sheet_fields import count_rows

# What the sheet offers, in the order of its menu.
OFFERED = (kinds.QUICK_REPLY, kinds.URL, kinds.PHONE_NUMBER, kinds.COPY_CODE, kinds.FLOW)
# "Outra língua, outro tipo": a row of a kind that we only keep says which one of the base it is.
KEPT = "kept"


def read_buttons(
    said: Mapping[str, str], base: Sequence[Button] = (), *, prefix: str = ""
) -> tuple[Button, ...]:
    """`prefix`: "card.0." for the rows of a card."""
    row = f"{prefix}button"
    found = [_read(said, f"{row}.{n}", base) for n in range(count_rows(said, row, "kind"))]
    return arrange(button for button in found if button is not None)


def moved(buttons: Sequence[Button], index: int, step: int) -> tuple[Button, ...]:
    """One place up (-1) or down; the block of quick replies stays whole, and moves as one."""
    target = index + step
    if not (0 <= index < len(buttons) and 0 <= target < len(buttons)):
        return tuple(buttons)
    one, other = buttons[index], buttons[target]
    if (one.kind == kinds.QUICK_REPLY) != (other.kind == kinds.QUICK_REPLY):
        return _swapped_blocks(buttons)
    listed = list(buttons)
    listed[index], listed[target] = other, one
    return tuple(listed)


def without(buttons: Sequence[Button], index: int) -> tuple[Button, ...]:
    return tuple(button for place, button in enumerate(buttons) if place != index)


def _swapped_blocks(buttons: Sequence[Button]) -> tuple[Button, ...]:
    replies = [button for button in buttons if button.kind == kinds.QUICK_REPLY]
    actions = [button for button in buttons if button.kind != kinds.QUICK_REPLY]
    begins_with_reply = buttons[0].kind == kinds.QUICK_REPLY
    return (*actions, *replies) if begins_with_reply else (*replies, *actions)


def _read(said: Mapping[str, str], row: str, base: Sequence[Button]) -> Button | None:
    """None for a row of a kind that nobody offers and the base does not have."""
    kind = said[f"{row}.kind"]
    if kind not in OFFERED:
        place = said.get(f"{row}.{KEPT}", "")
        kept = base[int(place)] if place.isdecimal() and int(place) < len(base) else None
        return kept if kept and kept.kind == kind else None
    read = {name: said.get(f"{row}.{name}", "").strip() for name in ("text", "url", "phone")}
    button = Button(
        kind=kind,
        text="" if kind == kinds.COPY_CODE else read["text"],
        url=read["url"] if kind == kinds.URL else "",
        phone_number=read["phone"] if kind == kinds.PHONE_NUMBER else "",
        sample=_sample(said, row, kind, read["url"]),
        flow=_flow(said, row) if kind == kinds.FLOW else None,
    )
    return _as_it_was(button, base)


def _sample(said: Mapping[str, str], row: str, kind: str, url: str) -> str:
    wants_one = kind == kinds.COPY_CODE or (kind == kinds.URL and "{{" in url)
    return said.get(f"{row}.sample", "").strip() if wants_one else ""


def _flow(said: Mapping[str, str], row: str) -> Flow:
    names = ("id", "name", "json", "action", "screen", "icon")
    found = {name: said.get(f"{row}.flow_{name}", "").strip() for name in names}
    return Flow(**found)


def _as_it_was(button: Button, base: Iterable[Button]) -> Button:
    """The one of the base that says the same, with its own JSON."""
    return next((kept for kept in base if _same(kept, button)), button)


def _same(kept: Button, button: Button) -> bool:
    """A coupon's label is WhatsApp's own: Meta may list it."""
    if kept.kind == button.kind == kinds.COPY_CODE:
        return kept.sample == button.sample
    return kept == button
