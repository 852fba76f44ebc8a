"""What a sound desk file becomes."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.calendars import holiday_dates
from bot.desk import explain, load
from bot.domain.desk import Stretch
from bot.domain.errors import DeskFileError
from tests.unit.desk.small import ARTICLE, TEMPLATE, TODAY, TOML, small_desk, write


def test_the_tables_become_values(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)

    assert (desk.file.name, desk.file.time_zone) == ("Aster & Pine", "Europe/Paris")
    assert [queue.name for queue in desk.file.queues] == ["orders", "billing"]
    assert desk.file.sla[0].first_response["normal"] == timedelta(hours=2)
    assert desk.toml == TOML


def test_hours_are_read_as_ranges_of_days_and_times(tmp_path: Path) -> None:
    week = small_desk(tmp_path).file.queues[0].hours.week

    morning, afternoon = Stretch(start=time(9), end=time(12, 30)), Stretch(start=time(13, 30), end=time(18))
    assert week == {
        **dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (morning, afternoon)),
        "sat": (Stretch(start=time(10), end=time(12)),),
    }


def test_a_day_may_last_until_midnight_and_a_range_may_pass_sunday(tmp_path: Path) -> None:
    toml = TOML.replace('"mon-fri" = ["09:00-12:30", "13:30-18:00"]\nsat', '"sat-mon" = "9:00–24:00"\nwed')

    week = load(write(tmp_path, toml), TODAY).file.queues[0].hours.week

    assert set(week) == {"sat", "sun", "mon", "wed"}
    assert week["sun"] == (Stretch(start=time(9), end=time(0)),)


def test_dates_may_be_offsets_from_today(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)

    assert (desk.articles[0].checked, desk.articles[0].valid_until) == (date(2026, 11, 12), date(2027, 2, 22))
    assert desk.templates[0].valid_until == date(2026, 12, 4)


def test_dates_may_be_dates(tmp_path: Path) -> None:
    article = ARTICLE.replace("-12d", "2026-01-02").replace("+90d", '"2027-01-02"')
    template = TEMPLATE.replace('"-1d"', "2026-01-03")

    desk = load(write(tmp_path, article=article, template=template), TODAY)

    assert (desk.articles[0].checked, desk.articles[0].valid_until) == (date(2026, 1, 2), date(2027, 1, 2))
    assert desk.templates[0].checked == date(2026, 1, 3)


def test_a_moment_is_read_by_the_desks_own_day(tmp_path: Path) -> None:
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)  # half past midnight in Paris
    checked_today = ARTICLE.replace("-12d", "2026-12-01")

    desk = load(write(tmp_path, article=checked_today), late)

    assert desk.articles[0].checked == date(2026, 12, 1)
    assert desk.templates[0].checked == date(2026, 11, 30)  # "-1d"
    with pytest.raises(DeskFileError, match="lies in the future"):
        load(tmp_path / "desk.toml", late - timedelta(hours=1))


def test_a_moment_where_no_zone_is_known_names_the_zone_alone(tmp_path: Path) -> None:
    nowhere = write(tmp_path, TOML.replace('"Europe/Paris"', '"Europe/Atlantis"', 1))
    with pytest.raises(DeskFileError) as refused:
        load(nowhere, datetime(2026, 11, 30, tzinfo=UTC))
    told = 'desk: time_zone must be a time zone such as "Europe/Paris", not "Europe/Atlantis"'
    assert refused.value.problems == [told]


def test_the_body_keeps_its_lines(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)

    assert desk.articles[0].body == "Parcels may take two days longer."
    assert desk.templates[0].body == "Your order {orders.number} is {orders.status}.\n{quote}"


def test_one_template_may_speak_several_languages(tmp_path: Path) -> None:
    path = write(tmp_path)
    french = TEMPLATE.replace('title = "Order status"', 'title = "Commande"\nlanguage = "fr"')
    (tmp_path / "templates" / "fr.md").write_text(french, encoding="utf-8")

    assert {(found.id, found.language) for found in load(path, TODAY).templates} == {
        ("order_status", "en"),
        ("order_status", "fr"),
    }


def test_folders_may_be_missing(tmp_path: Path) -> None:
    toml = TOML.replace('drafts = "suggest"\ntemplate = "order_status"\narticles = ["delivery-delays"]', "")
    path = tmp_path / "desk.toml"
    path.write_text(toml, encoding="utf-8")

    desk = load(path, TODAY)

    assert (desk.articles, desk.templates) == ((), ())


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text(TOML, encoding="utf-8-sig")

    assert load(path, TODAY).file.name == "Aster & Pine"


def test_the_hash_tells_whether_anything_changed(tmp_path: Path) -> None:
    first = small_desk(tmp_path)

    assert load(write(tmp_path), TODAY + timedelta(days=1)).hash == first.hash
    assert load(write(tmp_path, TOML + "\n"), TODAY).hash != first.hash
    assert load(write(tmp_path, article=ARTICLE + "More."), TODAY).hash != first.hash
    assert load(write(tmp_path, template=TEMPLATE + "More."), TODAY).hash != first.hash
    assert load(write(tmp_path), TODAY) == first


def test_explain_tells_what_is_automated_and_what_is_not(tmp_path: Path) -> None:
    lines = explain(small_desk(tmp_path), TODAY)

    assert "order_status: suggests replies; @marta answers for them." in lines
    assert "refund: no suggestions on cards; @nadia alone sees and compares them." in lines
    assert "invoice: no suggestions; drafts are off." in lines
    assert "invoice: has no owner; @nadia answers for it." in lines
    assert "Routing default: the rest goes to orders." in lines
    assert "Queue billing: #support-billing, open round the clock (UTC), no SLA." in lines


def test_explain_tells_what_is_promised_by_an_example(tmp_path: Path) -> None:
    gold = (
        '[[sla]]\nname = "gold"\nwhen = { segment = ["gold"], value_at_least = 100 }\nwarn_at = 0.5\nthen = "30m"\n'
        'first_response = { urgent = "30m" }\nnext_response = { urgent = "1h" }\n[[sla]]\nname = "standard"'
    )
    desk = load(write(tmp_path, TOML.replace('[[sla]]\nname = "standard"', gold)), TODAY)
    told = [line for line in explain(desk, TODAY) if "that comes on" in line]

    assert told == [
        "Queue orders: a normal ticket that comes on Friday 16:30 is to be answered by Saturday 10:30 and resolved by "
        "Monday 7 December 11:30. Warned of at 75 %; 1 hour after it was due, and nothing done, @lena is told.",
        "SLA gold comes first for segment gold and a value from 100; in orders an urgent ticket that comes on Friday "
        "16:30 is to be answered by Friday 17:00, and each further message answered within 1 hour.",
    ]


def test_explain_tells_the_scope(tmp_path: Path) -> None:
    desk = load(write(tmp_path, TOML.replace("[escalation]", '[scope]\nqueues = ["orders"]\n[escalation]')), TODAY)

    assert "Outside the queues orders: a card, and no assistant." in explain(desk, TODAY)


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (91, 'Article "Delivery delays" (@marta) expired on 2027-02-22: nothing is suggested from it.'),
        (90, 'Article "Delivery delays" (@marta) expires today, on 2027-02-22.'),
        (89, 'Article "Delivery delays" (@marta) expires in 1 day, on 2027-02-22.'),
        (76, 'Article "Delivery delays" (@marta) expires in 14 days, on 2027-02-22.'),
    ],
)
def test_explain_tells_what_has_expired_or_will_soon(tmp_path: Path, days: int, line: str) -> None:
    assert line in explain(small_desk(tmp_path), TODAY + timedelta(days=days))


def test_explain_is_silent_about_what_holds_for_long(tmp_path: Path) -> None:
    assert not any("Delivery delays" in line for line in explain(small_desk(tmp_path), TODAY + timedelta(days=75)))


def test_holidays_of_a_country_and_of_a_part_of_it() -> None:
    assert date(2026, 7, 14) in holiday_dates("FR", [2026])
    assert date(2026, 7, 14) not in holiday_dates("DE", [2026])
    assert date(2026, 8, 15) in holiday_dates("DE-BY", [2026]) | holiday_dates("DE-SL", [2026])
    assert holiday_dates("", [2026]) == frozenset()


@pytest.mark.parametrize("country", ["XX", "DE-XX", "france"])
def test_an_unknown_country(country: str) -> None:
    with pytest.raises(ValueError, match="is no country with known holidays"):
        holiday_dates(country, [2026])
