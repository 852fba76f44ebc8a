"""The reply and the look of a helpdesk that the desk file alone describes."""

import base64
from collections.abc import Mapping
from typing import Any, Final

from bot.domain.desk_around import Source
from bot.domain.desk_mapped import MappedLook
from bot.domain.reply import Delivery, OutgoingReply
from bot.domain.webhook_fields import moment
from bot.helpdesk.answering import Answering, Declined, Unread, Write
from bot.helpdesk.expressions import Expression, NoValue
from bot.helpdesk.lines import Line
from bot.helpdesk.mapped import EACH, described
from bot.helpdesk.rest import Answer, Rest, word
from bot.helpdesk.templates import NotFilled, Template

#: What a template of the reply may name; there is nothing else in it.
OF_REPLY: Final = frozenset(
    {"reply_id", "conversation", "body", "language", "author_name", "author_email", "approved_by", "in_reply_to",
     "expect_last_message", "disclosed"}
)  # fmt: skip
#: What the path of a look may name. `page` counts from 1, `start` the messages read so far.
OF_LOOK: Final = frozenset({"conversation", "page", "start"})
ANSWERED: Final = frozenset({"status", "headers", "body"})
_MOST_PAGES: Final = 50


class Replies(Answering):
    """Raises `NotSound` for an expression or a template that cannot be used."""

    title = "the helpdesk"

    @classmethod
    def headers(cls, source: Source, token: str) -> dict[str, str]:
        """The token, where the desk file says. No template can name it."""
        mapped = described(source)
        match mapped.auth:
            case "basic":
                return {"Authorization": f"Basic {base64.b64encode(f'{source.user}:{token}'.encode()).decode()}"}
            case "header":
                return {mapped.header: mapped.prefix + token}
            case _:
                return {"Authorization": f"Bearer {token}"}

    def __init__(self, rest: Rest, source: Source, token: str) -> None:
        super().__init__(rest)
        asked = described(source).reply
        self._source = source.name
        self._method = asked.method
        self._path = Template(asked.path, OF_REPLY, "path")
        self._headers = {name: Template(text, OF_REPLY, "header") for name, text in asked.headers.items()}
        self._body = _compiled(asked.body)
        self._id = Expression(asked.id, ANSWERED) if asked.id else None
        self._idempotency_header = asked.idempotency_header
        look = described(source).look
        self._look = _Look(look) if look else None

    async def written(self, reply: OutgoingReply) -> Write:
        values = values_of(reply)
        try:
            headers = {name: template.filled(values) for name, template in self._headers.items()}
            if self._idempotency_header:
                headers[self._idempotency_header] = f"deskhand-{self._source}-{reply.reply_id}"
            return Write(self._method, self._path.filled(values), _filled(self._body, values), headers)
        except NotFilled as error:
            raise Declined(f"the request of the desk file cannot be made of this reply: {error}") from None

    async def send(self, reply: OutgoingReply) -> Delivery:
        """As anywhere; where the helpdesk takes two of the same reply as one, it may be sent again."""
        came = await super().send(reply)
        if came.outcome == "unsure" and self._idempotency_header:
            return Delivery("repeat", detail=came.detail)
        return came

    def name_of(self, answer: Answer) -> str:
        try:
            return word(self._id.of(_scope(answer))) if self._id else ""
        except NoValue:
            return ""

    async def lines(self, conversation: str) -> tuple[Line, ...]:
        """The whole conversation, page by page; by time, where every message says its own."""
        look = self._look
        if look is None:
            raise Unread(0, "the desk file does not say how to look")
        found: list[Line] = []
        for page in range(1, _MOST_PAGES + 1):
            try:
                path = look.path.filled({"conversation": conversation, "page": page, "start": len(found)})
            except NotFilled as error:
                raise Unread(0, f"the look of the desk file cannot be made: {error}") from None
            scope = {"status": 200, "headers": {}, "body": await self.read(path)}
            found += look.lines(scope)
            if look.more is None or not look.more.holds(scope):
                known = [line.at for line in found if line.at is not None]
                if len(known) == len(found):
                    found.sort(key=lambda line: line.at.timestamp() if line.at else 0.0)
                return tuple(found)
        raise Unread(0, "the conversation is too long to be read")


class _Look:
    """Where in what a helpdesk shows of a conversation its messages stand."""

    def __init__(self, look: MappedLook) -> None:
        def of_message(text: str) -> Expression | None:
            return Expression(text, ANSWERED | EACH) if text else None

        self.path = Template(look.path, OF_LOOK, "path")
        self.more = Expression(look.more, ANSWERED) if look.more else None
        self._messages = Expression(look.messages, ANSWERED)
        self._fields = {
            name: of_message(getattr(look, name)) for name in ("id", "body", "from_team", "public", "at", "reply_id")
        }

    def lines(self, scope: Mapping[str, Any]) -> list[Line]:
        """Raises `Unread` where there is no list: nobody should think that nothing stands there."""
        try:
            listed = self._messages.of(scope)
            if not isinstance(listed, list):
                raise Unread(0, "what the helpdesk answered holds no messages where the desk file says")
            return [self._line({**scope, "each": one}) for one in listed]
        except NoValue as error:
            raise Unread(0, f"what the helpdesk answered does not fit the desk file ({error})") from None

    def _line(self, scope: Mapping[str, Any]) -> Line:
        found = {name: text.of(scope) if text else None for name, text in self._fields.items()}
        return Line(
            id=word(found["id"]),
            body=str(found["body"] or ""),
            # Whatever is not certainly somebody else's, or private, might be our reply.
            from_team=found["from_team"] is not False,
            public=found["public"] is not False,
            at=moment(found["at"]),
            reply_id=word(found["reply_id"]),
        )


def values_of(reply: OutgoingReply) -> dict[str, Any]:
    """All that a template of the reply can reach."""
    return {
        "reply_id": str(reply.reply_id),
        "conversation": reply.conversation,
        "body": reply.body,
        "language": reply.language,
        "author_name": reply.author_name,
        "author_email": reply.author_email,
        "approved_by": list(reply.approved_by),
        "in_reply_to": reply.in_reply_to,
        "expect_last_message": reply.expect_last_message,
        "disclosed": reply.disclosed,
    }


def _scope(answer: Answer) -> dict[str, Any]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return {"status": answer.status, "headers": headers, "body": answer.body}


def _compiled(given: Any) -> Any:
    """The JSON of the desk file with a template for each text in it."""
    if isinstance(given, str):
        return Template(given, OF_REPLY, "json")
    if isinstance(given, dict):
        return {key: _compiled(inner) for key, inner in given.items()}
    return [_compiled(inner) for inner in given] if isinstance(given, list) else given


def _filled(given: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(given, Template):
        return given.filled(values)
    if isinstance(given, dict):
        return {key: _filled(inner, values) for key, inner in given.items()}
    return [_filled(inner, values) for inner in given] if isinstance(given, list) else given
