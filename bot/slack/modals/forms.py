"""The form of a new ticket, which asks what the chosen type needs."""

from bot.domain.desk_needs import Need
from bot.domain.needs import LONGEST
from bot.flow.forms import Form, Unfit
from bot.slack import actions as act
from bot.slack.limits import Json, field, modal, option, select, text_input
from bot.slack.mrkdwn import clean, cut, inline
from bot.words import Words

#: Slack takes a hundred blocks in a modal; nobody fills in more than this.
_MOST = 20


def new_ticket(
    words: Words, form: Form, *, subject: str = "", description: str = "", order: str = "", origin: str = ""
) -> Json:
    """A request that somebody writes down in Slack, perhaps from a message, whose text is then `description`.

    Choosing a type asks for this form again with the fields that it needs; what was typed stays, since Slack keeps it
    where the names of the fields stay. `origin` comes back as `private_metadata`: what the listener needs in order to
    find that message, ids only.
    """
    subject_field = text_input(act.SUBJECT, initial=inline(subject, 150), longest=150)
    any_order = [field(words.order_label, text_input(act.ORDER, initial=order, longest=80), optional=True)]
    return modal(
        words.new_title,
        [
            field(words.subject_label, subject_field),
            field(words.description_label, text_input(act.TEXT, initial=clean(description), multiline=True)),
            *_types(words, form),
            *(any_order if form.any_order else []),
            *(_need(words, need, order if need.name == act.ORDER else "") for need in form.needs[:_MOST]),
        ],
        callback_id=act.NEW_TICKET,
        close=words.cancel,
        submit=words.create,
        private_metadata=origin,
    )


def faults(unfit: Unfit, words: Words) -> dict[str, str]:
    """What stands beside each field that will not do, by the field's block."""
    needs = {need.name: need for need in unfit.needs}
    return {
        act.need_field(name): cut(words.need_fault(found.fault, words.need(name), needs[name].hint, found.facts), 300)
        for name, found in unfit.faults.items()
    }


def _types(words: Words, form: Form) -> list[Json]:
    choices = [option(title, name) for name, title in form.types]
    if not choices:
        return []
    block = field(words.type_label, select(words.choose, act.TYPE, choices, form.chosen), optional=True)
    return [{**block, "dispatch_action": True}]


def _need(words: Words, need: Need, initial: str) -> Json:
    """One question. All may be left empty as far as Slack is concerned: what is missing is said when it is sent, and
    what the description says meanwhile need not be said twice."""
    name = act.need_field(need.name)
    element: Json
    match need.kind:
        case "choice":
            choices = [option(choice, choice) for choice in need.choices]
            element = select(words.choose, name, choices)
        case "date":
            element = {"type": "datepicker", "action_id": name}
        case _:
            element = text_input(name, initial=initial, multiline=need.kind == "address", longest=LONGEST)
    label = need.title or words.need_title(need.name)
    return field(inline(label, 150), element, hint=need.hint or words.need_hint(need.kind), optional=True)
