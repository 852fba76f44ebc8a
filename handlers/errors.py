"""What happens when a listener fails: the cause is logged with an id, and Slack is told the truth."""

from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp

from bot.telemetry import token, trace

log = structlog.get_logger(__name__)


def register(app: AsyncApp) -> None:
    """Log what failed. An event is answered 500, so that Slack sends it again; nothing of the cause leaves."""

    async def failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
        reference = trace() or token()
        kind = body.get("type") or ("command" if "command" in body else "unknown")
        log.error("listener.failed", request=reference, kind=kind, exc_info=error)
        if kind == "event_callback":
            return BoltResponse(status=500, body="")
        return BoltResponse(status=500, body=f"Something went wrong (reference {reference}).")

    app.error(failed)
