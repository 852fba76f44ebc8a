"""The demo's desk, whose customers' photos can be fetched."""

from bot.cli import shop
from bot.cli.clock import BusinessClock, morning
from bot.cli.day import write
from bot.cli.demo import with_files, workspace
from bot.desk import load
from bot.domain.file import address_fault, may_fetch
from sandbox import Sandbox
from tests.unit.desk.small import TODAY

DESK = load(shop.DESK, TODAY)
#: Requests with something attached.
WITH_PHOTOS = [request for request in shop.requests() if request.attachments]


def opened() -> Sandbox:
    """The demo's workspace, opened by whoever enters it."""
    clock = BusinessClock(morning(TODAY, DESK.file.time_zone), 0, zone=DESK.file.time_zone)
    return workspace(DESK, clock, limits=False)


def test_the_example_says_where_its_photos_lie() -> None:
    addresses = DESK.source("generic").files
    assert len(WITH_PHOTOS) == 4
    assert all(may_fetch(one["url"], addresses) for request in WITH_PHOTOS for one in request.attachments)


async def test_the_demos_photos_lie_in_the_sandbox_and_nowhere_else() -> None:
    async with opened() as sandbox:
        desk = with_files(DESK, sandbox.customers.files_url)
        (address,) = desk.source("generic").files
        assert address.startswith(f"{sandbox.url}/")
        assert address_fault(address) == ""
        assert desk.source("generic").quiet_after == DESK.source("generic").quiet_after
        for request in WITH_PHOTOS:
            (told,) = write(sandbox, request).body["data"]["attachments"]
            (written,) = request.attachments
            assert all(told[key] == written[key] for key in ("id", "name", "type"))
            assert may_fetch(told["url"], desk.source("generic").files)
            assert not may_fetch(told["url"], DESK.source("generic").files)


def test_a_desk_without_files_stays_without() -> None:
    sources = tuple(one.model_copy(update={"files": ()}) for one in DESK.file.sources)
    bare = DESK.model_copy(update={"file": DESK.file.model_copy(update={"sources": sources})})
    assert with_files(bare, "http://127.0.0.1:9/") == bare
