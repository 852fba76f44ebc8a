"""Replies to tickets of the API that nobody has given an address: they are read at `GET /api/v1/tickets/{number}`."""

from datetime import datetime

from bot.domain.reply import Delivery, Found, OutgoingReply


class Held:
    """Holds nothing itself: a sent reply is a line of its ticket, and that is what the API shows."""

    async def send(self, reply: OutgoingReply) -> Delivery:
        """Always `sent`: from the moment that this is recorded, the reply can be read."""
        return Delivery("sent")

    async def find(self, reply: OutgoingReply, since: datetime) -> Found:
        """Always `missing`: a reply that was not recorded as sent cannot have been read."""
        return Found("missing")
