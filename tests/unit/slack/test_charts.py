"""What a digest draws: at most two charts, each with its figures in words too."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.charts import Subject
from bot.domain.digest import DigestFigures, Headline, Tone, Usual
from bot.domain.figures import Figures
from bot.slack import charts
from bot.slack.charts import Drawn
from bot.words import words
from tests.unit.slack.oracles import accepts_chart
from tests.unit.slack.test_digest_view import DAY, FIGURES, HOUR, NOTHING, many, spread

EN, FR = words("en"), words("fr")


def week(**told: list[tuple[int, int]]) -> DigestFigures:
    """Days of which each has such counts and seconds by figure; `waited_x` is how long customers waited for x."""
    keys = {name: (name.partition("_")[0], name.partition("_")[2]) for name in told}
    length = len(next(iter(told.values())))
    days = [Figures({keys[name]: many(*told[name][at]) for name in told}) for at in range(length)]
    whole = Figures({keys[name]: many(sum(c for c, _ in all_), sum(s for _, s in all_)) for name, all_ in told.items()})
    first = date(2026, 11, 16)
    return replace(
        FIGURES,
        first=first,
        last=first + timedelta(days=length - 1),
        told=whole,
        days=tuple((first + timedelta(days=at), one) for at, one in enumerate(days)),
    )


def drawn(figures: DigestFigures) -> dict[Subject, Drawn]:
    found = charts.drawn(figures, EN)
    for one in found:
        accepts_chart(charts.block(one))
    return {one.subject: one for one in found}


def test_one_day_shows_whom_customers_waited_for_beside_what_is_usual_and_how_old_it_all_is() -> None:
    usual = Figures({("waited", "support"): many(4, 3 * HOUR), ("waited", "logistics"): many(1, 12 * HOUR)})
    found = drawn(replace(FIGURES, usual=Usual((usual,) * 3)))
    waited = found[Subject.WAITED]
    assert (waited.points, waited.series) == (("logistics", "support"), (("That day", (25, 2)), ("Usual", (12, 3))))
    ages = found[Subject.AGES]
    assert ages.points == ("Up to a day", "Up to 3 days", "Up to 7 days", "Older")
    assert ages.series == (("Open", (2, 1, 1, 1)),), "told a tenth too high, as in the sentence above it"


def test_a_chart_of_a_single_value_is_left_out() -> None:
    told = Figures(
        {("received", ""): many(1), ("waited", "support"): many(1, 2 * HOUR), ("backlog", "support"): spread(DAY)}
    )
    assert drawn(replace(FIGURES, told=told, usual=Usual())) == {}


def test_a_quiet_day_draws_nothing() -> None:
    told = Figures(
        {("waited", "a"): many(1, HOUR), ("waited", "b"): many(1, HOUR), ("backlog", "a"): spread(HOUR, 9 * DAY)}
    )
    assert drawn(replace(NOTHING, told=told, headline=Headline(tone=Tone.QUIET))) == {}


def test_several_days_show_waiting_by_holder_and_what_came_and_went_by_day() -> None:
    found = drawn(
        week(
            received=[(4, 0), (0, 0), (9, 0)],
            resolved=[(1, 0), (2, 0), (3, 0)],
            waited_support=[(1, HOUR), (0, 0), (1, 30 * 60)],
            waited_logistics=[(1, 20 * HOUR), (1, 24 * HOUR), (0, 0)],
        )
    )
    days = ("Mon 16", "Tue 17", "Wed 18")
    waited, flow = found[Subject.WAITED_BY_DAY], found[Subject.FLOW]
    assert waited.points == flow.points == days
    assert waited.lines
    assert dict(waited.series) == {"logistics": (20, 24, 0), "support": (1, 0, 0.5)}
    assert not flow.lines
    assert flow.series == (("Came in", (4, 0, 9)), ("Resolved", (1, 2, 3)))


def test_many_holders_are_the_five_longest_and_the_others_together() -> None:
    told = {f"waited_department{number}": [(1, number * HOUR), (1, HOUR)] for number in range(1, 10)}
    series = dict(drawn(week(received=[(1, 0), (1, 0)], **told))[Subject.WAITED_BY_DAY].series)
    assert list(series) == ["department9", "department8", "department7", "department6", "department5", "others"]
    assert series["others"] == (1 + 2 + 3 + 4, 4)


def test_names_that_are_alike_once_they_are_cut_stay_apart() -> None:
    told = {f"waited_the department of {name}": [(1, HOUR), (1, HOUR)] for name in ("ships", "trains", "trucks")}
    waited = drawn(week(**told))[Subject.WAITED_BY_DAY]
    assert len({name for name, _ in waited.series}) == 3
    assert all(len(name) <= 20 for name, _ in waited.series)


def test_every_figure_is_said_too() -> None:
    found = charts.drawn(FIGURES, EN)
    assert charts.spoken(found, EN) == (
        "Hours that customers waited. That day: logistics 25, support 2; Usual: logistics 0, support 0. "
        "Open requests, by age. Up to a day 2, Up to 3 days 1, Up to 7 days 1, Older 1."
    )
    found = charts.drawn(week(received=[(1, 0), (2, 0)], waited_support=[(1, 5400), (1, HOUR)]), FR)
    assert charts.spoken(found, FR).replace("\u202f", " ").replace("\u00a0", " ") == (
        "Heures d’attente des clients, par jour. lun. 16 1,5 ; mar. 17 1. "
        "Demandes, par jour. Arrivées : lun. 16 1 ; mar. 17 2. Résolues : lun. 16 0 ; mar. 17 0."
    )
