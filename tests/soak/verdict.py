"""What callers were told, what the database has, what Slack has and what the helpdesk got: these must agree."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from sandbox import Sandbox
from store.engine import reader
from tests.scenarios.reading import is_card_of, numbers_listed

_UNFINISHED = "SELECT count(*) FROM outbox WHERE state IN ('pending', 'leased') AND kind <> 'digest'"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`lost` and `doubled` name what is wrong, one sentence each; `figures` are what was counted."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)


def unfinished(url: str) -> int:
    """How much work is still to be done."""
    return int(_rows(url, _UNFINISHED)[0][0])


def verdict(url: str, workspace: Sandbox) -> Verdict:
    """Compare. Call when nothing is under way any more."""
    found = Verdict()
    _requests(url, workspace, found)
    _cards(url, workspace, found)
    _replies(url, workspace, found)
    return found


def _requests(url: str, workspace: Sandbox, found: Verdict) -> None:
    """Whatever was answered with 2xx is a line of a ticket, once."""
    stored = Counter(row.external_id for row in _rows(url, "SELECT external_id FROM message WHERE author = 'customer'"))
    taken = [sent for sent in workspace.customers.sent if sent.delivered]
    for sent in taken:
        name = sent.body["data"].get("message_id") or sent.body["data"]["id"]
        if stored[name] == 0:
            found.lost.append(f"{sent.conversation_id}: line {name} was taken and is not there")
        elif stored[name] > 1:
            found.doubled.append(f"{sent.conversation_id}: line {name} is there {stored[name]} times")
    found.figures["webhooks taken"] = len(taken)
    found.figures["sent more than once"] = sum(sent.attempts > 1 for sent in taken)
    found.figures["tickets"] = int(_rows(url, "SELECT count(*) FROM ticket")[0][0])


def _cards(url: str, workspace: Sandbox, found: Verdict) -> None:
    """Each ticket has one live card, or stands on a burst card; in a burst, what has ended needs neither."""
    cards = [message for stored in workspace.workspace.messages.values() for message in stored.values()]
    listed = {number for message in cards for number in numbers_listed(message)}
    for row in _rows(url, "SELECT id, state FROM ticket"):
        number = f"T-{row.id}"
        shown = sum(is_card_of(message, number) for message in cards) + (number in listed)
        if shown == 0 and row.state not in ("resolved", "closed", "merged", "not_a_request"):
            found.lost.append(f"{number} has no card")
        elif shown > 1:
            found.doubled.append(f"{number} stands in {shown} places")
    found.figures["tickets on burst cards"] = len(listed)


def _replies(url: str, workspace: Sandbox, found: Verdict) -> None:
    """What is down as sent was received, once, and nothing else was."""
    got = Counter(str(body["data"]["reply_id"]) for body in workspace.customers.reply_requests)
    rows = {str(row.id): row.state for row in _rows(url, "SELECT id, state FROM reply")}
    for reply_id, times in got.items():
        if times > 1:
            found.doubled.append(f"reply {reply_id} was sent {times} times")
        if rows.get(reply_id) not in ("sent", "unsure"):
            found.lost.append(f"reply {reply_id} arrived and is down as {rows.get(reply_id)}")
    for reply_id, state in rows.items():
        if state == "sent" and not got[reply_id]:
            found.lost.append(f"reply {reply_id} is down as sent and never arrived")
        if state == "sending":
            found.lost.append(f"reply {reply_id} is being sent by nobody")
    states = Counter(rows.values())
    found.figures.update({f"replies {state}": count for state, count in sorted(states.items())})
    found.figures["given up"] = int(_rows(url, "SELECT count(*) FROM outbox WHERE state = 'dead'")[0][0])
    found.figures["parked"] = int(_rows(url, "SELECT count(*) FROM inbox WHERE state = 'parked'")[0][0])


def _rows(url: str, statement: str) -> list[Any]:
    engine = reader(url)
    try:
        with engine.connect() as connection:
            return list(connection.execute(text(statement)))
    finally:
        engine.dispose()
