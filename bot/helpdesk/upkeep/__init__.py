"""Keeping helpdesks up to date besides replies: a private note, status, assignee and tags. One file a helpdesk; what
each can take stands in `bot.domain.desk_vendors`."""

from collections.abc import Callable
from typing import Any, Final

from bot.domain.desk_around import Source
from bot.helpdesk.upkeep.chatwoot import Chatwoot
from bot.helpdesk.upkeep.django_helpdesk import DjangoHelpdesk
from bot.helpdesk.upkeep.freshdesk import Freshdesk
from bot.helpdesk.upkeep.helpscout import HelpScout
from bot.helpdesk.upkeep.intercom import Intercom
from bot.helpdesk.upkeep.keeping import Keeping
from bot.helpdesk.upkeep.zammad import Zammad
from bot.helpdesk.upkeep.zendesk import Zendesk

#: By kind; each works through what sends the replies of the same kind.
KEEPINGS: Final[dict[str, Callable[[Any, Source], Keeping]]] = {
    "chatwoot": Chatwoot,
    "django_helpdesk": DjangoHelpdesk,
    "freshdesk": Freshdesk,
    "helpscout": HelpScout,
    "intercom": Intercom,
    "zammad": Zammad,
    "zendesk": Zendesk,
}
