"""What a job may use: handed in once, by `bot.app`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.desk import Desk
from bot.flow.ports import Assistant, Helpdesk, Records, Runner
from bot.slack.gateway import Slack


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    runner: Runner
    slack: Slack
    assistant: Assistant
    records: Mapping[str, Records]
    helpdesk: Callable[[str], Helpdesk]  # by source
    desk: Callable[[], Desk]
    monotonic: Callable[[], float]  # seconds, for measuring only
    now: Callable[[], datetime]  # real time
    in_flight: timedelta  # after that, what a worker has sent and told nobody about is no longer on its way
