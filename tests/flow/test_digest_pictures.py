"""A digest is drawn where Slack draws, and plainer where it does not; it stands there once, whatever happens."""

from datetime import timedelta

import pytest

from bot.flow import digest
from bot.jobs import picture
from sandbox import Message
from tests.flow import desk
from tests.flow.clock import MONDAY
from tests.flow.desk import arrives
from tests.flow.office import Office

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
async def drawing(open_office: Office) -> Office:
    """What is open at the end of Monday is of two ages, which makes a chart; its digest is due."""
    for number, day in enumerate((MONDAY - timedelta(days=2), MONDAY), start=1):
        open_office.clock.at = day
        await arrives(open_office.store, number)
    await open_office.work()
    open_office.clock.at = TUESDAY + timedelta(hours=1)
    await open_office.store.write(digest.insert_due, desk.FILE.digests[0], TUESDAY)
    return open_office


def posted(office: Office) -> Message:
    (found,) = [message for message in office.cards() if "T-" not in message.text]
    return found


def kinds(office: Office) -> list[str]:
    return [block["type"] for block in posted(office).blocks]


async def test_slack_draws_it(drawing: Office) -> None:
    await drawing.work()
    assert kinds(drawing) == ["header", "rich_text", "data_visualization", "table"]
    chart = posted(drawing).blocks[2]["chart"]
    assert [point["value"] for point in chart["series"][0]["data"]] == [1, 1, 0, 0]


async def test_a_slack_that_does_not_draw_gets_a_picture_that_says_its_figures(drawing: Office) -> None:
    drawing.sandbox.fail("chat.postMessage", error="invalid_blocks")
    await drawing.work()
    assert kinds(drawing) == ["header", "rich_text", "image", "table"]
    image = posted(drawing).blocks[2]
    assert image["alt_text"] == "Open requests, by age. Up to a day 1, Up to 3 days 1, Up to 7 days 0, Older 0."
    file = drawing.sandbox.workspace.files[image["slack_file"]["id"]]
    assert (file.mimetype, file.channels) == ("image/png", ())
    assert file.content is not None
    assert file.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.info"])
async def test_without_the_scope_there_is_no_picture(drawing: Office, method: str) -> None:
    drawing.sandbox.fail("chat.postMessage", error="invalid_blocks")
    drawing.sandbox.fail(method, error="missing_scope")
    await drawing.work()
    assert kinds(drawing) == ["header", "rich_text", "table"]


async def test_a_picture_that_cannot_be_drawn_is_left_out(drawing: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bytes:
        raise ImportError("no matplotlib")

    monkeypatch.setattr(picture, "png", fails)
    drawing.sandbox.fail("chat.postMessage", error="invalid_blocks")
    await drawing.work()
    assert kinds(drawing) == ["header", "rich_text", "table"]


async def test_a_slack_that_takes_no_picture_either_gets_the_table(drawing: Office) -> None:
    drawing.sandbox.fail("chat.postMessage", error="invalid_blocks", times=2)
    await drawing.work()
    assert kinds(drawing) == ["header", "rich_text", "table"]


async def test_a_slack_that_takes_nothing_but_text_gets_lines(drawing: Office) -> None:
    drawing.sandbox.fail("chat.postMessage", error="invalid_blocks", times=3)
    await drawing.work()
    assert kinds(drawing) == ["header", "rich_text", "rich_text"]


async def test_what_was_refused_and_then_left_without_an_answer_stands_there_once(drawing: Office) -> None:
    drawing.sandbox.fail("chat.postMessage", error="invalid_blocks")
    drawing.sandbox.fail("chat.postMessage", drop_after=True)
    await drawing.work()
    await drawing.work(5)
    assert kinds(drawing) == ["header", "rich_text", "image", "table"]
