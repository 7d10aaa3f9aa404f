"""Movements counted by day, source and channel; repetitions and other days left out."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from optin import charts, movements, periods
from optin.models import Source
from optin.movements import Moves
from optin.periods import Period
from tests import factories
from tests.messaging.ledger_lines import ACCEPTED, GREY, REFUSED, moved

MARCH = Period(since=date(2026, 3, 1), until=date(2026, 3, 3))


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=timezone.get_current_timezone())


@pytest.mark.django_db
def test_each_day_counts_in_the_time_zone_of_the_installation() -> None:
    moved(factories.contact(), ACCEPTED, at=moment(1, 0))
    moved(factories.contact(), REFUSED, at=moment(1, 23, 59))
    moved(factories.contact(), REFUSED, at=moment(3, 23, 59))
    moved(factories.contact(), REFUSED, at=moment(4, 0))

    assert movements.by_day(MARCH) == {
        date(2026, 3, 1): Moves(accepted=1, refused=1),
        date(2026, 3, 2): Moves(),
        date(2026, 3, 3): Moves(refused=1),
    }


@pytest.mark.django_db
def test_a_refusal_said_again_is_no_movement_and_a_return_is() -> None:
    ana, bia = factories.contact("Ana"), factories.contact("Bia")
    moved(ana, REFUSED, at=moment(1, 9))
    moved(ana, REFUSED, at=moment(2, 9))
    moved(bia, ACCEPTED, at=moment(1, 9))
    moved(bia, GREY, at=moment(2, 9), source=Source.PLATFORM)

    days = movements.by_day(MARCH)

    assert movements.total(days.values()) == Moves(accepted=1, refused=1, returned=1)
    assert days[date(2026, 3, 2)] == Moves(returned=1)


@pytest.mark.django_db
def test_by_source_and_by_channel_the_busiest_come_first() -> None:
    for channel in ("sms", "sms", "", None):
        moved(factories.contact(), REFUSED, at=moment(1, 9), channel=channel)
    moved(factories.contact(), ACCEPTED, at=moment(1, 9), source=Source.AGENT, channel="sms")

    sources = [(share.label, share.moves.total) for share in movements.by_source(MARCH)]
    channels = [(share.label, share.moves.total) for share in movements.by_channel(MARCH)]

    assert sources == [("Palavra enviada pelo contato", 4), ("Registro de um usuário", 1)]
    assert channels == [("sms", 3), ("Evidência apagada", 1), ("Sem canal", 1)]


@pytest.mark.django_db
def test_the_rows_of_an_export_add_up_to_the_movements() -> None:
    moved(factories.contact(), REFUSED, at=moment(1, 9))
    moved(factories.contact(), REFUSED, at=moment(1, 10))
    moved(factories.contact(), ACCEPTED, at=moment(2, 9), source=Source.API, channel="")

    assert list(movements.report_rows(MARCH)) == [
        (date(2026, 3, 1), "Recusaram", "Palavra enviada pelo contato", "Aurora Cobrança", 2),
        (date(2026, 3, 2), "Aceitaram", "API", "Sem canal", 1),
    ]


def test_without_dates_the_period_is_the_last_thirty_days() -> None:
    today = timezone.localdate()

    period = periods.chosen(None, None)

    assert (period.until, period.since) == (today, today - timedelta(days=29))
    assert (period.length, len(period.days)) == (30, 30)
    assert period.end - period.start == timedelta(days=30)


def test_bars_rise_and_fall_from_the_line_in_one_unit() -> None:
    chart = charts.draw(
        {
            date(2026, 3, 1): Moves(accepted=6),
            date(2026, 3, 2): Moves(refused=1, returned=1),
        }
    )

    accepted, refused, returned = chart.pieces
    assert (chart.top, chart.bottom, chart.zero) == (6, 2, "75.000%")
    assert (accepted.tone, accepted.y, accepted.height) == ("ok", "0.000%", "75.000%")
    assert (refused.tone, refused.y, refused.height) == ("no", "75.000%", "12.500%")
    assert (returned.tone, returned.y, returned.height) == ("idle", "87.500%", "12.500%")
    assert (accepted.x, accepted.width) == ("7.000%", "36.000%")


def test_a_period_without_movements_draws_nothing() -> None:
    chart = charts.draw({date(2026, 3, 1): Moves()})

    assert (chart.pieces, chart.top, chart.bottom) == ([], 0, 0)


@pytest.mark.parametrize(("most", "edge"), [(9, 9), (10, 10), (101, 110), (1234, 1300)])
def test_the_edge_bears_a_round_number_not_below_the_highest_bar(most: int, edge: int) -> None:
    assert charts.draw({date(2026, 3, 1): Moves(accepted=most)}).top == edge
