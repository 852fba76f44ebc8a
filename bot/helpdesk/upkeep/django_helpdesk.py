"""django-helpdesk, besides replies (version 2.6.1 of PyPI, read on 2026-11-30).

A follow-up that is not public is a note (helpdesk/update_ticket.py). PATCH /api/tickets/{id}/ sets `status` and
`on_hold` without a follow-up, a mail or a webhook (helpdesk/serializers.py); what waits is on hold. Its interface tells
nobody's address, so that nobody can be found by it, and it has no tags.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Final
from urllib.parse import quote

from bot.domain.desk_around import Source
from bot.domain.upkeep import OutgoingNote, Status, There
from bot.helpdesk import django_helpdesk
from bot.helpdesk.answering import Write
from bot.helpdesk.bodies import number, table
from bot.helpdesk.upkeep.keeping import Keeping

#: helpdesk.models.Ticket.STATUS_CHOICES: 1 open, 2 reopened, 3 resolved, 4 closed, 5 duplicate.
_OPEN: Final = (1, 2)
_STATUSES: Final[dict[Status, dict[str, Any]]] = {
    "open": {"status": 1, "on_hold": False},
    "solved": {"status": 3, "on_hold": False},
    "waiting_customer": {"status": 1, "on_hold": True},
}


class DjangoHelpdesk(Keeping):
    same: ClassVar[dict[Status, Status]] = {"waiting": "waiting_customer"}

    def __init__(self, spoken: django_helpdesk.Replies, source: Source) -> None:
        super().__init__(spoken)
        self._django = spoken

    async def noting(self, note: OutgoingNote) -> Write:
        body = {"ticket": note.conversation, "comment": note.body, "public": False}
        return Write("POST", "/api/followups/", body)

    async def there(self, conversation: str) -> There:
        ticket = table(await self._django.read(_path(conversation)))
        if (number(ticket.get("status")) or 0) not in _OPEN:
            return There(status="solved")
        return There(status="waiting_customer" if ticket.get("on_hold") is True else "open")

    async def turning(self, conversation: str, status: Status) -> Sequence[Write]:
        return [Write("PATCH", _path(conversation), _STATUSES[status])]


def _path(conversation: str) -> str:
    return f"/api/tickets/{quote(conversation, safe='')}/"
