"""The simulator as its callers use it: Graph with a token, and the control of the tests."""

import time
from dataclasses import dataclass, field
from typing import Any

import requests

ACCOUNT = "100000000000001"
OTHER_ACCOUNT = "100000000000002"
NUMBER = "200000000000001"
OTHER_NUMBER = "200000000000002"
PERSON = "+5511987654321"
TIMEOUT = 10
BODY = "Olá, {{1}}! Sua fatura vence em {{2}}. Obrigado."


def template_body(text: str = BODY, *samples: str) -> dict[str, Any]:
    component: dict[str, Any] = {"type": "BODY", "text": text}
    if "{{" in text:
        component["example"] = {"body_text": [list(samples or ("Ana", "10/12"))]}
    return component


def body_values(*values: str) -> dict[str, Any]:
    return {"type": "body", "parameters": [{"type": "text", "text": value} for value in values]}


@dataclass(slots=True)
class Caller:
    address: str
    token: str = "de-teste"
    session: requests.Session = field(default_factory=requests.Session)

    def graph(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        url = f"{self.address}/v26.0/{path}"
        return self.session.request(method, url, headers=headers, timeout=TIMEOUT, **options)

    def control(self, path: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
        response = self.control_response(path, content)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def control_response(
        self, path: str, content: dict[str, Any] | None = None
    ) -> requests.Response:
        method = "GET" if content is None else "POST"
        url = f"{self.address}/_sandbox/{path}"
        return self.session.request(method, url, json=content, timeout=TIMEOUT)

    def configure(self, **changes: Any) -> dict[str, Any]:
        return self.control("config", changes)

    def create(self, name: str = "lembrete", **changes: Any) -> requests.Response:
        content = {
            "name": name,
            "language": "pt_BR",
            "category": "UTILITY",
            "components": [template_body()],
            **changes,
        }
        return self.graph("POST", f"{ACCOUNT}/message_templates", json=content)

    def approved(self, name: str = "lembrete", **changes: Any) -> str:
        """The id of a new template, once its review is over."""
        response = self.create(name, **changes)
        assert response.status_code == 200, response.text
        template_id: str = response.json()["id"]
        self.wait_for_status(template_id, "APPROVED")
        return template_id

    def wait_for_status(
        self, template_id: str, status: str, seconds: float = 2.0
    ) -> dict[str, Any]:
        for _ in range(int(seconds / 0.02)):
            node: dict[str, Any] = self.graph(
                "GET", template_id, params={"fields": "status,rejected_reason,category"}
            ).json()
            if node["status"] == status:
                return node
            time.sleep(0.02)
        raise AssertionError(f"{template_id} is {node['status']}, not {status}")

    def send(self, payload: dict[str, Any], number: str = NUMBER) -> requests.Response:
        content = {"messaging_product": "whatsapp", "to": PERSON, **payload}
        return self.graph("POST", f"{number}/messages", json=content)

    def send_template(self, *components: dict[str, Any], **changes: Any) -> requests.Response:
        template = {
            "name": changes.pop("name", "lembrete"),
            "language": {"code": changes.pop("language", "pt_BR")},
            "components": list(components or (body_values("Ana", "10/12/2026"),)),
        }
        return self.send({"type": "template", "template": template, **changes})

    def send_text(self, text: str = "Oi", **changes: Any) -> requests.Response:
        return self.send({"type": "text", "text": {"body": text}, **changes})

    def hear(self, text: str = "Oi", **changes: Any) -> dict[str, Any]:
        """The customer writes."""
        return self.control("inbound", {"from": PERSON, "text": text, **changes})


def code_of(response: requests.Response) -> tuple[int, int]:
    """(HTTP status, Meta's code) of a refusal."""
    return response.status_code, response.json()["error"]["code"]
