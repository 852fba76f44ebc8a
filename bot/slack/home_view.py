"""App Home. Customers' words stand in plain text; of a sealed ticket there are its number and level only."""

from bot.domain.availability import Availability, Presence
from bot.domain.home import Home, HomeTicket, Mate, Mine
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import BLOCKS, Json, actions, button, context, header, paragraph, plain, section
from bot.slack.mrkdwn import clean, escape, inline, when
from bot.slack.reviews_view import my_record, to_review
from bot.slack.sources_view import check_row
from bot.words import Words

#: A ticket's text on one line.
_LINE = 150


def home(found: Home, words: Words, *, prefix: str = "") -> Json:
    """A person's Home. Commands that it names begin with `prefix`."""
    return _view(
        [
            *_top(found, words),
            *_approvals(found, words),
            *to_review(found, words),
            *_tickets(found, words, prefix),
            *_team(found, words, prefix),
            *_to_check(found, words, prefix),
            *_departments(found, words, prefix),
            header(words.home_fates, block_id="home:fates"),
            context(words.fates(found.fates), block_id="home:fates:counts"),
            *my_record(found, words),
            header(words.home_settings, block_id="home:settings"),
            context(escape(_settings(found.mine, words)), block_id="home:settings:line"),
        ]
    )


def outsider(sentence: str) -> Json:
    """For somebody who has no place on the desk: why there is nothing to see."""
    return _view([paragraph(sentence, block_id="home:outsider")])


def _view(blocks: list[Json]) -> Json:
    return {"type": "home", "blocks": blocks[: BLOCKS["home"]]}


def _top(found: Home, words: Words) -> list[Json]:
    where = found.mine.where
    counts = words.home_counts(found.tickets_total, found.overdue, found.approvals_total)
    away = where.presence is Presence.AWAY
    buttons = [
        button(words.back_button, act.BACK, "back", "primary") if away else button(words.away_button, act.AWAY, "away"),
        button(words.settings, act.SETTINGS, "settings"),
    ]
    return [
        context(f"{counts} · {_you(where, words)}", block_id="home:top"),
        actions(*buttons, block_id="home:me"),
    ]


def _you(where: Availability, words: Words) -> str:
    until = when(where.until) if where.until else ""
    return {
        Presence.PRESENT: words.you_are_here,
        Presence.AWAY: words.you_are_away(until),
        Presence.OFF: words.you_are_off(until),
    }[where.presence]


def _late(one: HomeTicket, found: Home) -> bool:
    return one.due is not None and one.due.at <= found.at


def _approvals(found: Home, words: Words) -> list[Json]:
    if not found.approvals:
        return []
    rows = [header(words.home_approvals, block_id="home:approvals")]
    for one in found.approvals:
        told = (
            f"*T-{one.ticket_id}* · {words.sealed(one.level)} · " if one.level != "none" else f"*T-{one.ticket_id}* · "
        )
        waited = words.waits(words.duration(int((found.at - one.since).total_seconds())))
        line = f"{told}{escape(words.reply_by(inline(one.who, 60)))} · {waited}"
        spoken = words.label(words.open, f"T-{one.ticket_id}, {words.home_approvals}")  # it may be mine too
        opened = button(words.open, act.OPEN, act.value(one.ticket_id), "primary", spoken=spoken)
        rows.append(section(line, block_id=f"home:approval:{one.ticket_id}", accessory=opened))
    left = found.approvals_total - len(found.approvals)
    return [*rows, *([context(words.and_more(left), block_id="home:approvals:more")] if left else [])]


def _tickets(found: Home, words: Words, prefix: str) -> list[Json]:
    rows = [header(words.home_mine, block_id="home:mine")]
    if not found.tickets:
        return [*rows, context(words.home_nothing, block_id="home:mine:none")]
    for one in found.tickets:
        rows += _ticket(one, found, words)
    left = found.tickets_total - len(found.tickets)
    more = words.home_more(left, f"`/{prefix}queue mine`")
    return [*rows, *([context(more, block_id="home:mine:more")] if left else [])]


def _ticket(one: HomeTicket, found: Home, words: Words) -> list[Json]:
    sealed = one.level == "sensitive"
    subject = words.sealed(one.level) if sealed else one.subject
    number = f"T-{one.ticket_id}"
    block: Json = {
        "type": "section",
        "block_id": f"home:{number}",
        "text": plain(f"{number} · {inline(clean(subject), _LINE)}", _LINE + 20),
        "accessory": button(words.open, act.OPEN, act.value(one.ticket_id), spoken=words.label(words.open, number)),
    }
    told = [
        _time(one, found, words),
        "" if sealed else escape(inline(one.type_title, 60)),
        words.priority(one.priority),
        words.waits(words.duration(int((found.at - one.waiting_since).total_seconds()))),
    ]
    return [block, context(" · ".join(filter(None, told)), block_id=f"home:T-{one.ticket_id}:line")]


def _time(one: HomeTicket, found: Home, words: Words) -> str:
    if one.asleep_until is not None and one.state == "snoozed":
        return words.asleep_until(when(one.asleep_until))
    if one.due is None:
        return words.state(one.state)
    return words.owed(one.due.target, when(one.due.at), late=_late(one, found))


def _team(found: Home, words: Words, prefix: str) -> list[Json]:
    if not found.team:
        return []
    lines = [_mate(mate, words) for mate in found.team]
    left = found.team_total - len(found.team)
    return [
        header(words.home_team, block_id="home:team"),
        rich_text.block("home:team:lines", rich_text.bullets(*lines)),
        *([context(words.and_more(left), block_id="home:team:more")] if left else []),
    ]


def _scores(mate: Mate, words: Words) -> str:
    found = mate.reviewed
    if found is None or found.average is None:
        return ""
    return f" · {words.mate_reviewed(words.decimal(found.average), found.reviews)}"


def _mate(mate: Mate, words: Words) -> Json:
    parts = [
        rich_text.isolated(inline(mate.name, 60), bold=True),
        rich_text.text(f" · {words.load(mate.open, mate.overdue)}{_scores(mate, words)}"),
    ]
    if mate.where.here:
        return rich_text.line(*parts)
    said = words.away if mate.where.presence is Presence.AWAY else words.off_until
    before, moment, after = said("\0" if mate.where.until else "").partition("\0")
    parts.append(rich_text.text(f" · {before}"))
    if moment and mate.where.until:
        parts.append(rich_text.date(mate.where.until))
    return rich_text.line(*parts, *([rich_text.text(after)] if after else []))


def _to_check(found: Home, words: Words, prefix: str) -> list[Json]:
    if not found.to_check:
        return []
    rows = [header(words.home_to_check, block_id="home:check")]
    for number, one in enumerate(found.to_check):
        told = words.due_held(inline(one.held, 200)) if one.held else words.due_until(one.until.isoformat())
        rows.append(check_row(one.ref, one.title, words, number, f"\n{escape(told)}"))
    left = found.to_check_total - len(found.to_check)
    more = words.home_more(left, f"`/{prefix}desk mine`")
    return [*rows, *([context(more, block_id="home:check:more")] if left else [])]


def _departments(found: Home, words: Words, prefix: str) -> list[Json]:
    if not found.departments:
        return []
    lines = [
        words.asked_of(escape(inline(title, 60)), count, f"`/{prefix}queue {escape(name)}`")
        for name, title, count in found.departments[:5]
    ]
    return [
        header(words.home_departments, block_id="home:departments"),
        section("\n".join(lines), block_id="home:departments:lines"),
    ]


def _settings(mine: Mine, words: Words) -> str:
    settings = mine.settings
    language = words.language_name(settings.language) if settings.language else ""
    hours = ""
    if settings.week:
        first = next(iter(settings.week.values()))
        hours = words.hours_line(list(settings.week), ", ".join(f"{one.start:%H:%M}–{one.end:%H:%M}" for one in first))
    quiet = f"{settings.quiet[0]:%H:%M}–{settings.quiet[1]:%H:%M}" if settings.quiet else ""
    return words.settings_line(language, hours, quiet)
