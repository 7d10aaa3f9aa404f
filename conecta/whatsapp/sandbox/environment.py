"""What the environment says, read once at start; a webhook that leaves this machine is refused."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

DEFAULT_PORT = "8000"
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
LOCAL_SECRET = "conecta-sandbox"  # noqa: S105 - signs only between two processes of one machine


class RefusedTargetError(ValueError):
    """The simulator must never write to anything but this machine."""


class RefusedNetworkError(ValueError):
    """Strangers must never control the simulator."""


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
    """``trusted`` are private networks that may use the telephone too, for containers.

    ``state_file`` keeps what must outlive a restart; without it everything is in memory only.
    """

    app_secret: bytes
    target: Target
    trusted: tuple[Network, ...] = ()
    state_file: Path | None = None

    def trusts(self, host: str) -> bool:
        """Whether a caller at ``host`` may control the simulator."""
        if is_loopback(host):
            return True
        if not self.trusted:
            return False
        address = ipaddress.ip_address(host)
        return any(address in network for network in self.trusted)


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


def parse_networks(listed: str) -> tuple[Network, ...]:
    """:raises RefusedNetworkError: when a network is not private, or none at all."""
    networks = []
    for item in filter(None, map(str.strip, listed.split(","))):
        try:
            network = ipaddress.ip_network(item)
        except ValueError as error:
            raise RefusedNetworkError(f"{item} is no network") from error
        if not network.is_private:
            raise RefusedNetworkError(f"{item} is not a private network")
        networks.append(network)
    return tuple(networks)


def value_of(variables: Mapping[str, str], name: str) -> str:
    """The variable, or the content of the file that ``<name>_FILE`` points to."""
    file_name = variables.get(f"{name}_FILE")
    if file_name:
        return Path(file_name).read_text(encoding="utf-8").strip()
    return variables.get(name, "")


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """``WHATSAPP_APP_SECRETS`` (the first signs), ``WEBHOOK_URL`` or ``PORT``, and two of its own.

    Those are ``SANDBOX_TRUSTED_NETWORKS`` and ``SANDBOX_STATE_FILE``.
    """
    first_secret = value_of(variables, "WHATSAPP_APP_SECRETS").split(",")[0].strip()
    port = variables.get("PORT") or DEFAULT_PORT
    default_url = f"http://127.0.0.1:{port}/webhooks/whatsapp/"
    state_file = variables.get("SANDBOX_STATE_FILE")
    return Environment(
        app_secret=(first_secret or LOCAL_SECRET).encode(),
        target=parse_target(variables.get("WEBHOOK_URL") or default_url),
        trusted=parse_networks(variables.get("SANDBOX_TRUSTED_NETWORKS", "")),
        state_file=Path(state_file) if state_file else None,
    )
