"""A phone number as Meta tells it."""

from typing import Any


def number(**changes: Any) -> dict[str, Any]:
    told = {
        "id": "200000000000001",
        "display_phone_number": "+55 11 4003-1020",
        "verified_name": "Aurora Cobrança",
        "quality_rating": "GREEN",
        "status": "CONNECTED",
        "throughput": {"level": "STANDARD"},
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
    }
    return told | changes
