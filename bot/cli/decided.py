"""What people have decided since the desk file was written, in words, for `python -m bot check`."""

from collections.abc import Sequence

from bot.domain.desk import Desk
from bot.domain.overlay import Overlay, applied, find
from bot.domain.pause import Pause


def told(desk: Desk, decided: Overlay) -> list[str]:
    """One sentence for each check, quarantine and mode that changes something; one where nothing does."""
    laid, lines = applied(desk, decided), []
    for check in decided.checks:
        entry = find(laid, check.ref.kind, check.ref.name, check.ref.language)
        if entry is not None and (entry.version, entry.checked) == (check.ref.version, check.checked):
            lines.append(
                f'"{entry.title}" ({entry.owner}): checked on {check.checked}, valid until {check.valid_until}; '
                "this stands in the database."
            )
    lines += [
        f'{held.kind} "{held.name}" is held back since {held.at:%Y-%m-%d} ({held.depends_on}): {held.reason}'
        for held in decided.quarantines
    ]
    for mode in decided.modes:
        kind = desk.type(mode.type)
        if kind is not None and kind.drafts == mode.before and mode.mode != mode.before:
            by = "by its owner" if mode.by is not None else "by itself"
            lines.append(f'{mode.type}: drafts are "{mode.mode}" {by} since {mode.at:%Y-%m-%d}, not "{mode.before}".')
    return lines or ["Nobody has decided anything besides the files."]


def paused(running: Sequence[Pause]) -> list[str]:
    """One sentence for each queue in which nobody is given tickets by turn just now."""
    return [
        f"Queue {pause.queue} is paused until {pause.until:%Y-%m-%d %H:%M} UTC by {pause.by}: {pause.reason}"
        for pause in running
    ]
