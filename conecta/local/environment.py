"""The environment that every process of this machine shares: secrets, addresses, ports."""

import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass

from conecta.local import ports
from conecta.local.folder import DataFolder, write_private

SETTINGS_MODULE = "conecta.settings.local"
WEB_PORT = 8000
SANDBOX_PORT = 8090


def _token() -> str:
    return secrets.token_urlsafe(48)


def _encryption_key() -> str:
    return urlsafe_b64encode(secrets.token_bytes(32)).decode()


# Made once and kept with the data they protect; the environment's own values win.
SECRETS: dict[str, Callable[[], str]] = {
    "SECRET_KEY": _token,
    "FIELD_ENCRYPTION_KEYS": _encryption_key,
    "SUPPRESSION_KEY": _token,
    "AUDIT_SIGNING_KEY": _token,
    "WHATSAPP_APP_SECRETS": _token,
    "WHATSAPP_VERIFY_TOKEN": _token,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    port: int
    sandbox_port: int

    @classmethod
    def read(cls) -> "Addresses":
        return cls(
            port=ports.read("PORT", default=WEB_PORT),
            sandbox_port=ports.read("SANDBOX_PORT", default=SANDBOX_PORT),
        )

    @property
    def web(self) -> str:
        return f"http://{ports.LOOPBACK}:{self.port}"

    @property
    def sandbox(self) -> str:
        return f"http://{ports.LOOPBACK}:{self.sandbox_port}"

    @property
    def has_sandbox(self) -> bool:
        """Whether the simulator stands for Meta: yes, unless the environment names another."""
        return os.environ.get("WHATSAPP_API_URL", self.sandbox).rstrip("/") == self.sandbox

    def variables(self) -> dict[str, str]:
        common = {"PORT": str(self.port), "SANDBOX_PORT": str(self.sandbox_port)}
        if not self.has_sandbox:
            return common
        return common | {
            "WHATSAPP_API_URL": self.sandbox,
            "SIMULATOR_URL": f"{self.sandbox}/",
            "WEBHOOK_URL": f"{self.web}/webhooks/whatsapp/",
        }


def compose(folder: DataFolder, servers: dict[str, str], addresses: Addresses) -> dict[str, str]:
    """The whole environment of our processes; what is ours in it is kept in the data folder."""
    ours = _secrets(folder) | servers | addresses.variables()
    ours |= {"CONECTA_DATA_DIR": str(folder.path), "DJANGO_SETTINGS_MODULE": SETTINGS_MODULE}
    # What Meta would remember between two runs: templates, customers, open windows.
    ours["SANDBOX_STATE_FILE"] = str(folder.path / "sandbox.json")
    write_private(folder.environment, "".join(f"{name}={ours[name]}\n" for name in sorted(ours)))
    given = {name: value for name, value in os.environ.items() if value}
    return ours | given | {"CONECTA_DATA_DIR": str(folder.path), "PYTHONUNBUFFERED": "1"}


def _secrets(folder: DataFolder) -> dict[str, str]:
    kept = read(folder)
    return {name: kept.get(name) or make() for name, make in SECRETS.items()}


def read(folder: DataFolder) -> dict[str, str]:
    """What the last run wrote; empty before the first."""
    if not folder.environment.exists():
        return {}
    lines = folder.environment.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)
