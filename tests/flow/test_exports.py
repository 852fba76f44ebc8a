"""The figures of days come as a file to whoever asked and may read them, once, and no cell of it is run."""

import csv
import io
from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.flow import digest, exports, resolve
from store.store import Store
from tests.flow import desk
from tests.flow.clock import MONDAY
from tests.flow.desk import ANA, BOB, GIL, OMAR, arrives
from tests.flow.office import Office

DAY = MONDAY.date()
Line = dict[str, str]


def lines(table: str) -> list[Line]:
    return list(csv.DictReader(io.StringIO(table)))


def copies(office: Office, who: str = ANA) -> list[tuple[str, list[Line]]]:
    """The files that stand in somebody's direct messages."""
    files = [office.sandbox.workspace.files[one] for message in office.sandbox.dms(who) for one in message.files]
    return [(file.name, lines((file.content or b"").decode())) for file in files]


async def of_monday(office: Office) -> None:
    """One request comes at eight and is resolved at ten; another one comes."""
    office.clock.at = MONDAY.replace(hour=8)
    await office.store.write(desk.people)
    first = await arrives(office.store, 1)
    await arrives(office.store, 2)
    office.clock.move(timedelta(hours=2))
    await office.store.write(desk.people)
    await office.store.write(resolve.resolve, first, OMAR)
    office.clock.at = MONDAY + timedelta(days=1)
    await office.store.write(desk.people)


async def test_it_comes_by_direct_message_with_every_figure_of_each_day(open_office: Office) -> None:
    await of_monday(open_office)
    await open_office.store.write(exports.ask, "orders", DAY.isoformat(), ANA)
    await open_office.work()
    ((name, told),) = copies(open_office)
    assert name == "figures-2026-11-23.csv"
    assert {one["day"] for one in told} == {"2026-11-23"}
    by_figure = {(one["figure"], one["key"]): one for one in told if one["queue"] == "orders" and not one["by"]}
    assert by_figure["received", ""]["count"] == "2"
    resolved = by_figure["resolved", ""]
    assert (resolved["count"], resolved["wall_seconds"]) == ("1", "7200")
    assert 7200 <= int(resolved["wall_p50"]) == int(resolved["wall_p90"]) <= 7920
    assert by_figure["received", ""]["wall_p50"] == ""
    (message,) = [one for one in open_office.sandbox.dms(ANA) if one.files]
    assert message.text == "Figures of Monday 23 November."


async def test_each_figure_stands_there_by_type_way_in_source_and_segment_too(open_office: Office) -> None:
    await of_monday(open_office)
    table = await open_office.store.read(exports.as_csv, DAY, DAY, "UTC", ("orders",))
    came = {(one["by"], one["named"]): one["count"] for one in lines(table) if one["figure"] == "received"}
    assert came == {
        ("", ""): "2", ("type", "order_status"): "2", ("via", "email"): "2", ("source", "generic"): "2",
        ("segment", ""): "2",
    }  # fmt: skip
    resolved = {one["by"]: one["wall_seconds"] for one in lines(table) if one["figure"] == "resolved"}
    assert resolved == dict.fromkeys(("", "type", "via", "source", "segment"), "7200")


async def test_asked_for_anew_there_is_one_file_the_newest(open_office: Office) -> None:
    await of_monday(open_office)
    for _ in range(2):
        await open_office.store.write(exports.ask, "orders", "2026-11-23", ANA)
        await open_office.work(60)
    assert len(copies(open_office)) == 1


async def test_after_a_crash_in_the_middle_there_is_one_file(open_office: Office) -> None:
    await of_monday(open_office)
    await open_office.store.write(exports.ask, "orders", "2026-11-23", ANA)
    open_office.sandbox.fail("files.completeUploadExternal", drop_after=True)
    await open_office.work()
    await open_office.work(30)
    assert len(copies(open_office)) == 1


@pytest.mark.parametrize("error", ["missing_scope", "invalid_arguments"])
async def test_whoever_asked_is_told_where_it_does_not_come(open_office: Office, error: str) -> None:
    await of_monday(open_office)
    open_office.sandbox.fail("files.getUploadURLExternal", error=error)
    await open_office.store.write(exports.ask, None, "week", ANA)
    await open_office.work()
    await open_office.work(1)
    assert copies(open_office) == []
    assert "did not come as a file" in str([message.blocks for message in open_office.sandbox.dms(ANA)])


@pytest.mark.parametrize(
    ("queue", "when", "by", "code"),
    [
        ("orders", "yesterday", BOB, RefusalCode.NOT_A_MEMBER),
        (None, "yesterday", GIL, RefusalCode.NOT_A_MEMBER),
        ("nowhere", "yesterday", ANA, RefusalCode.UNKNOWN_WORD),
        ("orders", "standup", ANA, RefusalCode.UNKNOWN_WORD),
    ],
)
async def test_what_is_asked_wrongly_or_by_strangers_is_refused(
    support: Store, queue: str | None, when: str, by: str, code: RefusalCode
) -> None:
    with pytest.raises(Refused) as refused:
        await support.write(exports.ask, queue, when, by)
    assert refused.value.code is code


async def test_who_may_not_read_it_any_more_gets_nothing(open_office: Office) -> None:
    await of_monday(open_office)
    person = (await open_office.store.read(digest.check, "orders", ANA)).person.id
    assert await open_office.store.read(exports.plan, f"{person}:{DAY}:{DAY}:orders") is not None
    assert await open_office.store.read(exports.plan, f"{person}:{DAY}:{DAY}:technical") is None
    assert await open_office.store.read(exports.plan, f"999:{DAY}:{DAY}:orders") is None
