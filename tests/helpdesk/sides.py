"""Every helpdesk that Deskhand speaks with: the contract is tried on each."""

from tests.helpdesk.side import Side
from tests.helpdesk.side_chatwoot import Chatwoot
from tests.helpdesk.side_django import DjangoHelpdesk
from tests.helpdesk.side_freshdesk import Freshdesk
from tests.helpdesk.side_helpscout import HelpScout
from tests.helpdesk.side_intercom import Intercom
from tests.helpdesk.side_jsm import JiraServiceManagement
from tests.helpdesk.side_rt import RequestTracker
from tests.helpdesk.side_tool import Tool
from tests.helpdesk.side_zammad import Zammad
from tests.helpdesk.side_zendesk import Zendesk

SIDES: tuple[type[Side], ...] = (
    Chatwoot,
    DjangoHelpdesk,
    Freshdesk,
    HelpScout,
    Intercom,
    JiraServiceManagement,
    RequestTracker,
    Tool,
    Zammad,
    Zendesk,
)
