"""Counts by day are taken as they are told, or not at all; requests are set against them where all are known."""

from datetime import date
from typing import Any

import pytest

from bot.domain.figures import Amount, Figures
from bot.domain.volume import counts, per_hundred

FIRST, LAST, TODAY = date(2026, 11, 1), date(2026, 11, 23), date(2026, 11, 24)


@pytest.mark.parametrize(
    "told",
    [
        {"2026-11-22": 900, "2026-11-23": 930},
        [{"day": "2026-11-22", "count": 900, "euros": 7.5}, {"day": "2026-11-23", "count": 930}],
        {"-2d": 900, "-1d": 930},
        {"2026-10-31": 1, "2026-11-22": 900, "2026-11-23": 930, "2026-11-24": 400},
    ],
)
def test_days_are_dates_or_counted_from_today_and_others_are_left_out(told: Any) -> None:
    assert counts(told, FIRST, LAST, TODAY) == {date(2026, 11, 22): 900, date(2026, 11, 23): 930}


@pytest.mark.parametrize(
    "told",
    [
        "930", 930, None, [930], [{"2026-11-23": 930}], {"yesterday": 930}, {"2026-11-23": "930"}, {"2026-11-23": 9.5},
        {"2026-11-23": -1}, {"2026-11-23": True}, {"2026-11-23": None}, {"2026-11-23": 930, "-1d": 930},
        {"2026-11-23": 10**12},
    ],
)  # fmt: skip
def test_whatever_else_is_told_is_not_guessed_at(told: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        counts(told, FIRST, LAST, TODAY)


def told(received: int, orders: int, days: int) -> Figures:
    return Figures({("received", ""): Amount(received), ("business", "orders"): Amount(orders, days)})


def test_requests_for_each_hundred() -> None:
    assert per_hundred(told(41, 1000, 1), "orders", 1) == pytest.approx(4.1)
    assert per_hundred(told(0, 1000, 1), "orders", 1) == 0.0


@pytest.mark.parametrize(("orders", "days"), [(0, 1), (1000, 6)])
def test_without_orders_or_with_a_day_that_is_not_known_nothing_is_said(orders: int, days: int) -> None:
    assert per_hundred(told(41, orders, days), "orders", 7 if days == 6 else days) is None
    assert per_hundred(told(41, 1000, 1), "bookings", 1) is None
