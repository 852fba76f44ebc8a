"""What has to be there before a button is pressed: settings, which say what it carries, and whole stages."""

from datetime import UTC, datetime
from typing import Final

from bot.domain.overlay import Ref
from bot.flow import claim, escalation_answers, pauses, triage
from bot.slack import actions as act
from handlers import notes
from store.store import Store
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, LENA, LOGISTICS, MARTA, OMAR, TOMAS, arrives, last_message
from tests.flow.test_dead_letters import given_up
from tests.flow.test_escalation import raised
from tests.flow.test_handoff import asked
from tests.flow.test_load import who
from tests.flow.test_opened import guessed
from tests.flow.test_spikes import spike
from tests.flow.test_twice import DEEDS
from tests.scenarios.interactions.made import Stage, newest, simple
from tests.scenarios.presses import Press
from tests.scenarios.wired import Wired

#: For deeds that move no time.
STILL: Final = Clock()


async def escalated(store: Store) -> str:
    return act.value(await raised(store))


async def accepted(store: Store) -> str:
    ticket_id = await raised(store)
    await store.write(escalation_answers.accept, ticket_id, MARTA)
    return act.value(ticket_id)


async def marked(store: Store) -> str:
    ticket_id = await arrives(store)
    await store.write(triage.mark_sensitive, ticket_id, "legal", ANA, "V-mark")
    return act.value(ticket_id)


async def nearly_due(wired: Wired) -> Press:
    """A suggestion whose article its owner is soon to check again."""
    wired.clock.at = datetime(2027, 1, 25, 8, 0, tzinfo=UTC)
    await wired.store.write(desk.people)
    await simple(wired.store)
    return wired.entry(MARTA, act.MORE, act.more_value(act.CHECK_SOURCE, await newest(wired.store)))


async def of_logistics(store: Store) -> str:
    return act.handoff_value((await asked(store)).id)


async def in_work(store: Store) -> str:
    """A request that logistics has accepted."""
    _, given, _ = await DEEDS[act.DONE](store, STILL)
    return act.handoff_value(given[0])


async def nothing(store: Store) -> str:
    await arrives(store)
    return "{}"


async def confirm_type(wired: Wired) -> Press:
    ticket_id = await arrives(wired.store, body="Hello?")
    question = await wired.store.write(guessed, ticket_id, "return_item")
    return wired.button(ANA, act.CONFIRM_TYPE, act.value(ticket_id, d=question))


async def page(wired: Wired) -> Press:
    await arrives(wired.store)
    return wired.button(ANA, act.QUEUE_PAGE, act.page_value("orders", "", 0))


async def page_back(wired: Wired) -> Press:
    await arrives(wired.store)
    return wired.button(ANA, act.QUEUE_BACK, act.page_value("orders", "", 0))


async def burst(store: Store) -> str:
    _, given, _ = await DEEDS[act.TAKE_NEXT](store, STILL)
    return f'{{"b": {given[0]}, "p": {given[1]}}}'


async def take_next(wired: Wired) -> Press:
    return wired.button(ANA, act.TAKE_NEXT, await burst(wired.store))


async def pick(wired: Wired) -> Press:
    ticket_id = await arrives(wired.store)
    return wired.entry(ANA, act.PICK, str(ticket_id))


async def letter(store: Store) -> str:
    _, letter_id = await given_up(store)
    return act.letter_value(letter_id)


def mends(name: str) -> Stage:
    async def stage(wired: Wired) -> Press:
        return wired.button(LENA, name, await letter(wired.store))

    return stage


async def article(_store: Store) -> str:
    return act.entry_value(Ref("article", "delays", "en", 2))


async def quoted_article(store: Store) -> str:
    await simple(store)
    return act.entry_value(Ref("article", "delays", "", 2), await newest(store))


async def lift(wired: Wired) -> Press:
    _, given, _ = await DEEDS[act.LIFT](wired.store, wired.clock)
    return wired.button(LENA, act.LIFT, f'{{"q": {given[0]}}}')


async def promote(wired: Wired) -> Press:
    await DEEDS[act.PROMOTE](wired.store, wired.clock)
    return wired.button(MARTA, act.PROMOTE, act.type_value("order_status"))


async def accept(wired: Wired) -> Press:
    return wired.button(TOMAS, act.ACCEPT, await of_logistics(wired.store), channel=LOGISTICS)


def answers_request(name: str) -> Stage:
    async def stage(wired: Wired) -> Press:
        _, given, _ = await DEEDS[name](wired.store, wired.clock)
        return wired.button(ANA, name, f'{{"n": {given[0]}}}')

    return stage


async def spike_value(store: Store) -> str:
    return act.spike_value((await spike(store))[0].id)


def on_spike(name: str) -> Stage:
    async def stage(wired: Wired) -> Press:
        return wired.button(LENA, name, await spike_value(wired.store))

    return stage


async def back(wired: Wired) -> Press:
    await DEEDS[act.BACK](wired.store, wired.clock)
    return wired.button(ANA, act.BACK, "{}")


async def message(store: Store) -> str:
    ticket_id = await arrives(store, body="Where is it? I have waited for it. " * 900)
    return f'{{"t": {ticket_id}, "l": {await store.read(last_message, ticket_id)}, "p": 1}}'


def turns(name: str) -> Stage:
    async def stage(wired: Wired) -> Press:
        wanted = (await message(wired.store)).replace('"p": 1', '"p": 2' if name == act.IN_FULL_BACK else '"p": 1')
        view = await wired.opens(wired.button(ANA, act.IN_FULL, wanted))
        return wired.in_view(ANA, view, name)

    return stage


async def get_file(wired: Wired) -> Press:
    _, given, _ = await DEEDS[act.GET_FILE](wired.store, wired.clock)
    return wired.button(ANA, act.GET_FILE, f'{{"t": {given[0]}, "l": {given[1]}, "f": {given[2]}}}')


async def orders_queue(store: Store) -> str:
    await store.write(claim.claim, await arrives(store), ANA)
    return act.queue_value("orders")


async def resume(wired: Wired) -> Press:
    await wired.store.write(pauses.begin, "orders", "until 17:00 training", LENA)
    return wired.button(LENA, act.RESUME, act.queue_value("orders"))


async def needing(store: Store) -> str:
    _, given, _ = await DEEDS[act.ASK_FOR_IT](store, STILL)
    return act.value(given[0], d=given[1], m=given[2])


async def ask_for_it(wired: Wired) -> Press:
    return wired.button(ANA, act.ASK_FOR_IT, await needing(wired.store))


async def waiting_for_marta(store: Store) -> str:
    _, given, _ = await DEEDS[act.SECOND_APPROVE](store, STILL)
    return act.value(await newest(store), r=given[0])


async def waiting_for_a_lead(store: Store) -> str:
    _, given, _ = await DEEDS[act.SEND_ALONE](store, STILL)
    return act.value(await newest(store), r=given[0])


async def twins(store: Store) -> str:
    await arrives(store, 88)
    return act.value(await arrives(store, 89))


def chooses(opener: Stage, menu: str, option: str) -> Stage:
    """Something is chosen in a form that is open."""

    async def stage(wired: Wired) -> Press:
        press = await opener(wired)
        return wired.in_view(press.by, await wired.opens(press), menu, option=option)

    return stage


async def chooses_type(wired: Wired) -> Press:
    view = await wired.opens(wired.shortcut(ANA, "new_ticket"))
    return wired.in_view(ANA, view, act.TYPE, option="return_item")


async def uses_macro(wired: Wired) -> Press:
    ticket_id = await arrives(wired.store)
    view = await wired.opens(wired.entry(ANA, act.MORE, act.more_value(act.WRITE_REPLY, ticket_id)))
    return wired.in_view(ANA, view, act.MACRO, option="carrier")


def calls(name: str, *, said: str = "") -> Stage:
    """A shortcut, on what somebody has said or on nothing."""

    async def stage(wired: Wired) -> Press:
        return wired.shortcut(ANA, name, wired.said(OMAR, said) if said else None)

    return stage


async def adds_as_note(wired: Wired) -> Press:
    """The shortcut on a message that is in no ticket's thread."""
    ticket_id = await arrives(wired.store)
    opener = wired.shortcut(ANA, notes.ADD_AS_NOTE, wired.said(OMAR, "It is in Lyon."))
    return await wired.form(opener, {act.NUMBER: f"T-{ticket_id}"})


async def adds_in_thread(wired: Wired) -> Press:
    ticket_id = await arrives(wired.store)
    thread = await wired.posted(ticket_id)
    return wired.shortcut(ANA, notes.ADD_AS_NOTE, wired.said(OMAR, "It is in Lyon.", thread))


async def merges(wired: Wired) -> Press:
    into = await arrives(wired.store, 88)
    ticket_id = await arrives(wired.store, 89)
    opener = wired.entry(ANA, act.MORE, act.more_value(act.MERGE, ticket_id))
    return await wired.form(opener, {act.NUMBER: f"T-{into}"})


async def writes_down(wired: Wired) -> Press:
    opener = wired.shortcut(ANA, "new_ticket")
    return await wired.form(opener, {act.SUBJECT: "A broken pot", act.TEXT: "It broke."})


async def reassigns(wired: Wired) -> Press:
    opener = wired.button(LENA, act.REASSIGN, await orders_queue(wired.store))
    ana = str(await who(wired.store, ANA))
    return await wired.form(opener, {act.FROM: ana, act.FIRST: "0", act.TO: "queue"})


async def holds_back(wired: Wired) -> Press:
    await simple(wired.store)
    return await wired.form(wired.command(LENA, '/desk changed carrier "DHL → GLS"'), {})


async def says_resume(wired: Wired) -> Press:
    await wired.store.write(pauses.begin, "orders", "until 17:00 training", LENA)
    return wired.command(LENA, "/queue resume orders")


async def says_back(wired: Wired) -> Press:
    await DEEDS[act.BACK](wired.store, wired.clock)
    return wired.command(LENA, f"/queue back orders <@{ANA}>")


async def says_i_am_back(wired: Wired) -> Press:
    await DEEDS[act.BACK](wired.store, wired.clock)
    return wired.command(ANA, "/desk me back")


async def says_help(wired: Wired) -> Press:
    return wired.command(ANA, "/desk help")


async def marks_sensitive(wired: Wired) -> Press:
    await simple(wired.store)
    opener = wired.entry(ANA, act.MORE, act.more_value(act.MARK_SENSITIVE, await newest(wired.store)))
    return await wired.form(opener, {act.CLASS: "legal"})
