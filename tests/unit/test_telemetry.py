"""Logs say what happened and show nobody's data."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DatabaseUnavailable
from bot.telemetry import configure, correlated, logger, scrub, trace, traced


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    out = io.StringIO()
    configure("INFO", json=True, stream=out)
    yield out
    root.handlers[:], root.level = before[0], before[1]
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("from jo.doe+x@mail.example.com today", "from [e-mail] today"),
        ("call +33 6 12 34 56 78", "call [number]"),
        ("card 4111-1111-1111-1111.", "card [number]."),
        ("xoxb-12-ab failed", "[secret] failed"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer [secret]"),
        ("key whsec_c2VjcmV0 is", "key [secret] is"),
        ("postgresql://desk:pw@db/desk", "postgresql://[secret]@db/desk"),
        ("https://some-token@desk.example/x", "https://[secret]@desk.example/x"),
        ("url='https://desk.example/in?api_key=abc&n=1'", "url='https://desk.example/in?api_key=[secret]&n=1'"),
        ("https://hooks.slack.com/actions/T1/2/abc failed", "https://hooks.slack.com/[secret] failed"),
        ("T-1042 order 4417 at 08:30", "T-1042 order 4417 at 08:30"),
        ("card at 1795420800.000100", "card at 1795420800.000100"),
    ],
)
def test_personal_data_and_secrets_are_taken_out(said: str, shown: str) -> None:
    assert scrub(said) == shown


@given(st.text(max_size=200))
def test_scrubbing_twice_changes_nothing(text: str) -> None:
    assert scrub(scrub(text)) == scrub(text)


def test_a_line_is_json_with_the_ids_around_it(lines: io.StringIO) -> None:
    with correlated(request="abc"):
        logger("test").info("stored", ticket=1042, who=["jo@mail.example"], cause={"tel": "0612345678"})

    [line] = [json.loads(found) for found in lines.getvalue().splitlines()]
    assert (line["event"], line["level"], line["logger"], line["request"]) == ("stored", "info", "deskhand.test", "abc")
    assert (line["ticket"], line["who"], line["cause"]) == (1042, ["[e-mail]"], {"tel": "[number]"})


def test_the_libraries_lines_and_errors_are_scrubbed_too(lines: io.StringIO) -> None:
    try:
        raise ValueError("jo@mail.example wrote xoxb-1-2")
    except ValueError:
        logging.getLogger("somebody").exception("for %s", "jo@mail.example")

    [line] = [json.loads(found) for found in lines.getvalue().splitlines()]
    assert line["event"] == "for [e-mail]"
    assert line["exception"].endswith("ValueError: [message not shown]")


def test_an_error_of_ours_keeps_its_sentence_and_one_that_may_quote_somebody_its_place_only(lines: io.StringIO) -> None:
    try:
        try:
            int("Where is my order, asks Jo Doe")
        except ValueError as error:
            raise DatabaseUnavailable("it is away, says jo@mail.example") from error
    except DatabaseUnavailable:
        logger("test").exception("failed")

    [line] = [json.loads(found) for found in lines.getvalue().splitlines()]
    first, then = line["exception"].split("During this another error happened:")
    assert "ValueError: [message not shown]" in first
    assert then.endswith("DatabaseUnavailable: it is away, says [e-mail]")
    assert f"{__file__}" in first, "where it happened is told"
    assert "my order, asks" not in line["exception"].replace('int("Where is my order, asks Jo Doe")', "")


def test_a_library_s_details_are_left_out_at_every_level(lines: io.StringIO) -> None:
    """Slack's would repeat every payload, and SQLAlchemy tell every row that it reads."""
    configure("DEBUG", json=True, stream=lines)
    logging.getLogger("deskhand.test").debug("ours")
    logging.getLogger("slack_bolt.AsyncApp").setLevel(logging.DEBUG)
    logging.getLogger("slack_bolt.AsyncApp").debug("Received message")
    assert [json.loads(line)["event"] for line in lines.getvalue().splitlines()] == ["ours"]
    assert not logging.getLogger("sqlalchemy.engine").isEnabledFor(logging.INFO)


def test_each_run_of_traced_work_is_a_request_of_its_own() -> None:
    seen: list[str] = []

    async def work() -> None:
        seen.append(trace())

    async def twice() -> None:
        await traced(work)()
        await traced(work)()

    asyncio.run(twice())
    assert len(set(seen)) == 2
    assert all(seen)
    assert trace() == ""


def test_a_known_secret_is_in_no_line_whatever_it_looks_like(lines: io.StringIO) -> None:
    configure("INFO", json=True, stream=lines, hidden=["sword fish", "sword fish (long)", "", "a"])
    try:
        raise OSError("sword fish (long) and sword fish")
    except OSError:
        logger("test").exception("sword fish", id="sword fish", ids=["a", {"sword": "my sword fish"}])

    [line] = [json.loads(found) for found in lines.getvalue().splitlines()]
    assert "fish" not in lines.getvalue()
    assert (line["event"], line["id"], line["ids"]) == ("[secret]", "[secret]", ["a", {"sword": "my [secret]"}])
    assert "OSError: [secret] and [secret]" in line["exception"]


def test_configuring_twice_says_everything_once(lines: io.StringIO) -> None:
    configure("INFO", json=True, stream=lines)

    logger("test").info("once")

    assert len(lines.getvalue().splitlines()) == 1


def test_people_get_lines_to_read() -> None:
    out = io.StringIO()
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    configure("INFO", json=False, stream=out)
    logger("test").info("started", port=8080)
    root.handlers[:], root.level = before[0], before[1]
    structlog.reset_defaults()

    assert "started" in out.getvalue()
    assert not out.getvalue().startswith("{")


def test_a_library_that_sets_its_own_level_says_no_more_than_was_asked_for(lines: io.StringIO) -> None:
    chatty = logging.getLogger("chatty")
    chatty.setLevel(logging.DEBUG)
    chatty.debug("all the details")
    assert lines.getvalue() == ""


def test_what_bolt_need_not_tell_is_left_out_and_the_rest_is_told(lines: io.StringIO) -> None:
    bolt = logging.getLogger("slack_bolt.AsyncApp")
    bolt.warning("As you gave `client` as well, `token` will be unused.")
    bolt.warning("Unhandled request ({'type': 'event_callback'})")
    assert [json.loads(line)["event"] for line in lines.getvalue().splitlines()] == [
        "Unhandled request ({'type': 'event_callback'})"
    ]
