"""Accounts, numbers and whatever else has an id: reading nodes, their health, their webhooks."""

from conecta.whatsapp.sandbox import environment, media_calls, template_calls
from conecta.whatsapp.sandbox.directory import PhoneNumber
from conecta.whatsapp.sandbox.errors import GraphError, UnknownObjectError
from conecta.whatsapp.sandbox.state import World
from conecta.whatsapp.sandbox.template_calls import account_of
from conecta.whatsapp.sandbox.templates import APPROVED
from conecta.whatsapp.sandbox.wire import JsonObject, Request, Response, answer, text_in

NUMBER_FIELDS = (
    "id",
    "display_phone_number",
    "verified_name",
    "quality_rating",
    "code_verification_status",
    "platform_type",
    "throughput",
)
ACCOUNT_FIELDS = ("id", "name", "currency", "timezone_id", "message_template_namespace")
APP = {"id": "300000000000001", "name": "Conecta", "link": "https://www.facebook.com/games/"}


def asked(request: Request, known: JsonObject, default: tuple[str, ...]) -> JsonObject:
    """The fields of the query, or the default ones, and always the id."""
    fields = request.query().get("fields", "")
    names = fields.split(",") if fields else default
    return {**{name: known[name] for name in names if name in known}, "id": known["id"]}


async def phone_numbers(world: World, request: Request) -> Response:
    account = account_of(world, request)
    mine = [item for item in world.numbers.values() if item.account_id == account.id]
    nodes = [number_json(world, item) for item in mine]
    return answer({"data": [asked(request, node, NUMBER_FIELDS) for node in nodes]})


def number_json(world: World, number: PhoneNumber) -> JsonObject:
    webhooks = {"application": world.environment.target.url}
    override = world.accounts[number.account_id].override
    if override is not None:
        webhooks["whatsapp_business_account"] = override.url
    return number.as_json(world.config.throughput, webhooks)


async def read(world: World, request: Request) -> Response:
    node_id = request.parts[1]
    template = world.shelf.by_id.get(node_id)
    if "health_status" in request.query().get("fields", "").split(","):
        return answer({"health_status": health(world, node_id), "id": node_id})
    if template is not None:
        return template_calls.read(template, request)
    number = world.numbers.get(node_id)
    if number is not None:
        return answer(asked(request, number_json(world, number), NUMBER_FIELDS))
    if node_id in world.accounts:
        return answer(asked(request, world.accounts[node_id].as_json(), ACCOUNT_FIELDS))
    return media_calls.read(world, request)


async def write(world: World, request: Request) -> Response:
    template = world.shelf.by_id.get(request.parts[1])
    if template is None:
        raise UnknownObjectError(request.method, request.parts[1])
    return template_calls.edit(world, template, request)


def health(world: World, node_id: str) -> JsonObject:
    """Who stands on the way of a message and whether each of them lets it pass."""
    template = world.shelf.by_id.get(node_id)
    number = world.numbers.get(node_id)
    owner = template or number
    account_id = owner.account_id if owner else node_id
    if account_id not in world.accounts:
        raise UnknownObjectError("GET", node_id)
    entities = [entity("WABA", account_id), entity("BUSINESS", "400000000000001")]
    if number is not None:
        entities.insert(0, entity("PHONE_NUMBER", number.id))
    if template is not None:
        can_send = template.status == APPROVED
        entities.insert(0, entity("MESSAGE_TEMPLATE", template.id, can_send=can_send))
    entities.append(entity("APP", APP["id"]))
    is_free = all(item["can_send_message"] == "AVAILABLE" for item in entities)
    return {"can_send_message": "AVAILABLE" if is_free else "BLOCKED", "entities": entities}


def entity(kind: str, node_id: str, *, can_send: bool = True) -> JsonObject:
    state: JsonObject = {
        "entity_type": kind,
        "id": node_id,
        "can_send_message": "AVAILABLE" if can_send else "BLOCKED",
    }
    if not can_send:
        state["errors"] = [
            {
                "error_code": 141000,
                "error_description": "The template is not approved.",
                "possible_solution": "Wait for the review or edit the template.",
            }
        ]
    return state


async def subscriptions(world: World, request: Request) -> Response:
    account = account_of(world, request)
    if not account.is_subscribed:
        return answer({"data": []})
    subscription: JsonObject = {"whatsapp_business_api_data": APP}
    if account.override is not None:
        subscription["override_callback_uri"] = account.override.url
    return answer({"data": [subscription]})


async def subscribe(world: World, request: Request) -> Response:
    """``override_callback_uri`` is taken only when it stays on this machine."""
    account = account_of(world, request)
    payload = request.json() if request.body else {}
    address = text_in(payload, "override_callback_uri")
    try:
        account.override = environment.parse_target(address) if address else None
    except environment.RefusedTargetError as error:
        raise GraphError(100, str(error)) from error
    account.is_subscribed = True
    return answer({"success": True})


async def unsubscribe(world: World, request: Request) -> Response:
    account = account_of(world, request)
    account.is_subscribed, account.override = False, None
    return answer({"success": True})
