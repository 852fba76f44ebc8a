"""What must hold between the parts of a desk file, beyond the shape of each: every name meets its counterpart."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.article import Article, Template
from bot.domain.desk import DeskFile, Hours, RequestType, When
from bot.domain.desk_advice import advice_problems
from bot.domain.desk_causes import spike_problems
from bot.domain.desk_effects import without_effect
from bot.domain.desk_escalation import escalation_problems, place_of
from bot.domain.desk_faults import BUILT_IN_SOURCES, CHANNEL, LANGUAGE, LONGEST_CHOICE, PERSON, place, unknown
from bot.domain.desk_needs_rules import needs_problems
from bot.domain.desk_outside import outside_problems
from bot.domain.desk_record_rules import record_problems
from bot.domain.desk_request_rules import request_problems
from bot.domain.desk_review_rules import review_problems
from bot.domain.desk_subscriber_rules import subscriber_problems
from bot.domain.desk_texts import entries, record_source, texts
from bot.domain.desk_vendors import mailbox_problems, vendor_problems
from bot.domain.desk_volume_rules import volume_problems

EXAMPLES_NEEDED = 10  # below this a classifier only guesses, so `suggest` is refused


def problems_in(
    file: DeskFile, articles: tuple[Article, ...], templates: tuple[Template, ...], today: date
) -> list[str]:
    """One sentence for each fault, naming the key that caused it and what was expected; an empty list means sound."""
    checks = (
        _names(file),
        _people_and_channels(file),
        _languages_and_zones(file),
        _rules(file),
        escalation_problems(file),
        advice_problems(file),
        _queues(file),
        _types(file, articles, templates),
        record_problems(file),
        spike_problems(file),
        subscriber_problems(file),
        review_problems(file),
        texts(file, templates),
        entries(articles, templates, today),
        without_effect(file),
        needs_problems(file),
        request_problems(file),
        vendor_problems(file.sources),
        mailbox_problems(file.sources),
        outside_problems(file),
        volume_problems(file),
    )
    return [problem for check in checks for problem in check]


def _names(file: DeskFile) -> Iterator[str]:
    for table in (
        "queues",
        "types",
        "needs",
        "routing",
        "priority",
        "advice",
        "sensitivity",
        "sla",
        "records",
        "departments",
        "spikes",
        "sources",
        "subscribers",
        "digests",
    ):
        counts = Counter(entry.name for entry in getattr(file, table))
        for index, entry in enumerate(getattr(file, table), 1):
            if not entry.name.strip():
                yield f"{place(table, index, '')}: name must not be empty"
            elif not entry.name.isprintable():
                yield f"{place(table, index, '')}: name must stand on one line"
            elif len(entry.name) > LONGEST_CHOICE:
                yield f"{place(table, index, '')}: name may have {LONGEST_CHOICE} characters, as Slack allows no more"
        for name, count in counts.items():
            if count > 1:
                yield f'{table}: the name "{name}" is given {count} times; every name may stand once'


def _people_and_channels(file: DeskFile) -> Iterator[str]:
    people: list[tuple[str, str]] = [(f"owners: {key}", value) for key, value in file.owners.model_dump().items()]
    people += [("escalation: owner", file.escalation.owner)]
    people += [("escalation: deputies", person) for person in file.escalation.deputies]
    people += [("escalation: to", file.escalation.to)] if file.escalation.to else []
    rules = enumerate(file.escalation.rules, 1)
    people += [(f"{place_of(index, rule)}: to", rule.to) for index, rule in rules if rule.to]
    channels = [("escalation: channel", file.escalation.channel)]
    for index, queue in enumerate(file.queues, 1):
        where = place("queues", index, queue.name)
        channels.append((f"{where}: channel", queue.channel))
        members = () if queue.members == "channel" else queue.members
        for key, group in (("members", members), ("leads", queue.leads), ("managers", queue.managers)):
            people += [(f"{where}: {key}", person) for person in group]
        people += [(f"{where}: on_call", queue.on_call)] if queue.on_call else []
    for index, kind in enumerate(file.types, 1):
        where = place("types", index, kind.name)
        people += [(f"{where}: owner", kind.owner)] if kind.owner else []
        people += [(f"{where}: deputies", person) for person in kind.deputies]
    for index, department in enumerate(file.departments, 1):
        where = place("departments", index, department.name)
        channels.append((f"{where}: channel", department.channel))
        people += [(f"{where}: tag", department.tag)] if department.tag else []
    for index, digest in enumerate(file.digests, 1):
        channels.append((f"{place('digests', index, digest.name)}: channel", digest.channel))
    for where, person in people:
        if not PERSON.match(person):
            yield f'{where} must name a person or a group as "@name" or by a Slack id, not "{person}"'
    for where, channel in channels:
        if not CHANNEL.match(channel):
            yield f'{where} must name a channel as "#name" or by a Slack id, not "{channel}"'


def _languages_and_zones(file: DeskFile) -> Iterator[str]:
    languages = [("desk: language", file.language)]
    zones = [("desk: time_zone", file.time_zone)]
    hours: list[tuple[str, Hours]] = []
    for index, queue in enumerate(file.queues, 1):
        where = place("queues", index, queue.name)
        languages.append((f"{where}: language", queue.language))
        hours.append((f"{where}: hours", queue.hours))
    for index, department in enumerate(file.departments, 1):
        hours.append((f"{place('departments', index, department.name)}: hours", department.hours))
    for index, kind in enumerate(file.types, 1):
        where = place("types", index, kind.name)
        languages += [(f"{where}: examples", key) for key in kind.examples]
        languages += [(f"{where}: words", key) for key in kind.words]
    for index, rule in enumerate(file.sensitivity, 1):
        languages += [(f"{place('sensitivity', index, rule.name)}: words", key) for key in rule.words]
    languages += [("disclosure: text", key) for key in file.disclosure.text]
    languages += [(f"tone[{index}]: language", tone.language) for index, tone in enumerate(file.tone, 1)]
    conditions = [(place("routing", index, route.name), route.when) for index, route in enumerate(file.routing, 1)]
    conditions += [(place("priority", index, rank.name), rank.when) for index, rank in enumerate(file.priority, 1)]
    conditions += [(place_of(index, rule), rule.when) for index, rule in enumerate(file.escalation.rules, 1)]
    conditions += [(place("advice", index, advice.name), advice.when) for index, advice in enumerate(file.advice, 1)]
    languages += [(f"{where}: when.language", key) for where, when in conditions for key in when.language]
    slas = [(place("sla", index, policy.name), policy.when) for index, policy in enumerate(file.sla, 1)]
    languages += [(f"{where}: when.language", key) for where, when in slas for key in when.language]
    for index, digest in enumerate(file.digests, 1):
        zones.append((f"{place('digests', index, digest.name)}: time_zone", digest.time_zone))
    for where, week in hours:
        zones.append((f"{where}: time_zone", week.time_zone))
        if week.week and not any(week.week.values()):
            yield f"{where}: no day opens; give at least one stretch, or leave the hours out for round the clock"
    for where, language in languages:
        if not LANGUAGE.match(language):
            yield f'{where} must be a language of two letters such as "en" or "fr", not "{language}"'
    for where, zone in zones:
        if not _is_zone(zone):
            yield f'{where} must be a time zone such as "Europe/Paris", not "{zone}"'


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)


def _rules(file: DeskFile) -> Iterator[str]:
    queues = [queue.name for queue in file.queues]
    for index, rule in enumerate(file.routing, 1):
        where = place("routing", index, rule.name)
        if rule.queue not in queues:
            yield unknown(f"{where}: queue", "queue", rule.queue, queues)
        if rule.when != When() and index == len(file.routing):
            yield f"{where} is the last rule and must have no condition, so that every ticket finds a queue"
        yield from _when(file, f"{where}: when", rule.when)
    for index, priority in enumerate(file.priority, 1):
        yield from _when(file, f"{place('priority', index, priority.name)}: when", priority.when)
    for index, advice in enumerate(file.advice, 1):
        yield from _when(file, f"{place('advice', index, advice.name)}: when", advice.when)
    for index, escalation in enumerate(file.escalation.rules, 1):
        yield from _when(file, f"{place_of(index, escalation)}: when", escalation.when)
    for index, sensitivity in enumerate(file.sensitivity, 1):
        where = place("sensitivity", index, sensitivity.name)
        yield from _blank_words(f"{where}: words", (word for words in sensitivity.words.values() for word in words))


def _when(file: DeskFile, where: str, when: When) -> Iterator[str]:
    yield from _known(f"{where}.type", "type", when.type, [kind.name for kind in file.types])
    yield from _known(f"{where}.source", "source", when.source, _sources(file))
    yield from _blank_words(f"{where}.words", when.words)


def _known(where: str, what: str, words: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    choices = list(known)
    yield from (unknown(where, what, word, choices) for word in words if word not in choices)


def _blank_words(where: str, words: Iterable[str]) -> Iterator[str]:
    if any(not re.search(r"\w", word) for word in words):
        yield f"{where} must not hold an empty word, which would match every text"


def _sources(file: DeskFile) -> list[str]:
    return [source.name for source in file.sources] + list(BUILT_IN_SOURCES)


def _queues(file: DeskFile) -> Iterator[str]:
    queues = [queue.name for queue in file.queues]
    policies = [policy.name for policy in file.sla]
    for index, queue in enumerate(file.queues, 1):
        where = place("queues", index, queue.name)
        if queue.sla and queue.sla not in policies:
            yield unknown(f"{where}: sla", "SLA policy", queue.sla, policies)
        if not queue.members:
            yield f"{where}: members must name somebody; without it everybody in the channel works the queue"
    for index, policy in enumerate(file.sla, 1):
        where = f"{place('sla', index, policy.name)}: when"
        yield from _known(f"{where}.queue", "queue", policy.when.queue, queues)
        yield from _known(f"{where}.type", "type", policy.when.type, [kind.name for kind in file.types])
    for index, digest in enumerate(file.digests, 1):
        where = place("digests", index, digest.name)
        yield from _known(f"{where}: queues", "queue", digest.queues, queues)
        if digest.kind == "handoffs" and digest.channel not in {one.channel for one in file.departments}:
            yield f'{where}: kind "handoffs" needs the channel of a department, not "{digest.channel}"'
    yield from _known("scope: queues", "queue", file.scope.queues, queues)
    yield from _known("scope: types", "type", file.scope.types, [kind.name for kind in file.types])
    yield from _known("scope: sources", "source", file.scope.sources, _sources(file))


def _types(file: DeskFile, articles: tuple[Article, ...], templates: tuple[Template, ...]) -> Iterator[str]:
    for index, kind in enumerate(file.types, 1):
        where = place("types", index, kind.name)
        yield from _known(f"{where}: articles", "article", kind.articles, [article.id for article in articles])
        if kind.template and kind.template not in {template.id for template in templates}:
            yield unknown(f"{where}: template", "template", kind.template, [template.id for template in templates])
        for name, fields in kind.records.items():
            source = record_source(file, name)
            if source is None:
                yield unknown(f"{where}: records", "record source", name, [record.name for record in file.records])
            else:
                yield from _known(f"{where}: records.{name}", "field", fields, [*source.fields, source.key])
        yield from _blank_words(f"{where}: words", (word for words in kind.words.values() for word in words))
        if kind.drafts == "suggest":
            yield from _may_suggest(where, kind)


def _may_suggest(where: str, kind: RequestType) -> Iterator[str]:
    if not kind.owner:
        yield f'{where}: drafts = "suggest" needs an owner who answers for it'
    if not kind.template and not kind.articles:
        yield f'{where}: drafts = "suggest" needs a template or an article to draw on'
    count = len({example.strip().lower() for examples in kind.examples.values() for example in examples})
    if count < EXAMPLES_NEEDED:
        yield f'{where}: drafts = "suggest" needs {EXAMPLES_NEEDED} different examples, and there are {count}'
