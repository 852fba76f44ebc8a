"""In which language somebody is told what is for them alone."""

from dataclasses import replace

import pytest

from bot.flow import notice, outbox, reading, roster
from bot.flow.roster import Account
from bot.words import SPOKEN, Words
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, OMAR

CHLOE = Account(slack_id=ANA, name="Ana", email="ana@shop.example", usable=True, locale="fr-FR")


@pytest.fixture(autouse=True)
def two_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SPOKEN, "fr", Words)


async def test_it_is_that_of_their_slack(support: Store) -> None:
    assert await support.read(reading.language, ANA) == "en"  # the desk's, before Slack has said anything
    await support.write(roster.store, (CHLOE,), ())
    assert await support.read(reading.language, ANA) == "fr-FR"
    assert await support.read(reading.language, OMAR) == "en"


async def test_a_new_locale_replaces_the_old_one(support: Store) -> None:
    await support.write(roster.store, (CHLOE,), ())
    await support.write(roster.store, (replace(CHLOE, locale="en-GB"),), ())
    assert await support.read(reading.language, ANA) == "en-GB"
    await support.write(roster.store, (replace(CHLOE, locale=""),), ())  # an answer without it
    assert await support.read(reading.language, ANA) == "en-GB"


@pytest.mark.parametrize("locale", ["de-DE", "", "xx", "?"])
async def test_where_deskhand_does_not_speak_it_the_desk_s_stands(support: Store, locale: str) -> None:
    await support.write(roster.store, (replace(CHLOE, locale=locale),), ())
    assert await support.read(reading.language, ANA) == "en"


async def test_a_direct_message_is_in_the_language_of_who_gets_it(support: Store) -> None:
    await support.write(roster.store, (CHLOE,), ())

    def told(uow: UnitOfWork) -> list[str]:
        for who in (ANA, OMAR, "U0NOBODY"):
            outbox.notice(uow, "woke", who, None)
        return [found.language for number in (1, 2, 3) if (found := notice.told(uow, number)) is not None]

    assert await support.write(told) == ["fr-FR", "en", "en"]
