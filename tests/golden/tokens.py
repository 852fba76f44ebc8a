"""How many tokens a golden ticket would take if a model outside were asked about it. None is."""

from collections.abc import Iterable
from dataclasses import replace

from bot import parts
from bot.assistant.outside.engine import may_leave
from bot.assistant.outside.request import build
from bot.assistant.outside.tokens import Count
from bot.domain.draft import Withheld
from bot.flow.triage import Taught
from tests.golden.pipeline import Came, asking, shop

#: What still gets a summary where no reply may be drafted.
_SUMMARY_ONLY = (Withheld.TYPE_OFF, Withheld.MISSING)

#: As long as those that are drawn, and in no ticket.
_MARKER = "golden-token"


async def sent(all_came: Iterable[Came], count: Count) -> list[int]:
    """The tokens of each request that would leave: instructions, sources and conversation, without the answer."""
    desk = asking(shop())
    outside, embedded = desk.file.ai.outside, parts.embedded(desk, Taught())
    assert outside is not None
    found = []
    for came in all_came:
        case = replace(came.case, desk=desk)
        prompt = desk.prompt("summary" if case.stopped in _SUMMARY_ONLY else "reply", case.today)
        if prompt is None or not may_leave(case, outside):
            continue
        quotable = await embedded.quotable(case)
        request = build(case, prompt, outside, quotable, person="0" * 32, draw=lambda: _MARKER, count=count)
        found.append(request.tokens)
    return found


def most() -> int:
    """As many as the budgets of the prompts allow one request."""
    budgets = [prompt.budget for prompt in shop().prompts]
    return max(one.instructions + one.passages + one.facts + one.conversation for one in budgets)
