"""What stands in a desk file and could never have an effect is refused, so that nobody relies on it."""

from pathlib import Path

import pytest

from bot.desk import explain, load
from tests.unit.desk.small import TODAY, TOML, problems_with, write

ALLERGY = 'name = "allergy"\nwords = { en = ["allergic"] }\n'
SENDING = "[sending]\n{}\n[disclosure]"
GOLD = '[[sla]]\nname = "gold-1"\nwhen = { segment = ["gold"] }\nfirst_response = { normal = "1h" }\n'
VIP = '[[priority]]\nname = "vip"\nwhen = { segment = ["gold"] }\n'

CHANGES = [
    # sources: an address and variables are made of their names
    (
        'name = "helpdesk"',
        'name = "a/b"',
        'sources[1] "a/b": name may hold letters, digits, ".", "_" and "-", since it stands in the address /hooks/name',
    ),
    ('name = "helpdesk"', 'name = "Zen Desk"', 'sources[1] "Zen Desk": name may hold letters, digits'),
    (
        'name = "helpdesk"',
        'name = "my-desk"\n[[sources]]\nname = "my_desk"',
        'sources[2] "my_desk": "my-desk" has the same variables (HOOK_SECRET_MY_DESK); choose another name',
    ),
    ('name = "helpdesk"', 'name = "Generic"', 'sources[1] "Generic": "generic" has the same variables'),
    # sensitivity
    (
        ALLERGY,
        'name = "wedding"\nlevel = "caution"\nsecond_approval = true\nwords = { en = ["wedding"] }\n',
        'sensitivity[1] "wedding": second_approval = true has no effect at level "caution"; only "sensitive" asks for',
    ),
    (ALLERGY, 'name = "allergy"\n', 'sensitivity[1] "allergy" has no words, so that it never fires'),
    (ALLERGY, 'name = "allergy"\nwords = { en = [] }\n', 'sensitivity[1] "allergy" has no words'),
    (ALLERGY, 'name = "health"\n', 'sensitivity[1] "health" has no words, so that it adds nothing'),
    # durations
    ('normal = "2h"', 'normal = "0s"', 'sla[1] "standard": first_response: normal: "0s" is no time at all; write for'),
    ("[disclosure]", SENDING.format('close_after = "0d"'), 'sending: close_after: "0d" is no time at all'),
    ("[disclosure]", SENDING.format('undo = "999999999w"'), 'sending: undo: "999999999w" is more than ten years'),
    ("[disclosure]", SENDING.format(f'undo = "{"9" * 5000}d"'), "is more than ten years"),
    ('kind = "json"', 'kind = "json"\ntime_out = "1h"', 'records[1] "orders": time_out must be at most "5s"'),
    ('fields = ["orders.carrier"]', 'accept_within = "0s"', 'departments[1] "logistics": accept_within: "0s" is no'),
    (
        'normal = "2h"',
        'normal = "300d"',
        'sla[1] "standard": first_response: normal is more than the queue "orders" is open in a year',
    ),
    ("first_response = { normal", "first_response = {} # { normal", 'sla[1] "standard": first_response must have at'),
    (
        "resolution = { normal",
        'next_response = { normal = "300d" }\nresolution = { normal',
        'sla[1] "standard": next_response: normal is more than the queue "orders" is open in a year',
    ),
    (
        '[[sla]]\nname = "standard"',
        GOLD + GOLD.replace("gold-1", "gold-2") + '[[sla]]\nname = "standard"',
        'sla[2] "gold-2" is never chosen: the same condition stands in sla[1] "gold-1"',
    ),
    # days, conditions
    ('time = "08:30"', 'time = "08:30"\ndays = []', 'digests[1] "day": days must have at least one entry'),
    (
        '[[routing]]\nname = "default"',
        '[[routing]]\nname = "again"\nwhen = { type = ["invoice", "refund"] }\nqueue = "orders"\n'
        '[[routing]]\nname = "default"',
        'routing[2] "again" never fires: the same condition stands in routing[1] "money"',
    ),
    (
        VIP,
        VIP + 'priority = "urgent"\n' + VIP.replace("vip", "gold"),
        'priority[2] "gold" never fires: the same condition stands in priority[1] "vip"',
    ),
    (
        VIP,
        '[[priority]]\nname = "all"\npriority = "low"\n' + VIP,
        'priority[1] "all" has no condition, so that the rules below it never fire; move it to the end',
    ),
    (
        '{ segment = ["gold"] }',
        "{ contacts_at_least = 1 }",
        'priority[1] "vip": when.contacts_at_least must be at least 2, since the ticket itself counts',
    ),
    # texts
    ('name = "Aster & Pine"', 'name = " "', "desk: name must not be empty"),
    ('title = "Billing"', 'title = ""', 'queues[2] "billing": title must not be empty'),
    ('title = "Refund"', 'title = ""', 'types[2] "refund": title must not be empty'),
    ('title = "Logistics"', 'title = ""', 'departments[1] "logistics": title must not be empty'),
    (
        '{ en = "An assistant helped; {agent} checked it." }',
        '{ en = "" }',
        "disclosure: text.en must not be empty; leave it out for the built-in text, or write enabled = false",
    ),
    (
        "[[digests]]",
        '[[tone]]\ngreeting = "Hi"\ngreeting_without_name = "Hi"\nclosing = "Bye"\n[[digests]]',
        "tone[2] is never used: tone[1] is for the same language and segments",
    ),
    (
        'leads = ["@lena"]',
        "members = []",
        'queues[1] "orders": members must name somebody; without it everybody in the',
    ),
    # records
    (
        'carrier = "carrier"',
        'carrier = ""',
        'records[1] "orders": fields.carrier must name the field that stands for it in the source',
    ),
    (
        'kind = "json"',
        'kind = "json"\nkey = " "',
        'records[1] "orders": key must name the field that is the record\'s own',
    ),
    (
        'kind = "json"',
        'kind = "json"\ncustomers_of = ["zendesk"]',
        'records[1] "orders": customers_of: there is no source "zendesk"',
    ),
    (
        'kind = "json"',
        'kind = "json"\ncustomer = ""',
        'records[1] "orders": customer or customer_email must name the field that says whose record it is',
    ),
]


@pytest.mark.parametrize(("old", "new", "sentence"), CHANGES, ids=[sentence[:60] for _, _, sentence in CHANGES])
def test_what_could_have_no_effect_is_named(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    found = problems_with(tmp_path, old, new)

    assert any(sentence in problem for problem in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[disclosure]", SENDING.format('undo = "0s"')),
        ("[disclosure]", SENDING.format('close_after = "3650d"')),
        ('kind = "json"', 'kind = "json"\ntime_out = "5s"'),
        ('name = "helpdesk"', 'name = "zen-desk_2.eu"'),
        ('name = "helpdesk"', 'name = "generic"\nidempotent = true'),
        (ALLERGY, 'name = "complex"\n'),  # raises a built-in class of caution
        (ALLERGY, 'name = "health"\nwords = { en = ["allergic"] }\n'),
        (ALLERGY, ALLERGY + "second_approval = false\n"),
        (ALLERGY, ALLERGY + 'level = "caution"\n'),
        (VIP, VIP + 'priority = "high"\n' + '[[priority]]\nname = "rest"\n'),
        (
            "[[digests]]",
            '[[tone]]\nsegment = ["gold"]\ngreeting = "Hi"\ngreeting_without_name = "Hi"\nclosing = "Bye"\n[[digests]]',
        ),
    ],
)
def test_what_has_an_effect_may_stand(tmp_path: Path, old: str, new: str) -> None:
    assert old in TOML

    load(write(tmp_path, TOML.replace(old, new, 1)), TODAY)


def test_a_wish_to_be_less_careful_is_not_heeded_and_check_says_so(tmp_path: Path) -> None:
    rule = 'name = "health"\nlevel = "caution"\nsecond_approval = false\nwords = { en = ["allergic"] }\n'

    lines = explain(load(write(tmp_path, TOML.replace(ALLERGY, rule)), TODAY), TODAY)

    where = 'sensitivity[1] "health"'
    assert f'{where}: level = "caution" has no effect; this class is built in as sensitive, and stays so.' in lines
    assert f"{where}: second_approval = false has no effect on a built-in class." in lines
