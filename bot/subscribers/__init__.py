"""Who is told what happens: one object for each subscriber of the desk file, each fulfilling
`bot.flow.ports.Subscribed`."""

from typing import Protocol

from aiohttp import ClientSession

from bot.domain.desk import Subscriber
from bot.subscribers.event_url import EventUrl

__all__ = ["Addresses", "EventUrl", "build"]


class Addresses(Protocol):
    """Where events go and how they are signed; `bot.settings.Settings` fulfils it."""

    def events_url(self, subscriber: str) -> str | None: ...

    def events_secret(self, subscriber: str) -> str | None: ...


def build(subscriber: Subscriber, settings: Addresses, session: ClientSession) -> EventUrl:
    """What tells a subscriber. An address of the environment goes before the desk file's. `session` stays the
    caller's."""
    url = settings.events_url(subscriber.name) or subscriber.address or None
    return EventUrl(subscriber.name, url, settings.events_secret(subscriber.name), session)
