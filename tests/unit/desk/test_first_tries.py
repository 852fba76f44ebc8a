"""What people get wrong in their first desk file, and the sentence that helps them on."""

from pathlib import Path

import pytest

from bot.desk import load
from tests.unit.desk.small import TODAY, TOML, problems, problems_with, write

MONEY = 'when = { type = ["refund", "invoice"] }'

CHANGES = [
    # one bracket or two
    ('[[queues]]\nname = "orders"', '[queues]\nname = "orders"', "write [[queues]] in two pairs of brackets, since"),
    ("[[sources]]", "[sources]", "sources: write [[sources]] in two pairs of brackets"),
    ("[owners]", "[[owners]]", "owners stands once: write [owners] in one pair of brackets"),
    ("[queues.hours]", "[[queues.hours]]", 'queues[1] "orders": hours stands once: write [queues.hours] in one pair'),
    (MONEY, '[[routing.when]]\ntype = ["refund"]', 'routing[1] "money": when stands once: write [routing.when]'),
    # lists and tables
    ('words = { en = ["refund status"] }', 'words = ["refund status"]', 'types[2] "refund": words must be given by'),
    ('en = ["refund status"]', 'en = "refund status"', 'words: en must be a list in brackets: ["refund status"]'),
    ('leads = ["@lena"]', 'members = "all"', 'members must be "channel" or a list in brackets, not "all"'),
    ('normal = "2h", high', 'norml = "2h", high', 'first_response: unknown key "norml"; did you mean "normal"?'),
    ('drafts = "shadow"', "drafts = true", 'drafts must be "off", "shadow" or "suggest", not True'),
    # times
    ('time = "08:30"', "time = 830", 'digests[1] "day": time: 830 is no time of day; write for example "08:30"'),
    ('time = "08:30"', 'time = "08:30Z"', 'digests[1] "day": time: "08:30Z" is no time of day; write for example'),
    ('"10:00-12:00"', '"24:00-24:00"', 'hours: sat must be times such as "09:00-12:30", not "24:00-24:00"'),
    ('holidays = "FR"', 'holidays = "registry"', 'hours: holidays: "registry" is no country with known holidays'),
    ('holidays = "FR"', 'holidays = "HolidayBase"', 'hours: holidays: "HolidayBase" is no country'),
    # people, names, texts
    ('fields = ["orders.carrier"]', 'tag = "ops"', 'departments[1] "logistics": tag must name a person or a group'),
    ('deputies = ["@priya"]', 'to = "priya"', "escalation: to must name a person or a group"),
    ('deputies = ["@priya"]', 'reasons = [""]', "escalation: reasons must not hold an empty text"),
    ('deputies = ["@priya"]', f'reasons = ["{"x" * 76}"]', "escalation: reasons may have 75 characters each, as Slack"),
    ('name = "refund"', f'name = "{"x" * 76}"', "name may have 75 characters, as Slack allows no more"),
    ('title = "Refund"', f'title = "{"x" * 76}"', 'types[2] "refund": title may have 75 characters, as Slack'),
    ('name = "refund"', 'name = "re\\nfund"', "name must stand on one line"),
    ('"Hello {name},"', '"Hello {name,"', "tone[1]: greeting has a brace that belongs to no variable; write {name}"),
    ('"Hello {name},"', '"Hello { name },"', "tone[1]: greeting has a brace that belongs to no variable"),
    # records
    (
        'kind = "json"\naddress = "orders.json"',
        'kind = "http"\naddress = "file:///orders/{key}"',
        'records[1] "orders": address must be a URL with {key} in it',
    ),
    # what TOML itself does not take
    ('name = "Aster & Pine"', "name = “Aster”", "desk.toml is not valid TOML: Invalid value (at line 3, column 8): n"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), CHANGES, ids=[sentence[:60] for _, _, sentence in CHANGES])
def test_a_slip_is_explained(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    found = problems_with(tmp_path, old, new)

    assert any(sentence in problem for problem in found), found


def test_one_pair_of_brackets_everywhere_is_all_that_is_said(tmp_path: Path) -> None:
    found = problems(write(tmp_path, TOML.replace("[[queues]]", "[queues]")))

    assert found == [
        "line 13: write [[queues]] in two pairs of brackets, since there may be several",
        "line 25: write [[queues]] in two pairs of brackets, since there may be several",
    ]


def test_a_wrong_stretch_is_told_once_for_its_days(tmp_path: Path) -> None:
    assert problems_with(tmp_path, '"13:30-18:00"', '"18:00-13:30"') == [
        'queues[1] "orders": hours: mon-fri: 18:00-13:30 ends before it begins; write a night as two days'
    ]


def test_a_line_in_brackets_inside_a_text_is_no_table(tmp_path: Path) -> None:
    toml = TOML.replace('"Kind regards, {agent}"', '"""\n[queues]\nKind regards"""')

    assert load(write(tmp_path, toml), TODAY).file.tone[0].closing == "[queues]\nKind regards"
