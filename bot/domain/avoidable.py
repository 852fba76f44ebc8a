"""Could a request have been avoided? What people answer when they resolve one."""

from enum import StrEnum

from bot.domain.errors import RefusalCode, Refused


class Avoidable(StrEnum):
    INFORMATION = "information"  # better information would have been enough
    ELSEWHERE = "elsewhere"  # something elsewhere should be put right
    ROUTING = "routing"  # it came to the right place too late
    NO = "no"


def avoidable(answer: str) -> Avoidable | None:
    """The answer of that name; None where nobody answered. Raises `Refused(UNKNOWN_WORD)` for any other word."""
    try:
        return Avoidable(answer) if answer else None
    except ValueError:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=answer[:40]) from None
