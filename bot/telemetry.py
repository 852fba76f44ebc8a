"""Logs, correlation ids and figures, with personal data kept out of them."""

import functools
import logging
import re
import secrets
import sys
import traceback
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from typing import IO, Any, Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

Event = MutableMapping[str, Any]

# A long number is a telephone's, a card's or an account's, unless it is the name of a Slack message.
_SCRUBBED: Final = (
    # PostgreSQL quotes the whole row that broke a constraint.
    (re.compile(r"DETAIL:[\s\S]*?(?=\n\n|\nThe above|\nDuring|\Z)"), "DETAIL: [row]"),
    (re.compile(r"://[^/\s@]+@"), "://[secret]@"),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\b(?:xox[a-z]|xapp)-[\w-]+|\bwhsec_[\w+/=-]+|\bsk-[\w-]{8,}"), "[secret]"),
    (re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]+", re.IGNORECASE), r"\1 [secret]"),
    (re.compile(r"([?&][\w-]*(?:key|token|secret|signature|sig|password)=)[^&\s\"')]+", re.IGNORECASE), r"\1[secret]"),
    (re.compile(r"(://hooks\.[\w.-]+)/[\w/.~%-]+"), r"\1/[secret]"),
    (re.compile(r"(?<!\w)(?<!\d\.)(?!\d{10}\.\d{6}\b)\+?\d(?:[ ().-]?\d){6,}(?!\w|\.\d)"), "[number]"),
)
#: Errors whose messages are sentences of ours, or speak of code, addresses and constraints. Any other error may quote
#: the value that it stumbled over.
_OUR_WORDS: Final = frozenset({"bot", "store", "handlers", "commands", "sqlalchemy", "sqlite3", "psycopg", "aiohttp"})
_OF_US: Final = (OSError, TypeError, AttributeError, NameError, ImportError, AssertionError)
_OURS_TO_LOG: Final = frozenset({"bot", "commands", "deskhand", "handlers", "store"})
#: Values of our own making, in which a long number is no telephone number.
_OURS: Final = frozenset({"timestamp", "level", "logger", "id", "request", "event_id", "ts", "port"})

#: Characters of a secret that is known by its text.
_SHORTEST: Final = 6


#: Bounds in seconds: of work that ends in the blink of an eye, and of work that waits for somebody else.
_QUICK: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_SLOW: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 45)
_WAITS: Final = (0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600)
_TRIES: Final = (1, 2, 3, 5, 10, 25)


_STANDINGS: Final = ("closed", "half_open", "open")


class Metrics:
    """What `/metrics` shows (docs/operations.md), in a registry of its own; one object for a process.

    A label's values are those of the code or of the desk file, never what a caller or a customer sent.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        # What comes in
        self.arrivals = self._counter("arrivals", "Webhooks answered", "source", "status")
        self.parked = self._counter("parked", "Arrivals kept after an error", "source")
        self.requests = self._counter("requests", "HTTP requests answered", "route", "status")
        self.cut = self._counter("connections_cut", "Connections cut by us", "reason")
        self.inbox = self._gauge("inbox_rows", "Arrivals that are kept and not worked", "state")
        self.silent = self._gauge("source_silent", "1 while a source is silent that should not be", "source")
        self.source_away = self._gauge("source_away", "1 while a source that is asked does not answer", "source")
        self.source_asked = self._gauge("source_asked_seconds", "Since a source that is asked last answered", "source")
        # What must leave
        self.outbox = self._gauge("outbox_rows", "Outbox rows that are not done", "kind", "state")
        self.lag = self._gauge("outbox_lag_seconds", "Age of the oldest due outbox row", "kind")
        self.jobs = self._counter("jobs", "Outbox rows worked", "kind", "verdict")
        self.job_wait = self._histogram("job_wait_seconds", "From due to begun: hands, lanes, limits", _WAITS, "kind")
        self.job_time = self._histogram("job_seconds", "What an outbox row's job took", _SLOW, "kind")
        self.attempts = self._histogram("job_attempts", "Tries until a row was done or given up", _TRIES, "kind")
        self.figures_differ = self._gauge("figures_differ", "Figures of past days that were not what the ledger gives")
        self.figures_behind = self._gauge("figures_days_behind", "Days that have waited for an hour to be counted")
        # Who was asked
        self.slack = self._histogram("slack_seconds", "Calls of Slack's Web API", _SLOW, "method", "outcome")
        self.pauses = self._counter("slack_pause_seconds", "How long Slack asked to wait (429)", "method")
        self.assistant = self._histogram("assistant_seconds", "The assistant", _SLOW, "engine", "step", "outcome")
        self.events = self._histogram("events_seconds", "Events told to subscribers", _SLOW, "subscriber", "outcome")
        self.helpdesk = self._histogram("helpdesk_seconds", "Replies handed over", _SLOW, "source", "outcome")
        self.records = self._histogram("records_seconds", "Records read", _SLOW, "source", "outcome")
        self.standing = self._gauge("records_paused", "0: asked, 1: tried, 2: left alone for a while", "source")
        # The database
        self.database = self._histogram("transaction_seconds", "Transactions", _QUICK, "access")
        self.queued = self._histogram("transaction_wait_seconds", "How long they waited for a thread", _QUICK, "access")

    def slack_called(self, method: str, outcome: str, seconds: float, pause: float = 0.0) -> None:
        """One call of Slack, which asked for a `pause` in seconds where it was one too many."""
        self.slack.labels(method, outcome).observe(seconds)
        if pause:
            self.pauses.labels(method).inc(pause)

    def assisted(self, engine: str) -> Callable[[str, str, float], None]:
        """Counts the steps of an engine: step, outcome, seconds."""
        return lambda step, outcome, seconds: self.assistant.labels(engine, step, outcome).observe(seconds)

    def sent_to(self, source: str) -> Callable[[str, float], None]:
        """Counts the replies to a source: outcome, seconds."""
        return lambda outcome, seconds: self.helpdesk.labels(source, outcome).observe(seconds)

    def told(self, subscriber: str) -> Callable[[str, float], None]:
        """Counts the events that a subscriber was told of: outcome, seconds."""
        return lambda outcome, seconds: self.events.labels(subscriber, outcome).observe(seconds)

    def read_from(self, source: str) -> Callable[[str, float], None]:
        """Counts what was read of a source of records: outcome, seconds."""
        return lambda outcome, seconds: self.records.labels(source, outcome).observe(seconds)

    def standing_of(self, source: str, standing: Callable[[], str]) -> None:
        """Shows whether a source of records is asked: `closed`, `half_open` or `open`, looked up when it is shown."""
        self.standing.labels(source).set_function(lambda: _STANDINGS.index(standing()))

    def transacted(self, access: str, waited: float, seconds: float) -> None:
        """One transaction. Called in its thread."""
        self.queued.labels(access).observe(waited)
        self.database.labels(access).observe(seconds)

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"deskhand_{name}", told, labels, registry=self.registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(f"deskhand_{name}", told, labels, registry=self.registry)

    def _histogram(self, name: str, told: str, bounds: Sequence[float], *labels: str) -> Histogram:
        return Histogram(f"deskhand_{name}", told, labels, buckets=bounds, registry=self.registry)


def scrub(text: str) -> str:
    """`text` without e-mail addresses, long numbers, tokens and passwords in addresses. Twice changes nothing."""
    for pattern, shown in _SCRUBBED:
        text = pattern.sub(shown, text)
    return text


def configure(
    level: str = "INFO", json: bool | None = None, stream: IO[str] | None = None, hidden: Iterable[str] = ()
) -> None:
    """Send all logs, the libraries' too, scrubbed to `stream` (standard error): as JSON lines, or for people to read.

    Without `json` a terminal gets the readable form. `hidden` are secrets that no line may show, wherever they come
    from. Safe to call twice: the last call counts.
    """
    out = stream or sys.stderr
    as_json = not out.isatty() if json is None else json
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_without_words),
        _Scrubber(hidden),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=out.isatty())
    )
    handler = logging.StreamHandler(out)
    handler.setLevel(level)  # a library that sets its own logger's level when it is imported must not get round ours
    handler.addFilter(_in_detail_only_ours)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.getLogger("slack_bolt.AsyncApp").addFilter(_unforeseen)
    for noisy in ("aiohttp.access", "alembic", "apscheduler", "bm25s", "slack_bolt", "slack_sdk", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(level)))


def _in_detail_only_ours(record: logging.LogRecord) -> bool:
    """In detail (DEBUG) libraries repeat whole payloads, such as all that Slack sends, with what people wrote."""
    return record.levelno > logging.DEBUG or record.name.partition(".")[0] in _OURS_TO_LOG


def _unforeseen(record: logging.LogRecord) -> bool:
    """Bolt warns that it leaves `SLACK_BOT_TOKEN` unused. That is meant: our authorisation hands it the same token."""
    said = record.getMessage()
    return not said.endswith(("will be ignored.", "will be unused."))


def _without_words(exc_info: structlog.typing.ExcInfo) -> str:
    """A traceback in which an error keeps its message only where that cannot quote what somebody wrote."""
    parts: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        lines = "".join(traceback.format_tb(error.__traceback__))
        message = str(error) if _speaks_of_us(error) else "[message not shown]"
        parts.append(f"Traceback (most recent call last):\n{lines}{type(error).__qualname__}: {message}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\nDuring this another error happened:\n\n".join(reversed(parts))


def _speaks_of_us(error: BaseException) -> bool:
    return isinstance(error, _OF_US) or type(error).__module__.partition(".")[0] in _OUR_WORDS


class _Scrubber:
    """Cuts out of every event what `scrub` knows by its form, and these secrets by their text."""

    def __init__(self, hidden: Iterable[str]) -> None:
        # The longest first: a secret may hold another one. A short one would cut words out of sentences.
        known = sorted({secret for secret in hidden if len(secret) >= _SHORTEST}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, _logger: Any, _method: str, event: Event) -> Event:
        for name, given in event.items():
            event[name] = self._clean(given, scrub if name not in _OURS else str)
        return event

    def _clean(self, given: Any, form: Callable[[str], str]) -> Any:
        if isinstance(given, str):
            return form(self._known.sub("[secret]", given) if self._known else given)
        if isinstance(given, dict):
            return {name: self._clean(value, form) for name, value in given.items()}
        return [self._clean(value, form) for value in given] if isinstance(given, list | tuple) else given


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger that takes facts as keywords: ids and causes, never a customer's text."""
    found: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(f"deskhand.{name}")
    return found


def token() -> str:
    """A short id by which a caller's answer and our log lines find each other."""
    return secrets.token_hex(6)


@contextmanager
def correlated(**ids: Any) -> Iterator[None]:
    """Every log line within carries `ids`, such as `request=` or `ticket=`, also across awaits.

    What is bound as `request` is stored with every row that the work within leaves behind, see `trace`.
    """
    with structlog.contextvars.bound_contextvars(**ids):
        yield


def trace() -> str:
    """The id of the request that is being worked: of a webhook, a click, a command or a tick, or of the one that an
    outbox row goes back to. Empty outside of all of them."""
    return str(structlog.contextvars.get_contextvars().get("request", ""))


def traced(work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """`work`, where each run of it is a request of its own: for what nobody outside has asked for."""

    @functools.wraps(work)
    async def run() -> None:
        with correlated(request=token()):
            await work()

    return run
