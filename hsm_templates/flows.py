"""The form (flow) that a button opens."""

from dataclasses import dataclass
from typing import Any

from hsm_templates import meta_json
from hsm_templates.meta_json import Json

NAVIGATE = "navigate"
DATA_EXCHANGE = "data_exchange"
ACTIONS = (NAVIGATE, DATA_EXCHANGE)
ICONS = ("DOCUMENT", "PROMOTION", "REVIEW")
# What WhatsApp itself puts where the business gives no token.
NO_TOKEN = "unused"  # noqa: S105 - a word of Meta's, no secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Exactly one of `id`, `name` and `json` says which; `screen` is where `navigate` begins."""

    id: str = ""
    name: str = ""
    json: str = ""
    action: str = ""
    screen: str = ""
    icon: str = ""

    @property
    def reference_count(self) -> int:
        return sum(map(bool, (self.id, self.name, self.json)))


def parse_flow(source: Json) -> Flow:
    return Flow(
        id=meta_json.scalar(source, "flow_id"),
        name=meta_json.text(source, "flow_name"),
        json=meta_json.text(source, "flow_json"),
        action=meta_json.text(source, "flow_action").lower(),
        screen=meta_json.text(source, "navigate_screen"),
        icon=meta_json.word(source, "icon"),
    )


def flow_json(flow: Flow) -> dict[str, Any]:
    return {
        "flow_id": flow.id,
        "flow_name": flow.name,
        "flow_json": flow.json,
        "flow_action": flow.action,
        "navigate_screen": flow.screen,
        "icon": flow.icon,
    }
