"""What a described helpdesk is asked: which tickets have changed, and what its webhooks would have said of each."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from bot.domain.desk_around import Source
from bot.helpdesk.answering import Answering, Unread
from bot.helpdesk.listing import Listing
from bot.helpdesk.mapped_check import unsound
from bot.helpdesk.mapped_listing import Asked
from tests.unit.helpdesk.test_mapped import PLAIN

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
LISTING = {
    "path": "/changed?since={{ since_seconds }}&from={{ start }}", "tickets": "body.found", "id": "each.no",
    "at": "each.changed", "more": "body.more", "ticket": "/tickets/{{ conversation }}",
    "deliveries": "body.lines[].{event: 'comment', ticket: ticket, id: id, author: by, public: `true`, text: text}",
}  # fmt: skip


class There:
    """A helpdesk's answers by path."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []

    async def read(self, path: str, params: object = None) -> Any:
        self.asked.append(path)
        if (found := self.answers.get(path)) is None:
            raise Unread(404, "the helpdesk answered 404")
        return found


def source(**more: Any) -> Source:
    mapped = {**PLAIN["mapped"], "listing": {**LISTING, **more}}
    return Source.model_validate({**PLAIN, "mapped": mapped})


def asked(there: There, **more: Any) -> Asked:
    return Asked(cast(Answering, there), source(**more))


SINCE = "/changed?since=1795953600&from="
LINES = {"/tickets/7": {"lines": [{"ticket": "7", "id": "71", "by": "customer", "text": "Where is it?"}]}}


def listed(*tickets: tuple[str, timedelta], more: bool = False) -> dict[str, Any]:
    return {"found": [{"no": name, "changed": (NOW + after).isoformat()} for name, after in tickets], "more": more}


async def test_page_by_page_and_by_time_whatever_its_order() -> None:
    minute = timedelta(minutes=1)
    there = There(
        {SINCE + "0": listed(("9", 3 * minute), ("7", minute), more=True), SINCE + "2": listed(("8", 2 * minute))}
    )
    found = await asked(there).changed(NOW, 1)
    assert [each.name for each in found] == ["7", "8", "9"]
    assert await asked(there).changed(NOW, 2) == (), "all of them come at once"


async def test_what_changed_before_is_left_out() -> None:
    there = There({SINCE + "0": listed(("7", timedelta(seconds=-1)), ("8", timedelta()))})
    assert [each.name for each in await asked(there).changed(NOW, 1)] == ["8"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"other": []}, "holds no tickets where the desk file says"),
        ({"found": [{"no": "7"}]}, "has no id or no time"),
        ({"found": [{"changed": NOW.isoformat()}]}, "has no id or no time"),
    ],
)
async def test_a_list_that_does_not_fit_is_no_empty_list(answer: Any, why: str) -> None:
    with pytest.raises(Unread, match=why):
        await asked(There({SINCE + "0": answer})).changed(NOW, 1)


async def test_a_list_without_an_end_is_said() -> None:
    endless = There({SINCE + str(number): listed(("7", timedelta()), more=True) for number in range(60)})
    with pytest.raises(Unread, match="too many"):
        await asked(endless).changed(NOW, 1)
    assert len(endless.asked) == 50


async def test_the_next_page_is_asked_for_as_the_answer_says() -> None:
    path = "/changed?since={{ since_seconds }}{% if next %}&after={{ next }}{% endif %}"
    begin = SINCE.removesuffix("&from=")
    there = There({
        begin: {**listed(("7", timedelta())), "token": "a/b"}, begin + "&after=a%2Fb": {"found": [], "token": "c"},
        begin + "&after=c": listed(("8", timedelta())),
    })  # fmt: skip
    found = await asked(there, path=path, more="", next="body.token").changed(NOW, 1)
    assert [each.name for each in found] == ["7", "8"]


async def test_each_is_read_by_itself_and_said_as_a_webhook_would() -> None:
    there = There({SINCE + "0": listed(("7", timedelta())), **LINES})
    ours = asked(there)
    await ours.changed(NOW, 1)
    (told,) = await ours.told("7")
    assert (told.id, told.body["data"]["body"]) == ("message:71", "Where is it?")
    (deleted,) = await ours.told("8")
    assert deleted.body == {"type": "ticket.deleted", "data": {"id": "8"}}


async def test_what_the_field_map_does_not_know_is_kept_and_holds_up_nothing() -> None:
    """A person looks at it, and `inbox retry` reads it by the field map of then."""
    both = {"lines": [{"ticket": "7", "id": None, "text": "?"}, *LINES["/tickets/7"]["lines"]]}
    there = There({SINCE.replace("1795953600", "1795953480") + "0": listed(("7", timedelta())), "/tickets/7": both})
    drawn = await Listing("tool", asked(there), now=lambda: NOW).since(NOW.isoformat())
    kept, fine = drawn.told
    assert (kept.kind, kept.event_id[:7], kept.arrival) == ("unread", "sha256:", None)
    assert kept.fault
    assert fine.event_id == "message:71"


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [
        ("path", "changed", "must begin with a slash"),
        ("path", "/changed?{{ token }}", 'there is no "token"'),
        ("ticket", "/tickets/{{ page }}", 'there is no "page"'),
        ("deliveries", "ticket.lines", 'begins with "ticket"'),
        ("at", "each.", ""),
    ],
)
def test_what_cannot_be_used_is_refused(key: str, text: str, why: str) -> None:
    (fault,) = unsound([source(**{key: text})])
    assert f"mapped.listing.{key}: " in fault
    assert why in fault
