"""How many messages a second the simulator takes: it must never be what another bench measures.

``python -m tests.bench.bench_sandbox`` prints ``name value unit ratio-to-limit``. The client is raw
sockets on purpose: a comfortable one would be what is measured.
"""

import asyncio
import itertools
import json
import statistics
import time
from collections.abc import Iterator

import requests

from tests.sandbox.server import running_sandbox

LIMIT_PER_SECOND = 2_000
CONNECTIONS = 16
POSTS_PER_ROUND = 10_000
ROUNDS = 5
TIMEOUT_SECONDS = 120
NUMBER_ID = "200000000000001"
ACCOUNT_ID = "100000000000001"
HEADERS = {"Authorization": "Bearer bench"}


def prepare(address: str) -> None:
    """An approved template, and no limits or webhooks in the way."""
    settings = {
        "webhooks": False,
        "review_seconds": 0,
        "throughput": 1_000_000,
        "pair_limit": False,
    }
    requests.post(f"{address}/_sandbox/config", json=settings, timeout=5).raise_for_status()
    template = {
        "name": "lembrete",
        "language": "pt_BR",
        "category": "UTILITY",
        "components": [
            {
                "type": "BODY",
                "text": "Olá, {{1}}! Sua fatura vence em {{2}}. Obrigado.",
                "example": {"body_text": [["Ana", "10/12"]]},
            }
        ],
    }
    requests.post(
        f"{address}/v26.0/{ACCOUNT_ID}/message_templates",
        json=template,
        headers=HEADERS,
        timeout=5,
    ).raise_for_status()
    time.sleep(0.2)


def request_bytes(number: int) -> bytes:
    body = json.dumps(
        {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": f"+55119{number:08d}",
            "type": "template",
            "template": {
                "name": "lembrete",
                "language": {"code": "pt_BR"},
                "components": [
                    {
                        "type": "body",
                        "parameters": [
                            {"type": "text", "text": "Maria Aparecida"},
                            {"type": "text", "text": "10/12/2026"},
                        ],
                    }
                ],
            },
            "biz_opaque_callback_data": f"0191d6f0-0000-7000-8000-{number:012d}",
        }
    ).encode()
    head = (
        f"POST /v26.0/{NUMBER_ID}/messages HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Authorization: Bearer bench\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def post_some(port: int, numbers: Iterator[int], share: int) -> int:
    """Posts one after the other on one connection; returns how many were accepted."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    accepted = 0
    for number in itertools.islice(numbers, share):
        writer.write(request_bytes(number))
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        accepted += head.startswith(b"HTTP/1.1 200")
    writer.close()
    return accepted


async def one_round(port: int, numbers: Iterator[int]) -> float:
    started = time.perf_counter()
    share = POSTS_PER_ROUND // CONNECTIONS
    async with asyncio.timeout(TIMEOUT_SECONDS):
        accepted = await asyncio.gather(
            *(post_some(port, numbers, share) for _ in range(CONNECTIONS))
        )
    if sum(accepted) != share * CONNECTIONS:
        raise RuntimeError(f"only {sum(accepted)} of {share * CONNECTIONS} were accepted")
    return sum(accepted) / (time.perf_counter() - started)


def main() -> None:
    with running_sandbox("http://127.0.0.1:9/") as address:
        prepare(address)
        numbers = itertools.count(1)
        port = int(address.rpartition(":")[2])
        rates = [asyncio.run(one_round(port, numbers)) for _ in range(ROUNDS)]
    rate = statistics.median(rates)
    print(f"sandbox_posts_per_second {rate:.0f} 1/s {rate / LIMIT_PER_SECOND:.2f}")


if __name__ == "__main__":
    main()
