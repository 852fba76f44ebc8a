"""The desk file as values: what the team has decided. `bot.desk` reads it; nothing here touches a disk or a clock.

Every model refuses unknown keys, so that a typo is an error and not a rule that silently never fires.
"""

from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.article import Article, Macro, Template
from bot.domain.desk_ai import Ai as Ai
from bot.domain.desk_ai import Disclosure as Disclosure
from bot.domain.desk_ai import Tone as Tone
from bot.domain.desk_around import Department as Department
from bot.domain.desk_around import Source as Source
from bot.domain.desk_needs import Need as Need
from bot.domain.desk_queues import Day as Day
from bot.domain.desk_queues import Hours as Hours
from bot.domain.desk_queues import Priority as Priority
from bot.domain.desk_queues import Queue as Queue
from bot.domain.desk_queues import SlaPolicy as SlaPolicy
from bot.domain.desk_queues import SlaWhen as SlaWhen
from bot.domain.desk_queues import Stretch as Stretch
from bot.domain.desk_queues import Via as Via
from bot.domain.desk_records import RecordSource as RecordSource
from bot.domain.desk_reviews import Criterion as Criterion
from bot.domain.desk_reviews import Reviews as Reviews
from bot.domain.desk_spikes import SpikeRule as SpikeRule
from bot.domain.desk_subscribers import Subscriber as Subscriber
from bot.domain.desk_volume import Volume as Volume
from bot.domain.duration import Duration, DurationOrZero, TimeOfDay
from bot.domain.prompt import Prompt

Level = Literal["none", "caution", "sensitive"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Scope(_Table):
    """Which tickets the assistant may look at at all; an empty list means no restriction."""

    types: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()


class Owners(_Table):
    """People who answer for a part of the desk, as `@name` or a Slack id."""

    answers: str
    escalation: str
    prompts: str
    data: str


class RequestType(_Table):
    """An intent, its owner and what may be done about it."""

    name: str
    title: str
    owner: str = ""
    deputies: tuple[str, ...] = ()
    examples: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # by language
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # by language; a hit names the type by rule
    needs: tuple[str, ...] = ()
    records: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # source name -> fields that may be read
    depends_on: tuple[str, ...] = ()
    drafts: Literal["off", "shadow", "suggest"] = "off"
    template: str = ""
    articles: tuple[str, ...] = ()
    after_send: Literal["wait", "resolve"] = "wait"


class When(_Table):
    """A condition; all that is given must hold, and an empty one always holds. Of the `words`, one is enough.

    Words are written in the notation of `bot.domain.phrases`.
    """

    type: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    via: tuple[Via, ...] = ()
    language: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    sensitivity: tuple[Level, ...] = ()
    value_at_least: int | None = None
    contacts_at_least: int | None = None  # the customer's tickets in the last 14 days, this one included


class RoutingRule(_Table):
    name: str
    when: When = When()
    queue: str


class PriorityRule(_Table):
    name: str
    when: When = When()
    priority: Priority


class SensitivityRule(_Table):
    """Adds to a built-in class or makes a new one; it can raise a class, never switch one off."""

    name: str
    level: Literal["caution", "sensitive"] = "sensitive"
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # by language
    second_approval: bool = True
    after: Duration = timedelta(hours=2)


class AdviceWhen(When):
    """A condition that also looks at what a ticket has become; of `record` all must be as written."""

    record: dict[str, str] = Field(default_factory=dict)  # `orders.status` -> its value in the customer's own record
    escalated: bool | None = None
    reopened: bool | None = None
    promise_late: bool | None = None  # a department has not kept its promise


class AdviceRule(_Table):
    """What to do next, as a sentence for the team; `{owner}` is who answers for the type. It enters no reply.

    With a `department` it proposes to ask that one: what it `needs`, and `within` what open hours of its own.
    """

    name: str
    when: AdviceWhen = AdviceWhen()
    say: str
    department: str = ""
    needs: str = ""
    within: Duration | None = None  # none: as the department has promised for everything


class EscalationRule(_Table):
    """To whom an escalation goes where this holds, and how long that person has before the next one is asked."""

    name: str
    when: When = When()
    reasons: tuple[str, ...] = ()  # of those that **Escalate** offers; none: all of them
    to: str = ""  # a person or a group; empty: whoever answers for the type
    within: Duration = timedelta(hours=1)  # in the open hours of the ticket's queue


class Escalation(_Table):
    """Where sealed and escalated tickets stand, and who answers for them where the type names nobody."""

    channel: str
    owner: str
    deputies: tuple[str, ...] = ()
    to: str = ""
    within: Duration = timedelta(hours=1)
    reasons: tuple[str, ...] = ("other",)
    rules: tuple[EscalationRule, ...] = ()
    holding: dict[str, str] = Field(
        default_factory=dict
    )  # by language, with {owner} and {date}; else the built-in text


class Sending(_Table):
    undo: DurationOrZero = timedelta(seconds=20)
    close_after: Duration = timedelta(days=7)


class DigestSpec(_Table):
    name: str
    #: The days since the last one in figures, the seven days before, what a team has before it, or what a department
    #: is asked.
    kind: Literal["day", "week", "standup", "handoffs"] = "day"
    channel: str
    time: TimeOfDay
    days: tuple[Day, ...] = Field(("mon", "tue", "wed", "thu", "fri"), min_length=1)
    time_zone: str = "UTC"
    queues: tuple[str, ...] = ()  # empty: all
    people: Literal["workload", "none"] = "workload"


class Retention(_Table):
    slack_text: Duration = timedelta(days=30)
    messages: Duration = timedelta(days=730)
    model_text: Duration = timedelta(days=30)


class DeskFile(_Table):
    """The whole file, validated. `hash` identifies the text it was read from."""

    name: str
    language: str = "en"
    time_zone: str = "UTC"
    scope: Scope = Scope()
    owners: Owners
    queues: tuple[Queue, ...] = Field(min_length=1)
    types: tuple[RequestType, ...] = Field(min_length=1)
    needs: tuple[Need, ...] = ()
    routing: tuple[RoutingRule, ...] = Field(min_length=1)
    priority: tuple[PriorityRule, ...] = ()
    sensitivity: tuple[SensitivityRule, ...] = ()
    escalation: Escalation
    advice: tuple[AdviceRule, ...] = ()
    sla: tuple[SlaPolicy, ...] = ()
    sending: Sending = Sending()
    records: tuple[RecordSource, ...] = ()
    departments: tuple[Department, ...] = ()
    spikes: tuple[SpikeRule, ...] = ()
    sources: tuple[Source, ...] = ()
    subscribers: tuple[Subscriber, ...] = ()
    ai: Ai = Ai()
    disclosure: Disclosure = Disclosure()
    tone: tuple[Tone, ...] = ()
    digests: tuple[DigestSpec, ...] = ()
    reviews: Reviews = Reviews()
    volume: Volume | None = None
    retention: Retention = Retention()
    command_prefix: str = ""

    def date_at(self, moment: datetime) -> date:
        """The date that it is where the desk is: what the team writes is dated, and valid, by days of its own."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()


class Desk(_Table):
    """Everything that the team has written down: the file, its articles and its templates, and the prompts in use."""

    file: DeskFile
    articles: tuple[Article, ...] = ()
    templates: tuple[Template, ...] = ()
    macros: tuple[Macro, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    holidays: dict[str, frozenset[date]] = Field(default_factory=dict, repr=False)  # by country code
    hash: str
    toml: str = Field(repr=False)

    def queue(self, name: str) -> Queue:
        """The queue of that name. KeyError where there is none."""
        return {queue.name: queue for queue in self.file.queues}[name]

    def type(self, name: str | None) -> RequestType | None:
        """The request type of that name, or None for an unknown or missing one."""
        return next((found for found in self.file.types if found.name == name), None)

    def department(self, name: str) -> Department | None:
        """The department of that name, or None for one that the newest desk file no longer has."""
        return next((found for found in self.file.departments if found.name == name), None)

    def owner_of(self, type_name: str | None) -> str:
        """Who answers for a type (or for tickets without one), as written in the desk file."""
        found = self.type(type_name)
        return found.owner if found and found.owner else self.file.escalation.owner

    def deputies_of(self, type_name: str | None) -> tuple[str, ...]:
        """Who may stand in for `owner_of(type_name)`."""
        found = self.type(type_name)
        return found.deputies if found and found.owner else self.file.escalation.deputies

    def article(self, article_id: str) -> Article | None:
        return next((found for found in self.articles if found.id == article_id), None)

    def prompt(self, prompt_id: str, today: date) -> Prompt | None:
        """The prompt of that id, unless it is past its date."""
        return next((one for one in self.prompts if one.id == prompt_id and not one.expired(today)), None)

    def webhooks(self) -> tuple[str, ...]:
        """The sources that have a webhook, by name: the built-in one and those of the desk file that tell by one."""
        others = {source.name for source in self.file.sources if not (source.in_slack or source.is_asked)}
        return tuple(sorted({"generic", *others} - {"api"}))

    @property
    def tells_nothing(self) -> bool:
        """Whether nothing that the desk file names comes by a webhook."""
        sources = self.file.sources
        return bool(sources) and all(source.in_slack or source.is_asked for source in sources)

    @property
    def internal(self) -> bool:
        """Whether requests only come from Slack: the desk file names a source there, and none outside."""
        return bool(self.file.sources) and all(source.in_slack for source in self.file.sources)

    def source(self, name: str) -> Source:
        """A source's settings; the built-in ones (`generic`, `api`, `slack`) need no entry in the file."""
        return next((found for found in self.file.sources if found.name == name), Source(name=name))
