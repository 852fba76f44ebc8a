"""What all helpdesks have in common when a reply is sent there, or looked for."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from bot.domain.reply import Delivery, Found, OutgoingReply
from bot.helpdesk.lines import Line, look
from bot.helpdesk.rest import Answer, NotConnected, Rest, Unclear


@dataclass(frozen=True, slots=True)
class Write:
    """The one request that writes a reply."""

    method: str
    path: str
    body: Mapping[str, Any] = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)


class Unread(Exception):
    """Something could not be read there. `status` is 0 where no answer came."""

    def __init__(self, status: int, detail: str, pause: float = 0.0) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.pause = pause


class Declined(Exception):
    """A reply that cannot be sent as it is; the text says why."""


class Answering(ABC):
    """Fulfils `bot.flow.ports.Helpdesk` for one source, by a helpdesk's own interface."""

    title: ClassVar[str]

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    @abstractmethod
    async def written(self, reply: OutgoingReply) -> Write:
        """The request for a public reply, after whatever has to be read first. Raises `Unread` or `Declined`."""

    @abstractmethod
    def name_of(self, answer: Answer) -> str:
        """The id that a reply has got there, from the answer to its request; "" where that does not say."""

    @abstractmethod
    async def lines(self, conversation: str) -> tuple[Line, ...]:
        """The whole conversation, oldest first. Raises `Unread` where that is not certain to be all."""

    async def authorisation(self) -> Mapping[str, str]:
        """Headers that prove us, where they do not stay the same. Raises `Unread`."""
        return {}

    async def put(self, write: Write) -> Answer:
        """The answer to one request that writes something. Raises `Unread`, `NotConnected` or `Unclear`."""
        proof = await self.authorisation()
        return await self._rest.call(write.method, write.path, body=write.body, headers={**write.headers, **proof})

    async def send(self, reply: OutgoingReply) -> Delivery:
        """One attempt, without any retry of its own. What goes wrong before the request is written leaves nothing."""
        try:
            answer = await self.put(await self.written(reply))
        except Declined as error:
            return Delivery("refused", detail=str(error))
        except Unread as error:
            return _left_nothing(error)
        except NotConnected as error:
            return Delivery("not_connected", detail=str(error))
        except Unclear as error:
            return Delivery("unsure", detail=str(error))
        return self.judged(answer)

    def judged(self, answer: Answer) -> Delivery:
        """What an answer to the request means: only a clear no is a no."""
        status = answer.status
        if 200 <= status < 300:
            return Delivery("sent", external_id=self.name_of(answer))
        if status == 429:
            return Delivery("rate_limited", detail="429", retry_after=answer.pause)
        if 300 <= status < 500 and status != 408:
            return Delivery("refused", detail=told(self.title, status))
        return Delivery("unsure", detail=f"{self.title} answered {status}")

    def refusal(self, answer: Answer) -> str:
        """Why something was not accepted, in our words."""
        return told(self.title, answer.status)

    async def find(self, reply: OutgoingReply, since: datetime) -> Found:
        """One look at the conversation."""
        try:
            return look(reply, since, await self.lines(reply.conversation))
        except Unread as error:
            return Found("unknown", detail=error.detail, retry_after=error.pause)

    async def read(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        """The JSON at a path. Raises `Unread` for whatever is no 200 with JSON."""
        return await self._got("GET", path, params=params)

    async def asked(self, path: str, body: Mapping[str, Any]) -> Any:
        """The JSON that answers a question which is asked by POST and changes nothing. Raises `Unread`."""
        return await self._got("POST", path, body=body)

    async def _got(self, method: str, path: str, **sent: Any) -> Any:
        proof = await self.authorisation()
        try:
            answer = await self._rest.call(method, path, headers=proof, **sent)
        except (NotConnected, Unclear) as error:
            raise Unread(0, str(error)) from None
        if answer.status != 200:
            pause = answer.pause if answer.status == 429 else 0.0
            raise Unread(answer.status, told(self.title, answer.status), pause)
        if answer.body is None:
            raise Unread(0, f"what {self.title} answered is no JSON")
        return answer.body


def told(title: str, status: int) -> str:
    """A refusal in words that say what to look at. What the helpdesk itself says may quote a customer: it stays out."""
    why = {
        401: "it does not accept our token",
        403: "our account there may not do this",
        404: "it does not know the ticket (any more)",
        410: "it does not know the ticket (any more)",
        413: "the reply is too long for it",
        422: "it does not accept the reply as it is",
        400: "it does not accept the reply as it is",
    }.get(status)
    return f"{title} answered {status}" + (f": {why}" if why else "")


def _left_nothing(error: Unread) -> Delivery:
    if error.status == 429:
        return Delivery("rate_limited", detail="429", retry_after=error.pause)
    if 300 <= error.status < 500 and error.status != 408:
        return Delivery("refused", detail=error.detail)
    return Delivery("not_connected", detail=error.detail)
