"""Every fault that a desk file can have is refused in a sentence that names the key."""

from pathlib import Path

import pytest

from tests.unit.desk.small import ARTICLE, TEMPLATE, TOML, problems, problems_with, write

CHANGES = [
    # shape
    ('language = "en"\ntime', 'langage = "en"\ntime', 'desk: unknown key "langage"; did you mean "language"?'),
    ('name = "Aster & Pine"', "", "desk: name is missing"),
    ("[desk]", 'language = "en"\n[desk]', "language belongs into the table [desk]"),
    ("[[priority]]", "[[prioritty]]", 'unknown table "prioritty"; did you mean "priority"?'),
    ('prompts = "@marta"', "", "owners: prompts is missing"),
    (
        'title = "Refund"\nowner',
        'title = "Refund"\nownr',
        'types[2] "refund": unknown key "ownr"; did you mean "owner"?',
    ),
    ('"shadow"', '"shaddow"', 'types[2] "refund": drafts must be "off", "shadow" or "suggest", not "shaddow"'),
    ('title = "Billing"', "title = 5", 'queues[2] "billing": title must be text in quotes, not 5'),
    ('deputies = ["@jonas"]', 'deputies = "@jonas"', 'types[1] "order_status": deputies must be a list in brackets'),
    ('normal = "2h"', 'normal = "2 hours"', '"2 hours" is no duration; write for example "20s"'),
    ('normal = "2h"', "normal = true", 'sla[1] "standard": first_response: normal: "True" is no duration; write'),
    ('time = "08:30"', 'time = "half past"', 'digests[1] "day": time: "half past" is no time of day; write'),
    (
        'priority = "high"',
        'priority = "hihg"',
        'priority[1] "vip": priority must be "low", "normal", "high" or "urgent"',
    ),
    ("[disclosure]", '[disclosure]\nenabled = "perhaps"', 'disclosure: enabled must be true or false, not "perhaps"'),
    (
        "[disclosure]",
        "[ai]\nthreshold = 2\n[disclosure]",
        "ai: threshold must be at most 0.99, not 2",
    ),
    ("[disclosure]", '[ai]\nthreshold = "high"\n[disclosure]', 'ai: threshold must be a number, not "high"'),
    ('{ segment = ["gold"] }', '{ value_at_least = "much" }', "when: value_at_least must be a whole number"),
    (
        'normal = "2h", high',
        'normal = "2h" }\nwarn_at = 1\nnext_response = { high',
        'sla[1] "standard": warn_at must be at most 0.99, not 1',
    ),
    (
        '[[sla]]\nname = "standard"',
        '[[sla]]\nname = "standard"\nwhen = { queue = ["ordres"] }',
        'sla[1] "standard": when.queue: there is no queue "ordres"; did you mean "orders"?',
    ),
    (
        '[[sla]]\nname = "standard"',
        '[[sla]]\nname = "standard"\nwhen = { language = ["english"] }',
        'sla[1] "standard": when.language must be a language of two letters',
    ),
    (
        '[[sla]]\nname = "standard"',
        '[[sla]]\nname = "standard"\nwhen = { words = ["now"] }',
        'sla[1] "standard": when: unknown key "words"',
    ),
    # hours
    ('"09:00-12:30"', '"9-12"', 'queues[1] "orders": hours: mon-fri must be times such as "09:00-12:30"'),
    ('"09:00-12:30"', '"09:00-25:30"', 'queues[1] "orders": hours: mon-fri must be times such as "09:00-12:30"'),
    ("sat =", "saturday =", 'queues[1] "orders": hours: unknown key "saturday"; did you mean "sat"?'),
    ("sat =", "fri =", 'queues[1] "orders": hours: fri is given twice'),
    ('"13:30-18:00"', '"12:00-18:00"', "mon-fri: 12:00-18:00 begins before the stretch in front of it has ended"),
    ('"10:00-12:00"', '"22:00-06:00"', "sat: 22:00-06:00 ends before it begins; write a night as two days"),
    ('holidays = "FR"', 'holidays = "XX"', 'hours: holidays: "XX" is no country with known holidays'),
    ('time_zone = "Europe/Paris"\nholidays', 'time_zone = "Europe/Pari"\nholidays', 'not "Europe/Pari"'),
    ('"mon-fri" = ["09:00-12:30", "13:30-18:00"]\nsat = "10:00-12:00"', "mon = []", "hours: no day opens"),
    # names that must meet
    (
        'sla = "standard"',
        'sla = "standart"',
        'queues[1] "orders": sla: there is no SLA policy "standart"; did you mean',
    ),
    ('queue = "billing"', 'queue = "biling"', 'routing[1] "money": queue: there is no queue "biling"; did you mean'),
    ('type = ["refund", "invoice"]', 'type = ["refunds"]', 'routing[1] "money": when.type: there is no type "refunds"'),
    (
        '{ segment = ["gold"] }',
        '{ source = ["helpdsk"] }',
        'priority[1] "vip": when.source: there is no source "helpdsk"',
    ),
    ('records = { orders = ["status", "carrier"] }', 'records = { order = ["status"] }', 'no record source "order"'),
    (
        'orders = ["status", "carrier"]',
        'orders = ["statuz"]',
        'records.orders: there is no field "statuz"; did you mean',
    ),
    (
        'articles = ["delivery-delays"]',
        'articles = ["delay"]',
        'types[1] "order_status": articles: there is no article',
    ),
    ('template = "order_status"', 'template = "status"', 'types[1] "order_status": template: there is no template'),
    (
        'fields = ["orders.carrier"]',
        'fields = ["orders.carier"]',
        'departments[1] "logistics": fields: there is no field',
    ),
    ('time = "08:30"', 'time = "08:30"\nqueues = ["order"]', 'digests[1] "day": queues: there is no queue "order"'),
    ("[escalation]", '[scope]\nqueues = ["nowhere"]\n[escalation]', 'scope: queues: there is no queue "nowhere"'),
    (
        "[escalation]",
        '[scope]\ntypes = ["refnd"]\n[escalation]',
        'scope: types: there is no type "refnd"; did you mean',
    ),
    ("[escalation]", '[scope]\nsources = ["mail"]\n[escalation]', 'scope: sources: there is no source "mail"'),
    ('name = "invoice"', 'name = "refund"', 'types: the name "refund" is given 2 times'),
    ('name = "invoice"', 'name = " "', "types[3]: name must not be empty"),
    # routing
    ('when = { type = ["refund", "invoice"] }\n', "", 'routing[1] "money" has no condition, so that the rules below'),
    (
        'name = "default"\n',
        'name = "default"\nwhen = { via = ["email"] }\n',
        "is the last rule and must have no condition",
    ),
    # what suggest asks for
    ('owner = "@marta"\ndeputies', "deputies", 'types[1] "order_status": drafts = "suggest" needs an owner'),
    ('template = "order_status"\narticles = ["delivery-delays"]', "", "needs a template or an article to draw on"),
    ('"where is my order 0", ', "", 'drafts = "suggest" needs 10 different examples, and there are 9'),
    ('"where is my order 0", ', '"Where is my order 1 ", ', "needs 10 different examples, and there are 9"),
    # people, channels, languages, zones
    ('answers = "@marta"', 'answers = ""', 'owners: answers must name a person or a group as "@name"'),
    ('leads = ["@lena"]', 'leads = ["lena"]', 'queues[1] "orders": leads must name a person or a group as "@name"'),
    ('leads = ["@lena"]', 'on_call = "lena"', 'queues[1] "orders": on_call must name a person'),
    ('leads = ["@lena"]', 'members = ["lena"]', 'queues[1] "orders": members must name a person'),
    ('owner = "@nadia"\ndeputies', 'owner = "nadia"\ndeputies', "escalation: owner must name a person"),
    ('deputies = ["@jonas"]', 'deputies = ["jo nas"]', 'types[1] "order_status": deputies must name a person'),
    ('"#support-billing"', '"support-billing"', 'queues[2] "billing": channel must name a channel as "#name"'),
    ('"#support-managers"', '"managers"', 'digests[1] "day": channel must name a channel'),
    ('"#ops-logistics"', '"ops"', 'departments[1] "logistics": channel must name a channel'),
    (
        'language = "en"\ntime',
        'language = "english"\ntime',
        'desk: language must be a language of two letters such as "en"',
    ),
    ('fr = ["ou est', 'french = ["ou est', 'types[1] "order_status": words must be a language of two letters'),
    ('{ en = ["allergic"] }', '{ eng = ["allergic"] }', 'sensitivity[1] "allergy": words must be a language'),
    ('{ segment = ["gold"] }', '{ language = ["FR"] }', 'priority[1] "vip": when.language must be a language'),
    (
        'time_zone = "Europe/Paris"\n\n[owners]',
        'time_zone = "Mars"\n\n[owners]',
        "desk: time_zone must be a time zone such as",
    ),
    # words, patterns, variables
    (
        'words = { en = ["refund status"] }',
        'words = { en = [""] }',
        'types[2] "refund": words must not hold an empty word',
    ),
    ('{ segment = ["gold"] }', '{ words = [" "] }', 'priority[1] "vip": when.words must not hold an empty word'),
    ('{ en = ["allergic"] }', '{ en = ["*"] }', 'sensitivity[1] "allergy": words must not hold an empty word'),
    ("(4[234]", "(4[234", 'records[1] "orders": pattern is no regular expression:'),
    (r"(4[234]\d\d)", r"4[234]\d\d", "pattern must have exactly one group, around the key; it has 0"),
    ('kind = "json"', 'kind = "http"', 'records[1] "orders": address must be a URL with {key} in it'),
    ('address = "orders.json"', 'address = ""', 'records[1] "orders": address must be the path of a JSON file'),
    ('"Hello {name},"', '"Hello {nam},"', 'tone[1]: greeting: there is no variable "{nam}"; did you mean "{name}"?'),
    ('greeting_without_name = "Hello,"', 'greeting_without_name = "Hello {name},"', "must not use {name}"),
    ("helped; {agent}", "helped; {agnt}", 'disclosure: text.en: there is no variable "{agnt}"'),
    (
        'language = "en"\ntime',
        'command_prefix = "/x"\nlanguage = "en"\ntime',
        "desk: command_prefix may hold small letters",
    ),
]


@pytest.mark.parametrize(("old", "new", "sentence"), CHANGES, ids=[sentence[:60] for _, _, sentence in CHANGES])
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    found = problems_with(tmp_path, old, new)

    assert any(sentence in problem for problem in found), found


ENTRIES = [
    ("article", "owner:", "ownr:", 'knowledge/a.md: unknown key "ownr"; did you mean "owner"?'),
    ("article", "title: Delivery delays\n", "", "knowledge/a.md: title is missing"),
    ("article", "---\nid", "id", "knowledge/a.md must begin with front matter between two lines of --- or +++"),
    ("article", "checked: -12d", "checked: lately", "knowledge/a.md: checked must be a date such as"),
    ("article", "checked: -12d", "checked: +12d", 'article "delivery-delays": checked (2026-12-06) lies in the future'),
    ("article", "valid_until: +90d", "valid_until: -90d", "valid_until (2026-08-26) lies before checked (2026-11-12)"),
    ("article", "audience: customer", "audience: all", 'knowledge/a.md: audience must be "internal" or "customer"'),
    ("article", 'owner: "@marta"', 'owner: ""', 'article "delivery-delays": owner must name a person'),
    ("article", "audience: customer", "language: english", 'article "delivery-delays": language must be two letters'),
    ("article", "Parcels may take two days longer.", "", 'article "delivery-delays" has no text'),
    ("article", "title: Delivery", "title: [Delivery", "knowledge/a.md: its front matter cannot be read:"),
    ("template", 'title = "Order', "title = Order", "templates/t.md: its front matter cannot be read:"),
    (
        "template",
        "{orders.status}",
        "{orders.state}",
        'there is no variable "orders.state"; did you mean "orders.status"?',
    ),
    ("template", "{orders.status}", "{nonsense}", 'template "order_status" (en): there is no variable "nonsense"'),
]


@pytest.mark.parametrize(("kind", "old", "new", "sentence"), ENTRIES, ids=[row[3][:60] for row in ENTRIES])
def test_a_fault_in_an_entry_is_named(tmp_path: Path, kind: str, old: str, new: str, sentence: str) -> None:
    text = {"article": ARTICLE, "template": TEMPLATE}[kind]
    assert old in text
    path = write(tmp_path, **{kind: text.replace(old, new, 1)})

    found = problems(path)

    assert any(sentence in problem for problem in found), found


def test_a_template_reads_only_what_its_type_may_read(tmp_path: Path) -> None:
    path = write(tmp_path, TOML.replace('["status", "carrier"] }\ndrafts', '["carrier"] }\ndrafts'))

    assert problems(path) == [
        'template "order_status" (en) uses {orders.status}, which the type "order_status" may not read; '
        "add it to its records"
    ]


def test_an_id_stands_once(tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "knowledge" / "b.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "templates" / "u.md").write_text(TEMPLATE, encoding="utf-8")

    found = problems(path)

    assert 'knowledge: the article id "delivery-delays" is given 2 times; every id may stand once' in found
    assert 'templates: "order_status" is given 2 times in "en"; once for each language is enough' in found


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    toml = TOML.replace('prompts = "@marta"', "").replace('"shadow"', '"shaddow"').replace("sat =", "satt =")

    found = problems(write(tmp_path, toml, article=ARTICLE.replace("title:", "titel:")))

    assert len(found) == 5
    assert len(set(found)) == 5


def test_a_missing_file(tmp_path: Path) -> None:
    assert problems(tmp_path / "none.toml") == [
        f"There is no desk file at {tmp_path / 'none.toml'}; write a first one with: python -m bot init"
    ]


def test_a_folder_for_a_file(tmp_path: Path) -> None:
    assert problems(tmp_path) == [f"{tmp_path} is a folder; name the desk.toml in it"]


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    (problem,) = problems(tmp_path / "file" / "desk.toml")

    assert problem.endswith("cannot be read: Not a directory")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"name = \xff", "desk.toml is not UTF-8 text (byte 7)"), (b"[desk", "desk.toml is not valid TOML: ")],
)
def test_what_is_no_toml(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "desk.toml"
    path.write_bytes(content)

    (problem,) = problems(path)

    assert problem.startswith(sentence)


def test_an_article_that_is_not_utf8(tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "knowledge" / "b.md").write_bytes(b"\xff\xfe")

    assert problems(path)[0] == "knowledge: b.md is not UTF-8 text (byte 0); save it as UTF-8"


def test_desk_as_a_word_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text('desk = "Aster"')

    assert "desk must be a table: [desk]" in problems(path)
