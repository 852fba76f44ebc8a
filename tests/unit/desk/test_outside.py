"""`[ai.outside]`: nothing leaves until every blank is filled, and `check` says what would leave."""

from pathlib import Path

import pytest

from bot.desk import explain, load
from tests.unit.desk.small import TODAY, TOML, problems, write

OUTSIDE = """[ai]
engine = "outside"

[ai.outside]
vendor = "OpenAI"
region = "EU"
agreement = "of 2026-10-01"
purposes = ["summarise", "draft"]
types = ["order_status"]
fields = ["orders.status"]
daily_ceiling = 5

"""


def desk_with(folder: Path, table: str) -> Path:
    return write(folder, TOML.replace("[disclosure]", f"{table}[disclosure]"))


def told(folder: Path, table: str = OUTSIDE) -> str:
    return "\n".join(explain(load(desk_with(folder, table), TODAY), TODAY))


def test_check_says_who_is_asked_what_is_sent_and_for_how_much(tmp_path: Path) -> None:
    text = told(tmp_path)

    assert "OpenAI (EU; of 2026-10-01) is asked for summaries and suggested replies, with gpt-6-luna" in text
    assert "for the types order_status." in text
    assert "and the values of orders.status." in text
    assert "the lines of the type’s template and what an agent wishes of a suggestion" in text
    assert "nothing of sensitive or delicate tickets, nor of any whose type is not certain" in text
    assert "At most $5.00 and 1000 calls a day, counted at $0.1 and $0.5 for a million tokens" in text


def test_a_table_alone_switches_nothing_on(tmp_path: Path) -> None:
    text = told(tmp_path, OUTSIDE.replace('engine = "outside"', ""))

    assert "Nothing is sent to a model outside; the built-in assistant suggests." in text
    assert "[ai.outside] is ready, and not switched on." in text


def test_a_model_without_a_known_price_is_held_to_its_calls(tmp_path: Path) -> None:
    ours = OUTSIDE.replace("daily_ceiling", 'model = "our-own"\ndaily_ceiling')

    assert "no price of our-own is known, so only the calls are held to" in told(tmp_path, ours)
    priced = ours.replace("daily_ceiling", "input_price = 0\noutput_price = 0\ndaily_ceiling")
    assert "counted at $0 and $0" in told(tmp_path, priced)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('vendor = "OpenAI"', 'vendor = " "', "ai.outside: vendor must not be blank"),
        ('region = "EU"', 'region = ""', "ai.outside: region must not be blank"),
        ('agreement = "of 2026-10-01"', 'agreement = ""', "ai.outside: agreement must not be blank"),
        ('agreement = "of 2026-10-01"\n', "", "ai: outside: agreement is missing"),
        ("daily_ceiling = 5", "", "ai: outside: daily_ceiling is missing"),
        ("daily_ceiling = 5", "daily_ceiling = 5\nmodel = ' '", "ai.outside: model must not be blank"),
        ('purposes = ["summarise", "draft"]', "purposes = []", "ai: outside: purposes must have at least one entry"),
        ('types = ["order_status"]', "types = []", "ai: outside: types must have at least one entry"),
        ('types = ["order_status"]', 'types = ["order_stats"]', 'there is no type "order_stats"; did you mean'),
        ('"orders.status"', '"orders.total"', 'none of its types may read: there is no field "orders.total"'),
        ("daily_ceiling = 5", "daily_ceiling = 5\ninput_price = 1", "input_price and output_price go together"),
        ("daily_ceiling = 5", 'daily_ceiling = 5\ntime_out = "1m"', "time_out may be 15 seconds at most"),
    ],
)
def test_blanks_and_what_points_nowhere_are_refused(old: str, new: str, expected: str, tmp_path: Path) -> None:
    found = problems(desk_with(tmp_path, OUTSIDE.replace(old, new)))

    assert any(expected in problem for problem in found), found


def test_switching_it_on_without_saying_who_is_refused(tmp_path: Path) -> None:
    found = problems(desk_with(tmp_path, '[ai]\nengine = "outside"\n'))

    assert found == [
        'ai: engine = "outside" needs the table [ai.outside], which says who is asked and what they are told'
    ]
