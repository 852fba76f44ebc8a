"""Modals about oneself: *Settings…* and *I am away…*."""

from bot.domain.home import Mine
from bot.domain.hours import DAYS
from bot.slack import actions as act
from bot.slack.limits import Json, field, modal, moment_input, option, paragraph, select
from bot.slack.pickers import checkboxes, time_input
from bot.words import SPOKEN, Words

#: The value of "as in Slack", which is no language.
AS_SLACK = "slack"


def settings(mine: Mine, words: Words) -> Json:
    """Language, working hours with their break, and quiet hours, as they are set; what is left empty is as usual."""
    own = mine.settings
    languages = [option(words.language_as_slack, AS_SLACK), *(option(words.language_name(one), one) for one in SPOKEN)]
    days = [option(words.day(day), day) for day in DAYS]
    hours = next((stretches for stretches in own.week.values() if stretches), ())
    begins, ends = (f"{hours[0].start:%H:%M}", f"{hours[-1].end:%H:%M}") if hours else ("", "")
    stops, goes_on = (f"{hours[0].end:%H:%M}", f"{hours[1].start:%H:%M}") if len(hours) > 1 else ("", "")
    quiet_from, quiet_until = (f"{one:%H:%M}" for one in own.quiet) if own.quiet else ("", "")
    fields = [
        field(words.days_label, checkboxes(act.DAYS, days, own.week), hint=words.hours_hint(mine.zone), optional=True),
        field(words.begins_label, time_input(act.BEGINS, begins), optional=True),
        field(words.ends_label, time_input(act.ENDS, ends), optional=True),
        field(words.break_from_label, time_input(act.BREAK_FROM, stops), hint=words.break_hint, optional=True),
        field(words.break_until_label, time_input(act.BREAK_UNTIL, goes_on), optional=True),
        field(words.quiet_from_label, time_input(act.QUIET_FROM, quiet_from), hint=words.quiet_hint, optional=True),
        field(words.quiet_until_label, time_input(act.QUIET_UNTIL, quiet_until), optional=True),
        field(words.language_label, select(words.choose, act.LANGUAGE, languages, own.language or AS_SLACK)),
    ]
    return modal(
        words.settings_title, fields, callback_id=act.SETTINGS, close=words.cancel, submit=words.save,
    )  # fmt: skip


def away(words: Words) -> Json:
    """Until when, and what happens meanwhile."""
    fields = [
        paragraph(words.away_told, block_id="away:told"),
        field(words.away_until_label, moment_input(act.MOMENT), hint=words.away_until_hint, optional=True),
    ]
    return modal(words.away_title, fields, callback_id=act.AWAY, close=words.cancel, submit=words.away_submit)
