"""How the API answers failures: stable English codes, Portuguese sentences, field errors apart."""

from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from conecta.errors import ConflictError, DomainError, NotAllowedError

INVALID = "Há campos para corrigir."


def handle_exception(error: Exception, context: dict[str, Any]) -> Response | None:
    """`{code, detail, …}`; field errors under `errors`. None lets Django answer 500."""
    if isinstance(error, DomainError):
        return Response(_domain_body(error), status=_status_of(error))
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ValidationError):
        fields = response.data if isinstance(response.data, dict) else {"body": response.data}
        response.data = {"code": "invalid", "detail": INVALID, "errors": fields}
    elif isinstance(error, APIException):
        response.data = {"code": error.get_codes(), "detail": str(error.detail)}
    else:
        response.data = {"code": "not_found", "detail": "Não encontrado."}
    return response


def _status_of(error: DomainError) -> int:
    if isinstance(error, ConflictError):
        return status.HTTP_409_CONFLICT
    if isinstance(error, NotAllowedError):
        return status.HTTP_403_FORBIDDEN
    return status.HTTP_400_BAD_REQUEST


def _domain_body(error: DomainError) -> dict[str, Any]:
    extra = dict(error.extra)
    body: dict[str, Any] = {"code": error.code, "detail": error.message}
    field = extra.pop("field", None)
    if field:
        body["errors"] = {field: [error.message]}
    return body | extra
