"""For a source without an address for its replies: says so, and sends nothing."""

from datetime import datetime

from bot.domain.reply import Delivery, Found, OutgoingReply
from bot.telemetry import logger


class Console:
    """Refuses every reply, in the log and on the card, with what to set."""

    def __init__(self, source: str, variable: str = "REPLY_URL") -> None:
        self._source = source
        self._variable = f"{variable}_{source.upper().replace('-', '_')}"

    async def send(self, reply: OutgoingReply) -> Delivery:
        """Always `refused`: the customer has got nothing."""
        logger("helpdesk").error(
            "reply not sent", source=self._source, reply=reply.reply_id, remedy=f"set {self._variable}"
        )
        return Delivery("refused", detail=f"nothing was sent: {self._variable} is not set")

    async def find(self, reply: OutgoingReply, since: datetime) -> Found:
        """Always `unknown`: what was sent before the address was taken away can be asked for nowhere."""
        return Found("unknown", detail=f"{self._variable} is not set")
