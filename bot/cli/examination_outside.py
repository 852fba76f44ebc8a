"""What `doctor` finds of a model outside the house. It asks it nothing, and sends nothing."""

import asyncio
import ssl
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from bot.assistant.outside.tokens import Counter
from bot.cli.finding import Finding
from bot.domain.desk import Desk
from bot.domain.desk_outside import prompts_told
from bot.settings import Settings
from prompts import load_all

PART: Final = "model outside"
_OPENAI: Final = "https://api.openai.com/v1"
_CONNECT_SECONDS: Final = 5.0


async def outside(settings: Settings, desk: Desk, today: date) -> list[Finding]:
    """Whether it can be asked: key or address, somebody who listens there, and prompts that are not past their date."""
    table = desk.file.ai.outside
    if desk.file.ai.engine != "outside" or table is None:
        unused = settings.openai_api_key is not None
        return [Finding(PART, note="off; OPENAI_API_KEY is set, and a key alone switches nothing on")] if unused else []
    if settings.openai_api_key is None and not settings.openai_base_url:
        return [Finding(PART, "set OPENAI_API_KEY or OPENAI_BASE_URL; until then the built-in assistant goes on alone")]
    found = [Finding("prompts", line) for line in prompts_told(desk.model_copy(update={"prompts": load_all()}), today)]
    if trouble := await reached(settings.openai_base_url or _OPENAI, "of the model outside"):
        return [*found, Finding(PART, trouble)]
    exact = await asyncio.to_thread(Counter(settings.tiktoken_cache_dir).load)
    tokens = "tokens counted exactly" if exact else "tokens estimated"
    return [*found, Finding(PART, note=f"{table.vendor}, {settings.openai_model or table.model}, {tokens}")]


async def reached(address: str, whose: str) -> str:
    """Whether somebody listens at an address; nothing is sent. Empty where somebody does."""
    url = urlsplit(address)
    secure = ssl.create_default_context() if url.scheme == "https" else None
    try:
        async with asyncio.timeout(_CONNECT_SECONDS):
            port = url.port or (443 if secure else 80)
            _, writer = await asyncio.open_connection(url.hostname, port, ssl=secure)
            writer.close()
    except (OSError, ValueError, TimeoutError) as error:
        return f"nobody answers at the address {whose} ({type(error).__name__}): look at it, and at the network"
    return ""
