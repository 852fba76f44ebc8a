"""`connect subscriber`, `doctor --tell`: a secret is made once, a signed test event is sent, and the answer shown."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import settings
from bot.cli import connect, connect_lines
from bot.cli.dispatch import main, parser_of
from bot.cli.examination_subscribers import TEST, told
from bot.desk import load
from bot.domain.errors import DeskFileError, DeskhandError
from tests.fakes.receiver import SECRET, Receiver
from tests.unit.cli.test_connect import TODAY, text_of
from tests.unit.cli.test_connect import desk_file as desk_file

EVENTS = ("--events", "ticket.escalated, ticket.resolved")


async def connected(*given: str) -> int:
    """As `python -m bot connect subscriber …`, inside this loop."""
    chosen = parser_of("connect", connect).parse_args(["subscriber", *given])
    read = settings.load()
    return await connect.connecting("subscriber")(chosen, read, load(read.desk_file, TODAY), TODAY)


async def test_it_makes_a_secret_and_the_next_time_sends_a_test_event(
    desk_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it is told is verified by the receiver with the specification's own library."""
    async with Receiver().listening() as nobody_knows_it:
        url = nobody_knows_it.url
        assert await connected("--name", "jira", "--address", url, *EVENTS, "--write") == 0
        assert nobody_knows_it.asked == 0, "before it knows the secret there is nothing to try"
    shown = capsys.readouterr().out
    name, _, secret = text_of(connect_lines.ENV).strip().partition("=")
    assert name == "EVENTS_SECRET_JIRA"
    assert "Give jira the secret, and run this once more: a test event follows." in shown
    async with Receiver(secret).listening(int(re.findall(r":(\d+)", url)[0])) as receiver:
        before = text_of(desk_file)
        assert await connected("--name", "jira") == 0
        assert receiver.events == [(TEST, {"subscriber": "jira"})]
    assert re.fullmatch(
        r"jira has taken the test event evt_\w+ \(subscriber\.tested\), signed with EVENTS_SECRET_JIRA\.\n",
        capsys.readouterr().out,
    )
    assert text_of(desk_file) == before
    (one,) = load(desk_file, TODAY).file.subscribers
    assert (one.name, one.address, one.events) == ("jira", url, ("ticket.escalated", "ticket.resolved"))


async def test_without_write_everything_is_shown_and_nothing_changed(
    desk_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text_of(desk_file)
    assert await connected("--name", "jira", "--address", "https://hooks.example", *EVENTS) == 0
    shown = capsys.readouterr().out
    assert 'events = ["ticket.escalated", "ticket.resolved"]' in shown
    assert re.search(r"EVENTS_SECRET_JIRA=whsec_\S{44}", shown)
    assert text_of(desk_file) == before
    assert not connect_lines.ENV.exists()


async def test_an_address_that_is_a_secret_stays_in_the_environment(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Receiver().listening() as receiver:
        monkeypatch.setenv("EVENTS_URL_N8N", receiver.url)
        monkeypatch.setenv("EVENTS_SECRET_N8N", SECRET)
        await connected("--name", "n8n", *EVENTS, "--write")
        assert len(receiver.taken) == 1
    assert receiver.url not in text_of(desk_file)
    assert load(desk_file, TODAY).file.subscribers[0].address == ""


@pytest.mark.parametrize(
    ("mood", "secret", "says"),
    [
        ("500", SECRET, "jira did not take the test event: it answered 500. Look at its address, and at its log."),
        ("take", "whsec_" + "b3RoZXIh" * 4, "it answered 401. Look at its address, and at whether it verifies by"),
        ("drop", SECRET, "did not take the test event: ServerDisconnectedError"),
    ],
)
async def test_what_it_answers_is_shown_and_nothing_is_written(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, mood: str, secret: str, says: str
) -> None:
    monkeypatch.setenv("EVENTS_SECRET_JIRA", secret)
    before = text_of(desk_file)
    async with Receiver().listening() as receiver:
        receiver.be([mood])
        with pytest.raises(DeskhandError, match=re.escape(says)):
            await connected("--name", "jira", "--address", receiver.url, *EVENTS, "--write")
    assert text_of(desk_file) == before


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--address", "http://hooks.example", *EVENTS), "address must begin with https"),
        (("--address", "https://hooks.example", "--events", "ticket.escalatd"), 'no event "ticket.escalatd"'),
    ],
)
async def test_what_the_desk_file_would_refuse_is_never_told(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], says: str
) -> None:
    monkeypatch.setenv("EVENTS_SECRET_SUBSCRIBER", SECRET)
    with pytest.raises(DeskFileError, match=re.escape(says)):
        await connected(*given)


async def test_in_a_script_what_is_missing_is_named(desk_file: Path) -> None:
    with pytest.raises(DeskhandError, match="--address is missing: where it listens"):
        await connected(*EVENTS)
    with pytest.raises(DeskhandError, match="--events is missing: of which events"):
        await connected("--address", "https://hooks.example")


# -- doctor --tell ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mood", "says"),
    [
        ("take", r"ok  subscriber jira: it has taken the test event evt_\w+"),
        ("500", r"no  subscriber jira: it did not take the test event: it answered 500"),
    ],
)
async def test_doctor_tells_one_of_them_and_says_what_came_of_it(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, mood: str, says: str
) -> None:
    monkeypatch.setenv("EVENTS_SECRET_JIRA", SECRET)
    async with Receiver().listening() as receiver:
        named = {"name": "jira", "address": receiver.url, "events": ["ticket.closed"]}
        connect_lines.add_entry(desk_file, connect_lines.entry("subscribers", named), TODAY)
        receiver.be([mood, "take"])
        read = settings.load()
        finding = await told(read, load(read.desk_file, TODAY), "jira", datetime.now(UTC))
        assert receiver.asked == 1, "it is sent once, and to nobody else"
    assert re.search(says, finding.line)
    assert bool(finding.trouble) is (mood != "take")


def test_doctor_names_those_that_there_are(
    desk_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["doctor", "--tell", "jirra"]) == 1
    assert 'The desk file has no subscriber "jirra" (there is none).' in capsys.readouterr().err
    named = {"name": "jira", "address": "http://127.0.0.1:9", "events": ["ticket.closed"]}
    connect_lines.add_entry(desk_file, connect_lines.entry("subscribers", named), TODAY)
    assert main(["doctor", "--tell", "jirra"]) == 1
    assert "(there is jira)" in capsys.readouterr().err
    assert main(["doctor", "--tell", "jira"]) == 1
    assert "EVENTS_SECRET_JIRA is not set" in capsys.readouterr().out
    monkeypatch.setenv("EVENTS_SECRET_JIRA", SECRET)
    assert main(["doctor", "--tell", "jira"]) == 1, "nobody listens there"
