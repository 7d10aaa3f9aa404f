"""Pages of the template list: filters, fields and cursors."""

from collections.abc import Iterable
from itertools import islice
from urllib.parse import urlencode

from conecta.whatsapp.sandbox.errors import GraphError
from conecta.whatsapp.sandbox.templates import DEFAULT_FIELDS, Template, cursor_of, id_of_cursor
from conecta.whatsapp.sandbox.wire import JsonObject, Request

DEFAULT_LIMIT = 25
MAX_LIMIT = 1_000
# Simple filters: the parameter and the attribute of the template are called the same.
EXACT_FILTERS = ("language", "status", "category")


def page_of(templates: Iterable[Template], request: Request) -> JsonObject:
    """``next`` is there only when more follows. Filters that are not known are ignored.

    :raises GraphError: 131059 when the cursor is none of ours.
    """
    query = request.query()
    limit = limit_of(query)
    after, before = position(query, "after"), position(query, "before")
    matching = [item for item in templates if is_wanted(item, query)]
    if before is not None:
        earlier = [item for item in matching if item.number < before]
        shown, has_more = earlier[-limit:], True
    else:
        rest = (item for item in matching if after is None or item.number > after)
        window = list(islice(rest, limit + 1))
        shown, has_more = window[:limit], len(window) > limit
    fields = tuple(query["fields"].split(",")) if query.get("fields") else DEFAULT_FIELDS
    page: JsonObject = {"data": [item.as_json(fields) for item in shown]}
    if shown:
        page["paging"] = paging(request, query, shown, has_more=has_more)
    if "summary" in query:
        page["summary"] = {"total_count": len(matching), "message_template_limit": 250}
    return page


def paging(
    request: Request, query: dict[str, str], shown: list[Template], *, has_more: bool
) -> JsonObject:
    cursors = {"before": cursor_of(shown[0]), "after": cursor_of(shown[-1])}
    if not has_more:
        return {"cursors": cursors}
    kept = {key: value for key, value in query.items() if key not in ("after", "before")}
    address = urlencode({**kept, "after": cursors["after"]})
    host = request.header(b"host")
    return {"cursors": cursors, "next": f"http://{host}{request.path}?{address}"}


def limit_of(query: dict[str, str]) -> int:
    asked = query.get("limit", "")
    return min(int(asked), MAX_LIMIT) if asked.isdecimal() and int(asked) else DEFAULT_LIMIT


def position(query: dict[str, str], key: str) -> int | None:
    if not query.get(key):
        return None
    found = id_of_cursor(query[key])
    if found is None:
        raise GraphError(131059, "Restart the listing without a cursor.")
    return found


def is_wanted(template: Template, query: dict[str, str]) -> bool:
    for key in EXACT_FILTERS:
        wanted = query.get(key)
        if wanted and str(getattr(template, key)).upper() != wanted.upper():
            return False
    if query.get("quality_score", "UNKNOWN").upper() != "UNKNOWN":
        return False
    found_in = f"{template.name}\n{template.shape.body.content}"
    return query.get("name", "") in template.name and query.get("name_or_content", "") in found_in
