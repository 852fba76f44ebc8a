"""Which file speaks which helpdesk's language: a new one is a file, a line here and one in
`bot.domain.desk_vendors`, and a part of docs/connectors.md."""

from collections.abc import Callable
from typing import Final, Protocol

from aiohttp import ClientSession

from bot.domain.desk_around import Source
from bot.domain.desk_vendors import VENDORS
from bot.domain.errors import DeskFileError
from bot.flow.ports import Helpdesk, Inbound, Inlet, Upkeep
from bot.helpdesk import (
    catching_up,
    catching_up_own,
    chatwoot,
    django_helpdesk,
    freshdesk,
    helpscout,
    intercom,
    mapped,
    mapped_listing,
    mapped_replies,
    zammad,
    zendesk,
)
from bot.helpdesk.answering import Answering
from bot.helpdesk.console import Console
from bot.helpdesk.listing import Listed, Listing
from bot.helpdesk.mapped_check import unsound
from bot.helpdesk.rest import Rest
from bot.helpdesk.upkeep import KEEPINGS


class _Hook(Protocol):
    def __call__(self, source: Source, secret: str | None, token: str | None) -> Inbound: ...


class _Replies(Protocol):
    def __call__(self, rest: Rest, source: Source, token: str) -> Answering: ...

    def headers(self, source: Source, token: str) -> dict[str, str]: ...


_HOOKS: Final[dict[str, _Hook]] = {
    "chatwoot": chatwoot.Hook,
    "django_helpdesk": django_helpdesk.Hook,
    "helpscout": helpscout.Hook,
    "intercom": intercom.Hook,
    "mapped": mapped.Hook,
    "zammad": zammad.Hook,
    "zendesk": zendesk.Hook,
}
_REPLIES: Final[dict[str, _Replies]] = {
    "chatwoot": chatwoot.Replies,
    "django_helpdesk": django_helpdesk.Replies,
    "freshdesk": freshdesk.Replies,
    "helpscout": helpscout.Replies,
    "intercom": intercom.Replies,
    "mapped": mapped_replies.Replies,
    "zammad": zammad.Replies,
    "zendesk": zendesk.Replies,
}


#: What helpdesks that tell by themselves are asked, so that nothing is lost that was told while nobody heard it.
_CAUGHT_UP: Final[dict[str, Callable[[Answering, Source], Listed]]] = {
    "chatwoot": catching_up_own.Chatwoot,
    "django_helpdesk": catching_up_own.DjangoHelpdesk,
    "helpscout": catching_up.HelpScout,
    "intercom": catching_up.Intercom,
    "mapped": mapped_listing.Asked,
    "zammad": catching_up_own.Zammad,
    "zendesk": catching_up.Zendesk,
}
#: Seconds between two times of asking them.
_NOW_AND_THEN: Final = 120.0


def listening(source: Source, secret: str | None, token: str | None) -> Inbound | None:
    """What reads the webhooks of a source, with the secret that signs them and the token that they carry; None for a
    helpdesk that is asked instead."""
    _sound(source)
    hook = _HOOKS.get(source.kind)
    return hook(source=source, secret=secret, token=token) if hook else None


def answering(source: Source, token: str | None, session: ClientSession) -> Helpdesk:
    """What sends the replies of a source; without a token it refuses them with the remedy."""
    return Console(source.name, "HELPDESK_TOKEN") if token is None else _spoken(source, token, session)


def asking(source: Source, token: str | None, session: ClientSession) -> Inlet | None:
    """What asks a source for what has changed, often where it tells nothing by itself, else now and then; None where
    it cannot be asked, or nobody may."""
    if token is None:
        return None
    spoken = _spoken(source, token, session)
    if isinstance(spoken, Listed):
        return Listing(source.name, spoken)
    caught = None if source.mapped and not source.mapped.listing else _CAUGHT_UP.get(source.kind)
    return Listing(source.name, caught(spoken, source), pause=_NOW_AND_THEN) if caught else None


def keeping(source: Source, token: str | None, session: ClientSession) -> Upkeep | None:
    """What keeps a source's helpdesk up to date besides replies; None where the desk file asks for nothing of it, or
    nobody may."""
    kept = KEEPINGS.get(source.kind)
    if token is None or not source.writes or kept is None:
        return None
    return kept(_spoken(source, token, session), source)


def _spoken(source: Source, token: str, session: ClientSession) -> Answering:
    _sound(source)
    replies = _REPLIES[source.kind]
    address = source.address or VENDORS[source.kind].address
    return replies(Rest(session, address, replies.headers(source, token)), source, token)


def _sound(source: Source) -> None:
    """Raises `DeskFileError` for a description that cannot be used, before anything is lost by it."""
    if faults := unsound([source]):
        raise DeskFileError(faults)
