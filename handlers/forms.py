"""The form of a new ticket, which asks what its type needs; and **Ask for it**, for what is missing of a ticket."""

from typing import Any, Final

from bot.flow import asking, new_ticket
from bot.flow.forms import Unfit
from bot.slack import actions as act
from bot.slack import modals, notices
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.listening import FieldErrors, Work
from bot.slack.modals.forms import faults
from bot.words import Words


async def _choose_type(front: Front, click: Click) -> None:
    """The form again, with the fields of the type; what was typed meanwhile wins over it (`hash`)."""
    view: dict[str, Any] = click.body.get("view") or {}
    typed = click.entered
    subject, description = typed.get(act.SUBJECT, ""), typed.get(act.TEXT, "")
    form = await front.runner.read(new_ticket.form, click.by, click.option, f"{subject}\n{description}")
    shown = modals.new_ticket(
        front.words,
        form,
        subject=subject,
        description=description,
        order=typed.get(act.ORDER, ""),
        origin=str(view.get("private_metadata") or ""),
    )
    front.redraw(click, shown, str(view.get("hash") or ""))


async def _new_ticket(front: Front, click: Click) -> FieldErrors | None:
    message, author = _origin(click)
    given = {need: value for name, value in click.entered.items() if (need := act.need_of_field(name))}
    try:
        made = await front.runner.write(
            new_ticket.write_down,
            subject=click.entered.get(act.SUBJECT, ""),
            body=click.entered.get(act.TEXT, ""),
            type_name=click.entered.get(act.TYPE) or None,
            given=given,
            by=click.by,
            view_id=click.view_id,
            message=message,
            author=author,
        )
    except Unfit as unfit:
        return FieldErrors(faults(unfit, front.words))
    front.tell(click, notices.say(_made(made, front.words)))
    return None


async def _ask_for_it(front: Front, click: Click) -> None:
    await front.runner.write(asking.ask_for_it, click.ticket, click.ids.get("d"), click.ids.get("m"), click.by)
    front.show(click, click.ticket)


def _made(made: new_ticket.Made, words: Words) -> str:
    if not made.new:
        return words.already_there(made.number)
    return words.created(made.number) if made.for_clicker else words.created_for(made.number, made.for_whom)


def _origin(click: Click) -> tuple[str, str]:
    """The message that a ticket is made from (`channel:ts`), and its author; empty for a ticket out of nothing."""
    channel, _, rest = str(click.body["view"].get("private_metadata") or "").partition(":")
    ts, _, author = rest.partition(":")
    return (f"{channel}:{ts}", author) if ts else ("", "")


ACTIONS: Final[dict[str, Work]] = {act.TYPE: _choose_type, act.ASK_FOR_IT: _ask_for_it}

SUBMITS: Final[dict[str, Work]] = {act.NEW_TICKET: _new_ticket}
