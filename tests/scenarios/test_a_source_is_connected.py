"""`connect` against a running desk: a trial ticket is sent as the source would, and it is said where it arrived."""

import argparse
import re
from datetime import UTC, datetime

import pytest
from aiohttp.test_utils import unused_port
from pydantic import SecretStr

from bot.cli import connect
from bot.cli.connect_source import connect_source
from bot.cli.dispatch import parser_of
from bot.domain.errors import DeskhandError
from tests.scenarios.conftest import Open
from tests.scenarios.reading import is_card_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


def chosen(*given: str) -> argparse.Namespace:
    return parser_of("connect", connect).parse_args(given)


async def connected(shop: Shop, *given: str, **changed: SecretStr | None) -> None:
    """As from a terminal on the desk's machine, with its environment; `changed` is what stands in it since."""
    read = shop._settings()
    if "hook_secret" in changed:
        read = read.model_copy(update={"hook_secrets": {"generic": changed["hook_secret"]}})
    await connect_source(chosen(*given), read, shop.desk, datetime.now(UTC).date())


@pytest.mark.parametrize("kind", ["generic", "api"])
async def test_a_trial_ticket_is_shown_where_it_arrived(
    own: Open, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = await own()
    await connected(shop, kind, "--url", shop.url)

    shown = capsys.readouterr().out
    found = re.search(r"(T-\d+) has arrived: queue (.+), channel (#\S+)\.", shown)
    assert found is not None, shown
    number, _, channel = found.groups()
    (card,) = [message for message in shop.sandbox.posted if is_card_of(message, number)]
    assert shop.channel_of(card) == channel.removeprefix("#")
    assert f"/archives/{card.channel}/p{card.ts.replace('.', '')}" in shown


async def test_what_is_wrong_is_one_sentence_with_its_remedy(own: Open) -> None:
    shop = await own()
    nowhere = f"http://127.0.0.1:{unused_port()}"
    other = SecretStr("whsec_" + "b3RoZXJz" * 4)

    with pytest.raises(DeskhandError, match=r"Nobody answers at http://\S+/hooks/generic .*start Deskhand"):
        await connected(shop, "generic", "--url", nowhere)
    with pytest.raises(DeskhandError, match="does not accept the secret: it runs with what was there before; restart"):
        await connected(shop, "generic", "--url", shop.url, hook_secret=other)
    with pytest.raises(DeskhandError, match="is of the kind generic; choose another --name"):
        await connected(shop, "zendesk", "--name", "generic")
    assert shop.sandbox.posted == []
