"""Where an object of the trail can be seen: names of addresses only, the apps above own them."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Place:
    url_name: str
    permission: str


PLACES: dict[str, Place] = {
    "accounts.user": Place("accounts:detail", "accounts.change_user"),
    "contacts.contact": Place("contacts:detail", "contacts.view_contact"),
    "messaging.conversation": Place("messaging:thread", "messaging.view_conversation"),
    "hsm_templates.template": Place("hsm_templates:detail", "hsm_templates.view_template"),
    "whatsapp.businessaccount": Place("whatsapp:edit_account", "whatsapp.change_businessaccount"),
    "whatsapp.channel": Place("whatsapp:edit_channel", "whatsapp.change_channel"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    url: str
    permission: str


def link_to(object_type: str, object_id: str | int) -> Link | None:
    """None for what has no page of its own."""
    place = PLACES.get(object_type)
    if place is None:
        return None
    try:
        return Link(url=reverse(place.url_name, args=[object_id]), permission=place.permission)
    except NoReverseMatch:
        return None
