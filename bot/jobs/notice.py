"""Tells one person something by direct message."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.outbox import DONE, Job, Outcome
from bot.domain.silence import Silence
from bot.flow import notice, posting, weekly
from bot.jobs.context import Context
from bot.jobs.effects import edit_card, failed, post_once, unknown
from bot.slack import escalation_notices, notices, owners_view, sources_view
from bot.slack.errors import SlackError
from bot.slack.limits import Post
from bot.words import Words, words


async def run(context: Context, job: Job) -> Outcome:
    """Send one direct message. After an unclear answer it is looked for before it is said again. One that stands
    already is edited where its ticket was sealed since."""
    if job.bucket == "chat.update":
        return await _edit(context, int(job.subject))
    told = await context.runner.read(notice.told, int(job.subject))
    if told is None:
        return DONE
    if not told.slack_id:
        return unknown(told.to)
    try:
        channel = await context.slack.open_dm(told.slack_id)
        reserved = await context.runner.write(
            posting.reserve,
            kind="notice",
            subject=job.subject,
            place=told.to,
            channel=channel,
            ticket_id=told.about.ticket.id if told.about else None,
        )
        prefix = context.desk().file.command_prefix
        await post_once(context, reserved, channel, lambda name: render(told, words(told.language), name, prefix))
    except SlackError as error:
        return failed(error)
    return DONE


async def _edit(context: Context, notice_id: int) -> Outcome:
    found = await context.runner.read(notice.standing, notice_id)
    if found is None:
        return DONE
    told, live = found
    try:
        prefix = context.desk().file.command_prefix
        if not await edit_card(context, live, lambda name: render(told, words(told.language), name, prefix)):
            await context.runner.write(notice.gone, live.id)
    except SlackError as error:
        return failed(error)
    return DONE


def render(told: notice.Told, said: Words, name: str, prefix: str = "") -> Post:
    """The message, by what it is about. Of a sealed ticket it gives its number only. `prefix` begins our commands."""
    facts, about = told.facts, told.about
    if told.kind == "data_alert":
        source, what, subject = (facts.get(fact, "") for fact in ("source", "what", "subject"))
        return notices.data_alert(source, what, said, subject=subject, outbox_id=name)
    if told.kind == "source_silent":
        return notices.source_silent(_silence(facts), said, outbox_id=name)
    if told.kind == "outside_spent":
        return notices.say(said.outside_spent(facts["spent"], facts["ceiling"], facts["calls"]), outbox_id=name)
    if told.kind == "weekly":
        return owners_view.weekly(weekly.read(facts["found"]), said, prefix=prefix, outbox_id=name)
    if told.kind == "demoted":
        sentence = said.demoted(facts["title"], facts["fault"], facts["shown"], facts["accepted"])
        return notices.say(sentence, outbox_id=name)
    if told.kind == "given_many":
        given = said.given_many(facts["who"], facts["count"], facts["other"], facts["numbers"])
        return notices.say(given, outbox_id=name)
    if told.kind == "taken_many":
        return notices.say(said.taken_many(facts["who"], facts["count"], facts["numbers"]), outbox_id=name)
    if told.kind == "to_review":
        return notices.say(said.to_review(int(facts["count"])), outbox_id=name)
    if told.kind == "held_back":
        return sources_view.owner_told(facts, said, outbox_id=name)
    if about is None:
        return notices.say(said.notice(told.kind, "", facts), outbox_id=name)
    match told.kind:
        case "escalated" | "escalated_late" | "escalation_passed":
            reason = f" ({facts['reason']})" if facts.get("reason") else ""
            return escalation_notices.asked(about, told.kind, {**facts, "reason": reason}, said, outbox_id=name)
        case "handoff_late_promise":
            return escalation_notices.late(about, facts, said, outbox_id=name)
        case "escalation_news":
            return escalation_notices.news(about, facts, said, outbox_id=name)
        case "second_approval":
            return notices.second_approval(about, said, outbox_id=name)
        case "reply_unsure":
            return notices.unsure_reply(about, said, outbox_id=name)
        case "reply_stopped":
            why = said.why_stopped(facts.get("reason", ""), facts)
            own = facts.get("whose") != "approver"
            return notices.stopped_reply(about, why, said, own=own, outbox_id=name)
        case "file_not_given":
            return notices.file_not_given(about, facts, said, outbox_id=name)
        case "reported":
            who, wrong, note = (facts.get(fact, "") for fact in ("who", "wrong", "note"))
            return notices.reported(about, who, wrong, note, said, outbox_id=name)
        case _:
            sentence = said.notice(told.kind, about.ticket.number, facts)
            return notices.about(about, sentence, said, outbox_id=name)


def _silence(facts: Mapping[str, Any]) -> Silence:
    """The silence as it was noticed; for how long it lasted since does not change what was told."""
    since = facts.get("since")
    last = datetime.fromisoformat(since) if since else None
    noticed = datetime.fromisoformat(facts["noticed"])
    return Silence(id=0, source=facts["source"], last_heard_at=last, usual=int(facts["usual"]), noticed_at=noticed)
