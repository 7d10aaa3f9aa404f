"""API permissions: each action of a view names the Django permission it asks for."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:
    # REST framework reads its settings, which name this module, while it loads its views.
    from rest_framework.views import APIView


class ActionPermission(BasePermission):
    """Looks the action (or the method) up in the view's `permission_map`; closed by default.

    Views declare `permission_map = {"list": "contacts.view_contact", "post": "…"}`.
    """

    message = "Seu perfil não permite esta ação. Peça a um administrador."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not request.user or not request.user.is_authenticated:
            return False
        permission_map: dict[str, str] = getattr(view, "permission_map", {})
        action = getattr(view, "action", None) or (request.method or "").lower()
        needed = permission_map.get(action)
        return needed is not None and request.user.has_perm(needed)
