"""Which HSM people answer with a refusal: refusals within 72 h, over the people reached."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from contacts.models import OptinStatus
from hsm_templates.models import Template
from messaging.models import Direction, MessageKind
from messaging.querysets import SENT
from optin.consents import CLOCK_SKEW
from optin.periods import Period

ANSWER_TIME = timedelta(hours=72)
MOST_TEMPLATES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Of people, each counted once a template, however often it was sent to them."""

    template: Template
    reached: int
    refused: int

    @property
    def percent(self) -> float:
        return 100 * self.refused / self.reached

    @property
    def width(self) -> str:
        return f"{self.percent:.2f}%"


# A refusal is one that turned somebody red; said again, it says nothing new of a template.
COUNT = """
WITH left_ AS MATERIALIZED (
    SELECT template_id, contact_id, COALESCE(accepted_at, sending_at) AS at
    FROM messaging_message
    WHERE sending_at >= %(start)s AND sending_at < %(end)s AND direction = %(out)s
        AND kind = %(template)s AND status = ANY(%(sent)s)
), refusals AS MATERIALIZED (
    SELECT contact_id, said_at FROM optin_optinevent
    WHERE at >= %(heard_from)s AND at < %(heard_until)s
        AND after = %(refused)s AND before <> %(refused)s
), reached AS (
    SELECT template_id, count(DISTINCT contact_id) AS people FROM left_ GROUP BY template_id
), answered AS (
    SELECT l.template_id, count(DISTINCT l.contact_id) AS people
    FROM left_ l JOIN refusals r ON r.contact_id = l.contact_id
        AND r.said_at >= l.at AND r.said_at < l.at + %(within)s
    GROUP BY l.template_id
)
SELECT template_id, reached.people, COALESCE(answered.people, 0)
FROM reached LEFT JOIN answered USING (template_id)
ORDER BY COALESCE(answered.people, 0)::float / reached.people DESC, reached.people DESC, template_id
LIMIT %(limit)s
"""


def by_template(period: Period) -> list[Rate]:
    """Of the HSM that left in the period, the highest rate first.

    Reads by the indexes message_left and optin_by_time. A refusal may be heard after the period,
    and said a moment before our clock has the message as accepted.
    """
    values: dict[str, Any] = {
        "start": period.start,
        "end": period.end,
        "out": Direction.OUTBOUND.value,
        "template": MessageKind.TEMPLATE.value,
        "sent": list(SENT),
        "refused": OptinStatus.OPTED_OUT.value,
        "heard_from": period.start - CLOCK_SKEW,
        "heard_until": period.end + ANSWER_TIME + CLOCK_SKEW,
        "within": ANSWER_TIME,
        "limit": MOST_TEMPLATES,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        rows = cursor.fetchall()
    templates = Template.objects.in_bulk([row[0] for row in rows])
    return [
        Rate(template=templates[template_id], reached=reached, refused=refused)
        for template_id, reached, refused in rows
    ]
