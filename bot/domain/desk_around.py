"""The tables of the desk file about others: where requests come in, departments, customer records."""

from datetime import timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.desk_queues import Hours
from bot.domain.duration import Duration


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RecordSource(_Table):
    """A read-only source of customer records: a JSON file beside the desk file, or an HTTP address."""

    name: str
    kind: Literal["json", "http"]
    address: str  # a path, or a URL with `{key}`
    pattern: str  # a regular expression with one group that finds a record's key in a customer's text
    key: str = "number"  # the field that is the record's own key
    customer: str = "customer_id"  # the field that says whose record it is
    customer_email: str = ""  # or the e-mail address of its owner
    customers_of: tuple[str, ...] = ("generic",)  # the sources whose customer ids are the records' own
    fields: dict[str, str] = Field(default_factory=dict)  # our name -> name in the source
    time_out: Duration = timedelta(seconds=3)


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

    `kind = "slack"` is a request channel, an emoji that makes a ticket of a message, or both.
    """

    name: str
    kind: Literal["generic", "slack"] = "generic"
    idempotent: bool = False  # the other side knows `reply_id`, so that a send may be repeated
    read_back: bool = False  # the other side can be asked whether it has a reply
    quiet_after: Duration | None = None
    channel: str = ""
    ask: bool = True  # *Open a ticket / No thanks* first; False: every message is a ticket
    emoji: str = ""  # without colons; with a channel in that one, else wherever the app is
    answers: Literal["thread", "direct"] = "thread"

    @property
    def in_slack(self) -> bool:
        """Whether its requests are written in Slack, and answered there."""
        return self.kind == "slack" or self.name == "slack"

    @property
    def after_doubt(self) -> Literal["repeat", "look", "ask"]:
        """What follows on a send in doubt: the same again, a look whether it is there, or a question to a person."""
        return "repeat" if self.idempotent else "look" if self.read_back or self.in_slack else "ask"
