"""What may stand in a desk file and could never have an effect: it would promise what does not happen."""

import re
from collections.abc import Hashable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.desk import DeskFile, Hours, PriorityRule, Queue, RoutingRule, SlaPolicy, SlaWhen, When
from bot.domain.desk_escalation import place_of
from bot.domain.desk_faults import BUILT_IN_SOURCES, place
from bot.domain.hours import business_seconds
from bot.domain.sensitivity import BUILT_IN

#: A job has 45 seconds. It may read five records one after another, and needs the rest for the reply itself.
LONGEST_TIME_OUT: Final = timedelta(seconds=5)
_SOURCE: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z")
_A_MONDAY: Final = datetime(2001, 1, 1, tzinfo=UTC)
_WEEKS: Final = 52


def without_effect(file: DeskFile) -> Iterator[str]:
    """One sentence for each entry that could never do what it says."""
    yield from _same_conditions("routing", file.routing)
    yield from _same_conditions("priority", file.priority)
    yield from _conditions_that_always_hold(file)
    yield from _sensitivity(file)
    yield from _sources(file)
    yield from _tones(file)
    yield from _targets(file)
    yield from _same_policies(file)
    for index, queue in enumerate(file.queues, 1):
        if queue.at_most is not None and queue.assign != "round_robin":
            yield f'{place("queues", index, queue.name)}: at_most has no effect without assign = "round_robin"'
    for index, record in enumerate(file.records, 1):
        if record.time_out > LONGEST_TIME_OUT:
            limit = f"{LONGEST_TIME_OUT.seconds}s"
            where = place("records", index, record.name)
            yield f'{where}: time_out must be at most "{limit}", since replies wait for it'


def _same_conditions(table: str, rules: Sequence[RoutingRule | PriorityRule]) -> Iterator[str]:
    seen: dict[Hashable, str] = {}
    for index, rule in enumerate(rules, 1):
        where = place(table, index, rule.name)
        if rule.when == When():
            if index < len(rules):
                yield f"{where} has no condition, so that the rules below it never fire; move it to the end"
            continue
        # of a list one is enough, whatever their order
        condition = tuple(frozenset(given) if isinstance(given, tuple) else given for _, given in rule.when)
        if condition in seen:
            yield f"{where} never fires: the same condition stands in {seen[condition]}"
        seen.setdefault(condition, where)


def _conditions_that_always_hold(file: DeskFile) -> Iterator[str]:
    rules = [(place("routing", index, rule.name), rule.when) for index, rule in enumerate(file.routing, 1)]
    rules += [(place("priority", index, rule.name), rule.when) for index, rule in enumerate(file.priority, 1)]
    rules += [(place("advice", index, rule.name), rule.when) for index, rule in enumerate(file.advice, 1)]
    rules += [(place_of(index, rule), rule.when) for index, rule in enumerate(file.escalation.rules, 1)]
    for where, when in rules:
        if when.contacts_at_least is not None and when.contacts_at_least < 2:
            yield f"{where}: when.contacts_at_least must be at least 2, since the ticket itself counts"


def _sensitivity(file: DeskFile) -> Iterator[str]:
    for index, rule in enumerate(file.sensitivity, 1):
        where = place("sensitivity", index, rule.name)
        built_in = BUILT_IN.get(rule.name)
        if rule.level == "caution" and rule.second_approval and "second_approval" in rule.model_fields_set:
            yield f'{where}: second_approval = true has no effect at level "caution"; only "sensitive" asks for one'
        if not any(rule.words.values()) and not (built_in == "caution" and rule.level == "sensitive"):
            does = "adds nothing to the built-in class" if built_in else "never fires"
            yield f"{where} has no words, so that it {does}; give it some, such as words.en"


def unheeded(file: DeskFile) -> Iterator[str]:
    """One sentence for each wish to be less careful than Deskhand is. Nothing is at risk, so the file stays sound."""
    for index, rule in enumerate(file.sensitivity, 1):
        where = place("sensitivity", index, rule.name)
        built_in = BUILT_IN.get(rule.name)
        if built_in == "sensitive" and rule.level == "caution":
            yield f'{where}: level = "caution" has no effect; this class is built in as sensitive, and stays so.'
        if built_in and not rule.second_approval:
            yield f"{where}: second_approval = false has no effect on a built-in class."


def _sources(file: DeskFile) -> Iterator[str]:
    owners = {_in_variable(name): name for name in BUILT_IN_SOURCES}
    for index, source in enumerate(file.sources, 1):
        where = place("sources", index, source.name)
        if not _SOURCE.match(source.name):
            yield (
                f'{where}: name may hold letters, digits, ".", "_" and "-", since it stands in the address /hooks/name '
                f"and at the end of variables"
            )
            continue
        variable = _in_variable(source.name)
        other = owners.setdefault(variable, source.name)
        if other != source.name:
            yield f'{where}: "{other}" has the same variables (HOOK_SECRET_{variable}); choose another name'


def _in_variable(source: str) -> str:
    """As `bot.settings` reads it from the end of a variable."""
    return re.sub(r"[^A-Z0-9]", "_", source.upper())


def _tones(file: DeskFile) -> Iterator[str]:
    seen: dict[tuple[str, str], int] = {}
    for index, tone in enumerate(file.tone, 1):
        covered = [seen.setdefault((tone.language, segment), index) for segment in tone.segment or ("",)]
        if index not in covered:
            others = " and ".join(f"tone[{number}]" for number in sorted(set(covered)))
            verb = "is" if len(set(covered)) == 1 else "are"
            yield f"tone[{index}] is never used: {others} {verb} for the same language and segments"


def _targets(file: DeskFile) -> Iterator[str]:
    for index, policy in enumerate(file.sla, 1):
        queues = [queue for queue in file.queues if _counts_for(policy, queue) and queue.hours.week]
        for key in ("first_response", "next_response", "resolution"):
            for priority, target in getattr(policy, key).items():
                if queue := _open_too_little(queues, target):
                    where = f"{place('sla', index, policy.name)}: {key}: {priority}"
                    yield f'{where} is more than the queue "{queue.name}" is open in a year; targets count open hours'


def _counts_for(policy: SlaPolicy, queue: Queue) -> bool:
    by_condition = policy.when != SlaWhen() and (not policy.when.queue or queue.name in policy.when.queue)
    return queue.sla == policy.name or by_condition


def _same_policies(file: DeskFile) -> Iterator[str]:
    seen: dict[Hashable, str] = {}
    for index, policy in enumerate(file.sla, 1):
        if policy.when == SlaWhen():
            continue
        where = place("sla", index, policy.name)
        condition = tuple(frozenset(given) if isinstance(given, tuple) else given for _, given in policy.when)
        if condition in seen:
            yield f"{where} is never chosen: the same condition stands in {seen[condition]}"
        seen.setdefault(condition, where)


def _open_too_little(queues: Sequence[Queue], target: timedelta) -> Queue | None:
    return next((queue for queue in queues if target > _open_in_a_week(queue.hours) * _WEEKS), None)


def _open_in_a_week(hours: Hours) -> timedelta:
    anywhere = hours.model_copy(update={"time_zone": "UTC"})  # its own may not exist, and has clock changes
    return timedelta(seconds=business_seconds(anywhere, _A_MONDAY, _A_MONDAY + timedelta(days=7)))
