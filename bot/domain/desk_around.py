"""The tables of the desk file about others: where requests come in, departments."""

from datetime import timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.domain.desk_mail import Mail
from bot.domain.desk_mapped import Mapped
from bot.domain.desk_queues import Hours
from bot.domain.duration import Duration
from bot.domain.file import may_fetch


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Department(_Table):
    name: str
    title: str
    channel: str
    tag: str = ""
    tag_at_most: Duration = timedelta(hours=1)
    accept_within: Duration = timedelta(hours=1)
    done_within: Duration = timedelta(hours=8)
    fields: tuple[str, ...] = ()
    hours: Hours = Hours()


class Source(_Table):
    """Where requests come in. Secrets and addresses stand in the environment, under the source's name.

    `kind = "slack"` is a request channel, an emoji that makes a ticket of a message, or both. The kinds of helpdesks
    are described in `bot.domain.desk_vendors`.
    """

    name: str
    kind: Literal[
        "generic", "slack", "mail", "mapped", "chatwoot", "django_helpdesk", "freshdesk", "helpscout", "intercom",
        "zammad", "zendesk",
    ] = "generic"  # fmt: skip
    address: str = ""  # of a helpdesk: where it stands
    user: str = ""  # of a helpdesk: whose token it is, where the token alone does not say
    account: str = ""  # of a helpdesk: which of several, where the address alone does not say
    writes: tuple[Literal["note", "status", "assignee", "tags"], ...] = ()  # to a helpdesk, besides replies
    idempotent: bool = False  # the other side knows `reply_id`, so that a send may be repeated
    read_back: bool = False  # the other side can be asked whether it has a reply
    verifies_addresses: bool = False  # of a helpdesk: who writes there has proved that the address is theirs
    quiet_after: Duration | None = None
    files: tuple[str, ...] = ()  # addresses under which attached files may be fetched, for a person who asks
    channel: str = ""
    ask: bool = True  # *Open a ticket / No thanks* first; False: every message is a ticket
    ask_for: Duration = timedelta(days=1)  # so long the question stands; then a line says how to open one after all
    emoji: str = ""  # without colons; with a channel in that one, else wherever the app is
    answers: Literal["thread", "direct"] = "thread"
    mapped: Mapped | None = None  # for `kind = "mapped"`
    mail: Mail | None = None  # for kind "mail"

    @property
    def in_slack(self) -> bool:
        """Whether its requests are written in Slack, and answered there."""
        return self.kind == "slack" or self.name == "slack"

    @property
    def is_asked(self) -> bool:
        """Whether it is asked for what came, instead of telling it by a webhook."""
        return self.kind == "mail"

    @property
    def of_vendor(self) -> bool:
        """Whether it speaks a helpdesk's own language instead of the generic contract."""
        return self.kind not in ("generic", "slack", "mail")

    def fetches(self, url: str) -> bool:
        """Whether a file of its messages may be fetched there: where the desk file says, or from its mailbox."""
        return url.startswith("imap:") if self.kind == "mail" else may_fetch(url, self.files)

    @property
    def after_doubt(self) -> Literal["repeat", "look", "ask"]:
        """What follows on a send in doubt: the same again, a look whether it is there, or a question to a person."""
        if self.mapped is not None:
            return self.mapped.after_doubt
        if self.mail is not None:
            return "look" if self.mail.can_look else "ask"
        if self.idempotent:
            return "repeat"
        return "look" if self.read_back or self.in_slack or self.of_vendor else "ask"
