"""Meta's errors: one table from code to HTTP status and title, and the body they travel in."""

import secrets
from typing import NotRequired, TypedDict

HREF = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"

CATALOGUE: dict[int, tuple[int, str]] = {
    0: (401, "AuthException"),
    1: (400, "API Unknown"),
    2: (503, "API Service"),
    3: (500, "API Method"),
    4: (400, "API Too Many Calls"),
    10: (403, "Permission Denied"),
    33: (400, "Parameter value is not valid"),
    100: (400, "Invalid parameter"),
    190: (401, "Access token has expired"),
    200: (403, "Provide valid app ID"),
    368: (403, "Temporarily blocked for policies violations"),
    2500: (400, "Unknown path components"),
    80007: (400, "Rate limit issues"),
    130403: (400, "Business has blocked this user"),
    130429: (400, "Rate limit hit"),
    130472: (400, "User's number is part of an experiment"),
    130497: (403, "Business account is restricted from messaging users in this country"),
    131000: (500, "Something went wrong"),
    131005: (403, "Access denied"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131016: (500, "Service unavailable"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131030: (400, "Recipient phone number not in allowed list"),
    131031: (403, "Account has been locked"),
    131037: (
        400,
        "WhatsApp provided number needs display name approval before message can be sent",
    ),
    131042: (400, "Business eligibility payment issue"),
    131045: (500, "Incorrect certificate"),
    131047: (400, "Re-engagement message"),
    131048: (400, "Spam rate limit hit"),
    131049: (
        400,
        "This message was not delivered to maintain healthy ecosystem engagement.",
    ),
    131050: (400, "User has stopped marketing messages from this business"),
    131051: (400, "Unsupported message type"),
    131052: (400, "Media download error"),
    131053: (400, "Media upload error"),
    131055: (400, "Method not allowed"),
    131056: (400, "(Business Account, Consumer Account) pair rate limit hit"),
    131057: (400, "Account in maintenance mode"),
    131059: (400, "Paging cursor is invalid or has expired"),
    131061: (400, "Template with a maximum price cannot be sent here"),
    131062: (400, "Business-scoped user ID recipients are not supported for this message"),
    131063: (400, "Marketing messages are disabled on Cloud API for this account"),
    131064: (400, "Messaging limit reached due to template misclassification"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
    132005: (400, "Translated text too long"),
    132007: (400, "Template format character policy violated"),
    132008: (400, "Parameter value is not valid"),
    132012: (400, "Parameter format does not match format in the created template"),
    132015: (400, "Template is paused"),
    132016: (400, "Template is disabled"),
    132018: (400, "There is an issue with the parameters in your template"),
    132068: (400, "Flow is blocked"),
    132069: (400, "Flow is throttled"),
    133000: (500, "Incomplete deregistration"),
    133004: (503, "Server temporarily unavailable"),
    133005: (400, "Two-step verification PIN mismatch"),
    133006: (400, "Phone number re-verification needed"),
    133010: (400, "Phone number not registered"),
    133016: (400, "Account register deregister rate limit exceeded"),
    134100: (400, "Only marketing messages are supported"),
    134101: (400, "Template is syncing"),
    134102: (400, "Template unavailable for use"),
    135000: (400, "Generic user error"),
}


class ErrorData(TypedDict):
    messaging_product: str
    details: str


class ErrorBody(TypedDict):
    message: str
    type: str
    code: int
    error_data: NotRequired[ErrorData]
    error_subcode: NotRequired[int]
    error_user_title: NotRequired[str]
    error_user_msg: NotRequired[str]
    fbtrace_id: str


class WebhookError(TypedDict):
    code: int
    title: str
    message: str
    error_data: dict[str, str]
    href: str


class GraphError(Exception):
    """An answer of Meta that refuses. ``subcode`` and ``title`` belong to template creation."""

    def __init__(
        self, code: int, details: str = "", *, subcode: int | None = None, title: str = ""
    ) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details
        self.subcode = subcode
        self.title = title

    @property
    def status(self) -> int:
        return CATALOGUE.get(self.code, (400, ""))[0]

    def body(self) -> dict[str, ErrorBody]:
        error: ErrorBody = {
            "message": self._message(),
            "type": "OAuthException",
            "code": self.code,
            "fbtrace_id": "A" + secrets.token_urlsafe(16),
        }
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.title:
            error["error_user_title"] = self.title
            error["error_user_msg"] = self.details
        return {"error": error}

    def _message(self) -> str:
        title = title_of(self.code)
        return title if self.subcode is not None else f"(#{self.code}) {title}"


class UnknownObjectError(GraphError):
    """The id in the path is nobody's, or does not do what was asked."""

    def __init__(self, method: str, node: str) -> None:
        super().__init__(100, subcode=33)
        self.sentence = (
            f"Unsupported {method.lower()} request. Object with ID '{node}' does not exist, cannot "
            "be loaded due to missing permissions, or does not support this operation. Please read "
            "the Graph API documentation at https://developers.facebook.com/docs/graph-api"
        )

    def body(self) -> dict[str, ErrorBody]:
        body = super().body()
        body["error"]["message"] = self.sentence
        body["error"]["type"] = "GraphMethodException"
        return body


def title_of(code: int) -> str:
    return CATALOGUE.get(code, (400, "Unknown error"))[1]


def webhook_error(code: int) -> WebhookError:
    """The same error as a ``failed`` status tells it."""
    title = title_of(code)
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": f"{title}."},
        "href": HREF,
    }
