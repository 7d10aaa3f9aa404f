"""What outlives a restart, when a state file is set: templates, customers and open windows.

Conecta keeps its database over a restart; a Meta that had forgotten the approved templates would
refuse every message of the next day. Messages themselves are forgotten.
"""

import json
from functools import partial
from itertools import islice
from pathlib import Path

from conecta.whatsapp.sandbox import components, customers, template_calls
from conecta.whatsapp.sandbox.state import World
from conecta.whatsapp.sandbox.templates import PENDING, Template
from conecta.whatsapp.sandbox.wire import JsonObject, objects_in, text_in

EVERY_SECONDS = 2.0
PEOPLE_KEPT = 1_000
TEMPLATE_FIELDS = (
    "id",
    "account_id",
    "name",
    "language",
    "category",
    "requested_category",
    "parameter_format",
    "components",
    "ttl",
    "status",
    "rejected_reason",
    "rejection_info",
    "edited_at",
    "pause",
    "paused_at",
)


def dump(world: World) -> JsonObject:
    latest = islice(world.people.latest(), PEOPLE_KEPT)
    return {
        "templates": [
            {name: getattr(template, name) for name in TEMPLATE_FIELDS}
            for template in world.shelf.by_id.values()
        ],
        "people": [
            {"number": person.number, "name": person.name, "windows": person.windows}
            for person in reversed(list(latest))
            if person.is_kept or person.windows
        ],
    }


def load(world: World, content: JsonObject) -> None:
    """Templates in review are submitted again."""
    for source in objects_in(content, "templates"):
        template = template_from(source)
        world.shelf.put(template)
        if template.status == PENDING:
            template_calls.submit(world, template)
    for source in objects_in(content, "people"):
        person = customers.keep(world, text_in(source, "number"), text_in(source, "name"))
        windows = source.get("windows")
        person.windows.update(windows if isinstance(windows, dict) else {})


def template_from(source: JsonObject) -> Template:
    listed = objects_in(source, "components")
    is_named = source["parameter_format"] == template_calls.NAMED
    known = {name: source[name] for name in TEMPLATE_FIELDS if name in source}
    shape = components.parse(listed, is_named=is_named)
    return Template(**known, shape=shape)  # type: ignore[arg-type]  # written by dump()


def read(file: Path) -> JsonObject:
    """The last state; empty when there is none or it was cut short."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write(world: World, file: Path) -> None:
    """Beside the file first: a process killed meanwhile leaves the former state."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(dump(world)), encoding="utf-8")
    draft.replace(file)


def keep_writing(world: World, file: Path, written: int = -1) -> None:
    """Every few seconds, when something has changed since ``written``."""
    if world.version != written:
        write(world, file)
    world.agenda.after(EVERY_SECONDS, partial(keep_writing, world, file, world.version))
