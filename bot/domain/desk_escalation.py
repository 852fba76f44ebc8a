"""What must hold of the rules by which tickets are escalated, beyond the shape of each."""

from collections import Counter
from collections.abc import Iterator

from bot.domain.desk import DeskFile, EscalationRule, When
from bot.domain.desk_faults import unknown


def place_of(index: int, rule: EscalationRule) -> str:
    """How a problem names a rule, counted from one: `escalation: rules[2] "safety"`."""
    return f'escalation: rules[{index}] "{rule.name}"'


def escalation_problems(file: DeskFile) -> Iterator[str]:
    """One sentence for each fault: names, reasons that nobody can choose, and rules that never fire."""
    reasons = (*file.escalation.reasons, "other")
    names = Counter(rule.name for rule in file.escalation.rules)
    yield from (
        f'escalation: rules: the name "{name}" is given {count} times; every name may stand once'
        for name, count in names.items()
        if count > 1
    )
    everything = ""
    for index, rule in enumerate(file.escalation.rules, 1):
        where = place_of(index, rule)
        if not rule.name.strip() or not rule.name.isprintable():
            yield f"{where}: name must not be empty, and must stand on one line"
        yield from (unknown(f"{where}: reasons", "reason", one, reasons) for one in rule.reasons if one not in reasons)
        if everything:
            yield f"{where} never fires: {everything} takes everything that comes to it"
        elif rule.when == When() and (not rule.reasons or set(rule.reasons) >= set(reasons)):
            everything = where
