"""Everything that people can do in Slack: by somebody who may not, twice, too late, and while Slack fails.

It fails when something is registered that stands in none of the tables (`tests.scenarios.interactions`).
"""

import re
from collections.abc import AsyncIterator
from itertools import cycle
from typing import Any, Final

import pytest
import pytest_asyncio

from bot.cli.manifest import manifest
from bot.domain.ticket import TRANSITIONS, Event
from bot.slack import actions as act
from commands import COMMANDS as COMMAND_NAMES
from commands import desk, queue, ticket
from handlers import actions, modals
from store import replies, tickets
from store.unit_of_work import UnitOfWork
from tests.scenarios.interactions.buttons import BUTTONS, ENTRIES
from tests.scenarios.interactions.commands import COMMANDS, VERBS
from tests.scenarios.interactions.forms import FORMS, SHORTCUTS
from tests.scenarios.interactions.made import Interaction, newest
from tests.scenarios.wired import Outcome, Wired, by_the_tests_clock

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALL: Final[dict[str, Interaction]] = {
    f"{kind} {name}": one
    for kind, table in (
        ("button", BUTTONS), ("entry", ENTRIES), ("form", FORMS), ("verb", VERBS), ("command", COMMANDS),
        ("shortcut", SHORTCUTS),
    )
    for name, one in table.items()
}  # fmt: skip
#: How a refusal says who may.
WHO_MAY: Final = ("Guests and people of another workspace cannot do that.", "Only members of ", "Please ask them")
#: What only says who has read something: each time, and that somebody has opened a form is no harm.
HARMLESS: Final = (
    ("journal", "ticket.opened"), ("journal", "draft.opened"), ("journal", "article.opened"), ("work", "card"),
)  # fmt: skip
#: The first way by which somebody is shown what came of it.
WAYS: Final = ("response_url", "views.open", "views.push", "views.update")
FAULTS: Final[dict[str, dict[str, Any]]] = {
    "an error": {"error": "internal_error"},
    "too many": {"status": 429, "retry_after": 1},
    "a cut": {"drop_before": True},
}
#: Each interaction that changes something meets one of them in turn.
TURN: Final = dict(zip(ALL, cycle(FAULTS), strict=False))


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["http", "socket"])
async def wired(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Wired]:
    opened = Wired(tmp_path_factory.mktemp("wired"), http=request.param == "http")
    with by_the_tests_clock(opened):
        await opened.open()
    yield opened
    await opened.close()


async def test_all_are_here() -> None:
    """Whatever is registered stands in a table, so that nothing new goes without."""
    assert set(BUTTONS) == set(actions.ACTIONS) - {act.MORE}  # More… is tried by each of its entries
    assert set(ENTRIES) == set(actions._MORE)
    assert set(FORMS) == set(modals.SUBMITS)
    assert set(VERBS) == set(ticket._VERBS)
    assert set(SHORTCUTS) == {found["callback_id"] for found in manifest()["features"]["shortcuts"]}
    assert {name.split()[0].removeprefix("/") for name in COMMANDS} == set(COMMAND_NAMES)
    for name, usage in (("desk", desk.USAGE), ("queue", queue.USAGE)):
        assert _words(name, usage) - {"/queue queue"} <= set(COMMANDS), "each word that its usage names"


def _words(command: str, usage: str) -> set[str]:
    """`/desk health` and so on, of `help | health | shadow [type]`."""
    while usage != (plain := re.sub(r"\[[^\[\]]*\]", "", usage)):
        usage = plain
    said = (one.removeprefix(command).split() for one in usage.split("|"))
    return {f"/{command} {words[0]}" for words in said if words}


def left(outcome: Outcome) -> dict[tuple[str, ...], int]:
    """What it has changed: all that is new on record or gone, but for who has read something, and that a card is to be
    drawn as it stands."""
    changed = outcome.left + outcome.gone
    return {trace: times for trace, times in changed.items() if trace[1:3] not in HARMLESS}


def _close(uow: UnitOfWork, ticket_id: int) -> bool:
    """End a ticket, unless nobody could just now. Whether it has ended."""
    found = tickets.lock(uow, ticket_id)
    if replies.under_way(uow, ticket_id) is None:
        for event in (Event.RESOLVED, Event.CLOSED):
            if (found.state, event) in TRANSITIONS:
                found = tickets.move(uow, ticket_id, event, "system")
    return found.ended


@pytest.mark.parametrize("name", ALL)
async def test_who_may_not_is_told_who_may(wired: Wired, name: str) -> None:
    one = ALL[name]
    assert bool(one.outsiders) != bool(one.for_all)
    wired.begin()
    press = await one.stage(wired)
    for who in one.outsiders:
        refused = await wired.sends(press, who=who)
        assert refused.answered
        assert any(sentence in refused.said for sentence in WHO_MAY), refused.said
        assert not left(refused), "it was refused before anything was written"
        assert refused.opened is None or "submit" not in refused.opened.body
    with wired.failing(WAYS, error="internal_error"):
        for who in one.outsiders[:1]:
            refused = await wired.sends(press, who=who)
            assert any(sentence in refused.said for sentence in WHO_MAY), "by another way"


@pytest.mark.parametrize("name", ALL)
async def test_twice_is_as_once(wired: Wired, name: str) -> None:
    one = ALL[name]
    wired.begin()
    press = await one.stage(wired)
    first = await wired.sends(press, twice=True)
    assert first.answered
    _did(one, first)
    later = await wired.sends(press)  # from a screen that does not show yet what has happened
    assert later.answered
    if one.does == "changes":
        assert bool(left(later)) == bool(one.again), left(later)
    assert later.told or left(later) or one.silent


@pytest.mark.parametrize("name", ALL)
async def test_too_late_it_is_refused_or_does_no_harm(wired: Wired, name: str) -> None:
    one = ALL[name]
    wired.begin()
    press = await one.stage(wired)
    nowhere = press.elsewhere()
    if nowhere is not None:
        lost = await wired.sends(nowhere)
        assert lost.answered
        assert lost.said, "there is no such thing"
        assert not left(lost)
    ticket_id = await newest(wired.store)
    if not ticket_id or not await wired.store.write(_close, ticket_id):
        return
    late = await wired.sends(press)
    assert late.answered
    assert late.told or left(late) or one.silent
    if not one.when_over:
        assert not left(late)
        assert late.opened is None or "submit" not in late.opened.body
    else:
        assert left(late) or late.opened or one.does == "shows"


@pytest.mark.parametrize("wired", ["http"], indirect=True)  # what leaves is the same by whichever way Slack is heard
@pytest.mark.parametrize("name", ALL)
async def test_while_slack_fails_nothing_is_lost_or_doubled(wired: Wired, name: str) -> None:
    one = ALL[name]
    wired.begin()
    press = await one.stage(wired)
    for fault in [TURN[name]] if one.does == "changes" else FAULTS:
        with wired.failing(WAYS, **FAULTS[fault]):
            met = await wired.sends(press)
        assert met.answered
        if one.does == "changes":
            _did(one, met)
        else:
            assert not left(met)
            assert met.said, "somebody is told, by another way"
    again = await wired.sends(press)
    assert again.told or left(again) or one.silent
    if one.does == "opens":
        assert again.opened is not None


def _did(one: Interaction, outcome: Outcome) -> None:
    """It has done what it does, once."""
    if one.does == "changes":
        assert left(outcome)
        assert set(left(outcome).values()) == {1}, left(outcome)
    else:
        assert not left(outcome)
        assert outcome.said
    if one.does == "opens":
        assert outcome.opened is not None
