"""Creating, listing, editing and deleting templates, as Graph does it."""

import time
from collections.abc import Iterable
from functools import partial

from conecta.whatsapp.sandbox import (
    components,
    review,
    template_refusals,
    template_rules,
    webhooks,
)
from conecta.whatsapp.sandbox.deliveries import Delivery
from conecta.whatsapp.sandbox.directory import Account
from conecta.whatsapp.sandbox.errors import GraphError, UnknownObjectError
from conecta.whatsapp.sandbox.state import World
from conecta.whatsapp.sandbox.template_pages import page_of
from conecta.whatsapp.sandbox.templates import (
    APPROVED,
    DEFAULT_FIELDS,
    DISABLED,
    NO_REASON,
    PAUSED,
    PENDING,
    REJECTED,
    Template,
)
from conecta.whatsapp.sandbox.wire import (
    JsonObject,
    Request,
    Response,
    answer,
    objects_in,
    text_in,
)

QUOTA = 250
DAY_SECONDS = 24 * 3600
NAME_LOCK_SECONDS = 30 * DAY_SECONDS
EDITS_IN_MONTH = 10
EDITABLE = (APPROVED, REJECTED, PAUSED)
NAMED = "NAMED"

LANGUAGE_BEING_DELETED = 2388023
LANGUAGE_EXISTS = 2388024
QUOTA_REACHED = 2388019
NOT_CHANGEABLE = 2388039


def account_of(world: World, request: Request) -> Account:
    account = world.accounts.get(request.parts[1])
    if account is None:
        raise UnknownObjectError(request.method, request.parts[1])
    return account


async def create(world: World, request: Request) -> Response:
    account = account_of(world, request)
    payload = request.json()
    name, language = text_in(payload, "name"), text_in(payload, "language")
    category = text_in(payload, "category").upper()
    template_rules.check_identity(name, language, category)
    ttl = ttl_of(payload)
    template_rules.check_lifetime(category, ttl)
    check_vacancy(world, account, name, language)
    parameter_format = (text_in(payload, "parameter_format") or "POSITIONAL").upper()
    listed = checked_components(payload, category, parameter_format)
    shape = components.parse(listed, is_named=parameter_format == NAMED)
    template = Template(
        id=world.shelf.new_id(),
        account_id=account.id,
        name=name,
        language=language,
        category=review.assigned_category(category, shape),
        requested_category=category,
        parameter_format=parameter_format,
        components=listed,
        shape=shape,
        ttl=ttl,
    )
    world.shelf.put(template)
    submit(world, template)
    return answer({"id": template.id, "status": template.status, "category": template.category})


def check_vacancy(world: World, account: Account, name: str, language: str) -> None:
    if world.shelf.find(account.id, name, language) is not None:
        raise template_refusals.refuse(
            LANGUAGE_EXISTS,
            "Content in this language already exists",
            f"There is already {language} content for this template.",
        )
    deleted_at = account.deleted_names.get((name, language), 0.0)
    if time.time() - deleted_at < NAME_LOCK_SECONDS:
        raise template_refusals.refuse(
            LANGUAGE_BEING_DELETED,
            "Message template language is being deleted",
            f"New {language} content can't be added while the existing content is being deleted. "
            "Try again in 4 weeks or create a new message template.",
        )
    if sum(1 for _ in world.shelf.of_account(account.id)) >= QUOTA:
        raise template_refusals.refuse(
            QUOTA_REACHED, "Limit exceeded", f"The account has reached {QUOTA} message templates."
        )


def checked_components(
    payload: JsonObject, category: str, parameter_format: str
) -> list[JsonObject]:
    """The components as they will be listed."""
    if parameter_format not in ("POSITIONAL", NAMED):
        raise GraphError(100, "parameter_format must be POSITIONAL or NAMED.")
    given = objects_in(payload, "components")
    template_rules.check(given, category=category, is_named=parameter_format == NAMED)
    return components.stored(given, category)


def ttl_of(payload: JsonObject) -> int | None:
    ttl = payload.get("message_send_ttl_seconds")
    return ttl if isinstance(ttl, int) and not isinstance(ttl, bool) else None


def submit(world: World, template: Template) -> None:
    template.status = PENDING
    template.rejected_reason, template.rejection_info = NO_REASON, None
    template.review += 1
    verdict_due = partial(conclude, world, template, template.review)
    world.agenda.after(world.config.review_seconds, verdict_due)
    world.touch()


def conclude(world: World, template: Template, review_number: int) -> None:
    """The reviewer's answer, unless the template was edited, moved on or deleted meanwhile."""
    is_current = template.review == review_number and template.status == PENDING
    if not is_current or world.shelf.by_id.get(template.id) is not template:
        return
    verdict = review.judge(template.name, template.shape)
    template.rejected_reason, template.rejection_info = verdict.reason, verdict.info
    set_status(world, template, APPROVED if verdict.is_approval else REJECTED)


def set_status(
    world: World, template: Template, status: str, other: JsonObject | None = None
) -> None:
    """Change the status and tell it; ``other`` is what the event carries besides."""
    template.status = status
    world.touch()
    target = world.target_of(template.account_id)
    if target is not None:
        body = webhooks.template_status(template, status, other)
        world.deliveries.changes.put(Delivery(target=target, body=body))


async def listing(world: World, request: Request) -> Response:
    account = account_of(world, request)
    return answer(page_of(world.shelf.of_account(account.id), request))


def read(template: Template, request: Request) -> Response:
    fields = request.query().get("fields", "")
    return answer(template.as_json(tuple(fields.split(",")) if fields else DEFAULT_FIELDS))


def edit(world: World, template: Template, request: Request) -> Response:
    payload = request.json()
    now = time.time()
    was_approved = template.status == APPROVED
    category = text_in(payload, "category").upper() or template.requested_category
    check_editable(template, category, now)
    ttl = ttl_of(payload)
    template_rules.check_lifetime(category, ttl)
    if "components" in payload:
        template.components = checked_components(payload, category, template.parameter_format)
        is_named = template.parameter_format == NAMED
        template.shape = components.parse(template.components, is_named=is_named)
    template.requested_category = category
    template.category = review.assigned_category(category, template.shape)
    template.ttl = ttl or template.ttl
    if was_approved:
        template.edited_at.append(now)
    submit(world, template)
    return answer({"success": True})


def check_editable(template: Template, category: str, now: float) -> None:
    """Approved templates: one edit a day and ten a month, never of the category."""
    template_rules.check_identity(template.name, template.language, category)
    is_approved = template.status == APPROVED
    recent = [at for at in template.edited_at if now - at < NAME_LOCK_SECONDS]
    is_worn_out = len(recent) >= EDITS_IN_MONTH or (recent and now - recent[-1] < DAY_SECONDS)
    moves = is_approved and category not in (template.category, template.requested_category)
    if template.status not in EDITABLE or (is_approved and is_worn_out) or moves:
        raise template_refusals.refuse(
            NOT_CHANGEABLE,
            "Message template can't be edited",
            "Templates are edited when approved, rejected or paused; approved ones once in 24 "
            "hours, ten times in 30 days, and keep their category.",
        )


async def delete(world: World, request: Request) -> Response:
    account = account_of(world, request)
    doomed = chosen(world, account, request.query())
    if any(template.status == DISABLED for template in doomed):
        raise GraphError(100, "A disabled template cannot be deleted.")
    for template in doomed:
        remove(world, account, template)
    return answer({"success": True})


def chosen(world: World, account: Account, query: dict[str, str]) -> list[Template]:
    """By ``hsm_ids`` (all or none), by ``hsm_id`` and ``name``, or every language of ``name``."""
    mine = {item.id: item for item in world.shelf.of_account(account.id)}
    ids = [item.strip(' []"') for item in query.get("hsm_ids", query.get("hsm_id", "")).split(",")]
    name = query.get("name", "")
    if ids != [""]:
        found = [mine[item] for item in ids if item in mine and name in ("", mine[item].name)]
        is_complete = len(found) == len(ids)
    else:
        found = [item for item in mine.values() if item.name == name]
        is_complete = bool(found)
    if not is_complete:
        raise GraphError(
            100,
            f"No message template exists with name '{name}'.",
            subcode=2593002,
            title="Message template not found",
        )
    return found


def remove(world: World, account: Account, template: Template) -> None:
    if template.status == APPROVED:
        account.deleted_names[template.name, template.language] = time.time()
    set_status(world, template, "PENDING_DELETION")
    world.shelf.remove(template)


def named(templates: Iterable[Template], name: str, language: str) -> list[Template]:
    """Templates of that name, in that language or, without one, in all."""
    return [item for item in templates if item.name == name and language in ("", item.language)]
