"""Every name of the domain that people meet has its sentence."""

import ast
import re
from collections.abc import Iterator

import pytest

from bot.domain.draft import Withheld
from bot.domain.errors import RefusalCode
from bot.domain.grounding import Fault
from bot.domain.ticket import ENDED, Event, State
from bot.words import words
from bot.words.en_tables import FAULTS, HISTORY, NOTICES, REFUSALS, STATES, STOPPED, WITHHELD
from tests.house.tree import ROOT, sources

EN = words("en")


def test_an_unknown_language_reads_english() -> None:
    assert words("xx") is not None
    assert words("en-GB").claim == "Claim"


@pytest.mark.parametrize("code", RefusalCode)
def test_each_refusal_is_a_whole_sentence_even_without_facts(code: RefusalCode) -> None:
    assert code in REFUSALS
    sentence = EN.refusal(code, {})
    assert sentence[0].isupper() or sentence[0] == "“"
    assert sentence.endswith(".")
    assert not re.search(r"[{}?]", sentence)


@pytest.mark.parametrize("reason", Withheld)
def test_each_reason_is_a_whole_sentence_even_without_facts(reason: Withheld) -> None:
    assert reason in WITHHELD
    sentence = EN.withheld(reason, {})
    assert sentence.startswith("No suggestion: ")
    assert sentence.endswith(".")
    assert not re.search(r"[{}?]", sentence)


def test_tables_name_nothing_that_does_not_exist() -> None:
    assert set(REFUSALS) == set(RefusalCode)
    assert set(WITHHELD) == set(Withheld)
    assert set(STATES) == set(State)
    assert set(FAULTS) == set(Fault)


@pytest.mark.parametrize("fault", Fault)
def test_each_fault_goes_on_from_the_sentence_that_has_it(fault: Fault) -> None:
    told = EN.fault(fault)
    assert told[0].islower()
    assert told.endswith(".")


def test_a_flag_that_has_no_words_is_told_as_it_stands() -> None:
    assert EN.fault("no source says today") == "no source says today"


def test_facts_are_filled_in_and_never_read_as_templates() -> None:
    assert EN.refusal("taken", {"who": "{who_may}"}).startswith("{who_may} has this ticket already.")
    assert EN.withheld("foreign_record", {"record": "order 4417"}) == (
        "No suggestion: order 4417 could not be tied to this customer."
    )


@pytest.mark.parametrize("state", sorted(ENDED))
def test_each_end_has_a_sentence(state: State) -> None:
    assert EN.ended(state).endswith(".")


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "less than a minute"),
        (-5, "less than a minute"),
        (61, "1 min"),
        (3600, "1 h"),
        (7800, "2 h 10 min"),
        (86400, "1 d"),
        (100_000, "1 d 3 h"),
    ],
)
def test_durations(seconds: int, told: str) -> None:
    assert EN.duration(seconds) == told


@pytest.mark.parametrize(
    ("count", "told"), [(2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd"), (112, "112th")]
)
def test_contacts(count: int, told: str) -> None:
    assert EN.contacts(count).startswith(told)


def test_history_tells_known_and_unknown_actions() -> None:
    assert EN.happened("ticket.claimed", "Nina", {}) == "Nina claimed it"
    assert EN.happened("post_checked", "Deskhand", {"draft": "31"}) == "Deskhand: post checked (draft 31)"
    assert {f"ticket.{event}" for event in Event} <= set(HISTORY)
    assert all("{" not in EN.happened(action, "Nina", {}) for action in HISTORY)


def journaled() -> Iterator[str]:
    """Every action that is written into the journal anywhere, as far as it stands there as a text."""
    for path in sources("bot.flow", "bot.jobs", "store"):
        for call in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            name = ast.unparse(call.func).rpartition(".")[2] if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and name in {"append", "change", "assign", "withdraw"}:
                texts = [str(argument.value) for argument in call.args if isinstance(argument, ast.Constant)]
                yield from (text for text in texts if re.fullmatch(r"[a-z]+\.[a-z_]+", text))


@pytest.mark.parametrize("action", sorted(set(journaled())))
def test_whatever_is_journaled_has_its_line_of_history(action: str) -> None:
    assert action in HISTORY


@pytest.mark.parametrize(
    ("action", "detail", "told"),
    [
        ("ticket.continued", {"by": "T-1043"}, "It goes on in T-1043"),
        ("ticket.rated", {"score": "4.0"}, "The customer rated it: 4"),
        ("ticket.snoozed", {"until": "2026-11-24 08:00 UTC"}, "Nina snoozed it until 2026-11-24 08:00 UTC"),
        ("ticket.rated", {}, "The customer rated it: without a score"),
        ("ticket.priority_set", {"priority": "high", "before": "normal"}, "Nina set its priority to high"),
        ("ticket.merged_outside", {"into": "T-1043"}, "Its conversation was merged into that of T-1043"),
    ],
)
def test_history_of_what_happens_outside(action: str, detail: dict[str, str], told: str) -> None:
    assert EN.happened(action, "Nina", detail) == told


@pytest.mark.parametrize(
    ("reason", "facts", "told"),
    [
        ("new_message", {}, "the customer wrote again"),
        ("source_expired", {"title": "Returns", "owner": "@omar"}, "“Returns” is past its date"),
        ("source_changed", {"title": "Returns", "owner": "@omar"}, "“Returns” has changed"),
        ("record_unreachable", {"record": "orders:4417"}, "order 4417 could not be read"),
        ("helpdesk_unreachable", {}, "the helpdesk could not be reached"),
        ("record_gone", {"record": "orders:4417"}, "order 4417 can no longer be tied to this customer"),
        (
            "record_changed",
            {"record": "orders:4417", "field": "status", "before": "in transit", "now": "delivered"},
            "order 4417 was in transit, is now delivered",
        ),
        (
            "record_changed",
            {"record": "orders:4417", "field": "eta", "before": "Thursday", "now": ""},
            "eta of order 4417 was Thursday, is now unknown",
        ),
        ("answered_outside", {"who": "Ben", "at": "…"}, "Ben answered outside Deskhand"),
        ("answered_outside", {"who": "", "at": "…"}, "somebody answered outside Deskhand"),
        ("refused", {"detail": "closed there"}, "the helpdesk refused it (closed there)"),
        ("something_new", {}, "something new"),
        ("{0} {new}", {"new": "x"}, "{0} {new}"),
    ],
)
def test_why_a_reply_was_stopped(reason: str, facts: dict[str, str], told: str) -> None:
    assert EN.why_stopped(reason, facts) == told


@pytest.mark.parametrize("reason", STOPPED)
def test_each_stop_reads_even_without_facts(reason: str) -> None:
    assert not re.search(r"[{}?_]", EN.why_stopped(reason, {}))


#: What is told about the person themselves, and about no ticket.
ABOUT_ONESELF = ("away_set", "away_ended")
ABOUT_NO_TICKET = (*ABOUT_ONESELF, "figures_not_given")


@pytest.mark.parametrize("kind", [*(kind for kind in NOTICES if kind not in ABOUT_NO_TICKET), "something_new"])
def test_each_notice_names_the_ticket(kind: str) -> None:
    assert "T-1042" in EN.notice(kind, "T-1042", {"who": "Nina"})


@pytest.mark.parametrize("kind", ABOUT_ONESELF)
def test_what_is_said_of_oneself_names_who_said_it(kind: str) -> None:
    assert "Nina says that you are" in EN.notice(kind, "", {"who": "Nina"})


def test_roles_are_named_as_people_say_them() -> None:
    told = EN.refusal("not_your_role", {"needed": "owner, deputy", "who_may": "owner, deputy"})
    assert told == "Only the owner or the deputies can do that. Please ask them."
    assert EN.refusal("not_your_role", {"who_may": "Marta"}) == "Only Marta can do that. Please ask them."
    assert EN.refusal("same_person", {}).endswith("from another person: whoever answers for it.")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, "Only members of this queue can do that."),
        ({"outsider": "guest"}, "Guests and people of another workspace cannot do that."),
        ({"outsider": "no_queue"}, "Only members of a queue can do that."),
        ({"outsider": "receiver", "who_may": "member"}, "It can be given to members of the queue."),
        ({"outsider": "receiver", "who_may": "lead, owner, deputy"}, "leads of the queue, the owner or the deputies."),
    ],
)
def test_whoever_is_outside_is_told_what_is_true_of_them(facts: dict[str, str], told: str) -> None:
    assert told in EN.refusal("not_a_member", facts)


def test_a_stale_source_is_named_by_its_article() -> None:
    told = EN.withheld("stale_source", {"article": "Returns", "owner": "Omar", "valid_until": "2026-11-01"})
    assert told == "No suggestion: “Returns” is past its date. Omar can check it."


@pytest.mark.parametrize(("good", "told"), [("True", "it a good suggestion"), ("False", "it not a good suggestion")])
def test_history_says_which_thumb_it_was(good: str, told: str) -> None:
    assert words("en").happened("draft.rated", "Nina", {"draft": "31", "good": good}) == f"Nina found {told}"
