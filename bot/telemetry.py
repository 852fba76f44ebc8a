"""Logs, correlation ids and figures, with personal data kept out of them."""

import logging
import re
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import IO, Any, Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge

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
#: Values of our own making, in which a long number is no telephone number.
_OURS: Final = frozenset({"timestamp", "level", "logger", "id", "request", "event_id", "ts", "port"})

#: Characters of a secret that is known by its text.
_SHORTEST: Final = 6


class Metrics:
    """What `/metrics` shows, in a registry of its own; one object for a process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.arrivals = Counter("deskhand_arrivals", "Webhooks answered", ["source", "status"], registry=self.registry)
        self.parked = Counter("deskhand_parked", "Arrivals kept after an error", ["source"], registry=self.registry)
        self.requests = Counter("deskhand_requests", "HTTP requests answered", ["route", "status"],
                                registry=self.registry)  # fmt: skip
        self.cut = Counter("deskhand_connections_cut", "Connections cut by us", ["reason"], registry=self.registry)
        self.jobs = Counter("deskhand_jobs", "Outbox rows worked", ["kind", "verdict"], registry=self.registry)
        self.lag = Gauge("deskhand_outbox_lag_seconds", "Age of the oldest due outbox row", registry=self.registry)
        self.outbox = Gauge("deskhand_outbox_rows", "Outbox rows that are not done", ["kind", "state"],
                            registry=self.registry)  # fmt: skip


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
        structlog.processors.format_exc_info,
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
    for noisy in ("aiohttp.access", "alembic", "apscheduler", "bm25s", "slack_bolt", "slack_sdk"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(level)))


def _unforeseen(record: logging.LogRecord) -> bool:
    """Bolt warns that it leaves `SLACK_BOT_TOKEN` unused. That is meant: our authorisation hands it the same token."""
    said = record.getMessage()
    return not said.endswith(("will be ignored.", "will be unused."))


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
    """Every log line within carries `ids`, such as `request=` or `ticket=`, also across awaits."""
    with structlog.contextvars.bound_contextvars(**ids):
        yield
