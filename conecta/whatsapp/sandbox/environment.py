"""What the environment says, read once at start; a webhook that leaves this machine is refused."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

DEFAULT_PORT = "8000"
LOCAL_SECRET = "conecta-sandbox"  # noqa: S105 - signs only between two processes of one machine


class RefusedTargetError(ValueError):
    """The simulator must never write to anything but this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where webhooks go. Only plain HTTP on the loopback interface."""

    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}{self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    app_secret: bytes
    target: Target


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def parse_target(url: str) -> Target:
    """:raises RefusedTargetError: when the address is not ``http`` on the loopback interface."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not is_loopback(parts.hostname or ""):
        raise RefusedTargetError(f"webhooks go to http on this machine only, not to {url}")
    path = parts.path or "/"
    query = f"?{parts.query}" if parts.query else ""
    return Target(host=parts.hostname or "", port=parts.port or 80, path=path + query)


def value_of(variables: Mapping[str, str], name: str) -> str:
    """The variable, or the content of the file that ``<name>_FILE`` points to."""
    file_name = variables.get(f"{name}_FILE")
    if file_name:
        return Path(file_name).read_text(encoding="utf-8").strip()
    return variables.get(name, "")


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """``WHATSAPP_APP_SECRETS`` (the first signs), ``WEBHOOK_URL`` or ``PORT``."""
    first_secret = value_of(variables, "WHATSAPP_APP_SECRETS").split(",")[0].strip()
    port = variables.get("PORT") or DEFAULT_PORT
    default_url = f"http://127.0.0.1:{port}/webhooks/whatsapp/"
    return Environment(
        app_secret=(first_secret or LOCAL_SECRET).encode(),
        target=parse_target(variables.get("WEBHOOK_URL") or default_url),
    )
