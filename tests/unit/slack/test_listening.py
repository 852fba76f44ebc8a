"""Whatever becomes of a click, it is answered, and with what is true."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.errors import DatabaseUnavailable, RefusalCode, Refused
from bot.flow import reading
from bot.slack import actions as act
from bot.slack import listening, modals
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.gateway import Slack, open_session
from bot.words import SPOKEN, Words, words
from commands.asking import asked
from tests.unit.slack.facts import FACTS

EN = words("en")
FORM = {**modals.resolve(FACTS, EN), "id": "V1"}
QUESTION = {**modals.explain(FACTS, EN), "id": "V1"}  # nothing is entered there
BY = {"user": {"id": "U0NINA001"}}


class French(Words):
    not_known = "Nous ne savons pas encore."
    try_again = "Rien n'a changé."

    def refusal(self, code: str, facts: Mapping[str, str]) -> str:
        return f"Non : {code}, {facts['help']}."


class Reader:
    """Runs no use case: it only knows who reads French."""

    async def read(self, query: Any, slack_id: str) -> str:
        assert query is reading.language
        return "fr-FR" if slack_id == "U0CHLOE01" else "en-US"


class Said(Front):
    """A front that keeps what it would tell."""

    def __init__(self, slack: Slack) -> None:
        async def fresh() -> None:
            """Everybody is known."""

        super().__init__(
            Reader(),  # type: ignore[arg-type]  # no use case is run
            slack, language="en", refresh=fresh, refresh_now=fresh, prefix="help-",
        )  # fmt: skip
        self.told: list[str] = []

    def tell(self, click: Click, post: Any) -> None:
        self.told.append(post.text)


def unanswered() -> AsyncAck:
    return AsyncAck()  # type: ignore[no-untyped-call]


async def takes_too_long(*_: object) -> None:
    raise TimeoutError


async def finds_no_database(*_: object) -> None:
    raise DatabaseUnavailable


async def knows_no_such_word(*_: object) -> None:
    raise Refused(RefusalCode.UNKNOWN_WORD, word="sing")


FAILURES = [
    (takes_too_long, "We do not know yet whether it worked; look at the card."),
    (finds_no_database, "nothing was changed. Please try again"),
    (knows_no_such_word, "We do not know “sing”. `/help-desk help` lists what we know."),
]
Work = Callable[..., Awaitable[None]]
cases = pytest.mark.parametrize(("work", "sentence"), FAILURES)


@cases
async def test_a_button(work: Work, sentence: str) -> None:
    async with open_session() as session:
        front, ack = Said(Slack("xoxb", session)), unanswered()
        await listening.clicked(front, work)(ack=ack, body={**BY, "actions": [{"value": act.value(1)}]})
        assert len(front.told) == 1
        assert sentence in front.told[0]
        assert ack.response is not None
        assert ack.response.status == 200


@cases
async def test_a_form_keeps_what_was_typed(work: Work, sentence: str) -> None:
    async with open_session() as session:
        front, ack = Said(Slack("xoxb", session)), unanswered()
        await listening.submitted(front, work)(ack=ack, body={**BY, "view": FORM})
        assert ack.response is not None
        assert '"response_action": "errors"' in ack.response.body
        assert sentence in ack.response.body.encode().decode("unicode_escape")


@cases
@pytest.mark.parametrize("form", [QUESTION, {"id": "V1", "callback_id": "resolve"}])
async def test_a_form_without_fields_becomes_the_sentence(work: Work, sentence: str, form: dict[str, Any]) -> None:
    async with open_session() as session:
        front, ack = Said(Slack("xoxb", session)), unanswered()
        await listening.submitted(front, work)(ack=ack, body={**BY, "view": form})
        assert ack.response is not None
        assert '"response_action": "update"' in ack.response.body
        assert sentence in ack.response.body.encode().decode("unicode_escape")


@cases
async def test_a_command(work: Any, sentence: str) -> None:
    async with open_session() as session:
        front, ack = Said(Slack("xoxb", session)), unanswered()
        await asked(front, work)(ack=ack, command={"user_id": "U0NINA001", "text": "sing"})
        assert ack.response is not None
        assert sentence in ack.response.body.encode().decode("unicode_escape")


FRENCH = [
    (takes_too_long, "Nous ne savons pas encore."),
    (finds_no_database, "Rien n'a changé."),
    (knows_no_such_word, "Non : unknown_word, /help-desk help."),
]


@pytest.mark.parametrize(("work", "sentence"), FRENCH)
async def test_whoever_reads_french_is_answered_in_french(
    work: Any, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SPOKEN, "fr", French)
    by = {"user": {"id": "U0CHLOE01"}}
    async with open_session() as session:
        front = Said(Slack("xoxb", session))
        await listening.clicked(front, work)(ack=unanswered(), body={**by, "actions": [{"value": act.value(1)}]})
        assert front.told == [sentence]
        for form in (FORM, QUESTION):
            ack = unanswered()
            await listening.submitted(front, work)(ack=ack, body={**by, "view": form})
            assert ack.response is not None
            assert sentence in ack.response.body.encode().decode("unicode_escape").replace("\xc3\xa9", "é")
        ack = unanswered()
        await asked(front, work)(ack=ack, command={"user_id": "U0CHLOE01", "text": "sing"})
        assert ack.response is not None
        assert sentence in ack.response.body.encode().decode("unicode_escape")
        assert front.words is EN


async def test_a_listener_is_handed_a_front_that_speaks_as_whoever_clicked_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(SPOKEN, "fr", French)
    heard: list[tuple[str, type[Words]]] = []

    async def work(front: Front, click: Click) -> None:
        heard.append((click.by, type(front.words)))

    async with open_session() as session:
        front = Said(Slack("xoxb", session))
        for who in ("U0NINA001", "U0CHLOE01", "U0NINA001"):
            await listening.clicked(front, work)(ack=unanswered(), body={"user": {"id": who}})
    assert heard == [("U0NINA001", Words), ("U0CHLOE01", French), ("U0NINA001", Words)]
