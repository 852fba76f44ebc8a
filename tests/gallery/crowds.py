"""Spikes, and what leads see and do where many tickets are concerned."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.load import Moved
from bot.domain.spike import SpikeFacts, SpikeState
from bot.slack import leads_view, queue_view, spike_cards
from bot.slack.modals import leads, spikes
from bot.words import Words
from tests.gallery.picture import Picture
from tests.unit.slack.facts import NOW
from tests.unit.slack.test_leads_view import PAUSE, SHARES
from tests.unit.slack.test_spike_cards import SHOWN, SPIKE
from tests.unit.slack.test_views import STATUS
from tests.unit.test_handoff import ASKED

_SPIKE: Final = replace(SPIKE, begun_at=NOW - timedelta(hours=3), last_at=NOW)
GROWING: Final = replace(
    SHOWN,
    spike=_SPIKE,
    examples=(
        (1011, "Where is my order 4417?"),
        (1010, "Parcel stuck since Monday"),
        (1008, ""),
    ),
)
_HANDED: Final = replace(
    GROWING, spike=replace(_SPIKE, handoff_id=ASKED.id), handoff=ASKED, handoff_title="Logistics", department=""
)


def _said(state: SpikeState) -> SpikeFacts:
    return replace(
        GROWING,
        spike=replace(_SPIKE, state=state, decided_by=2, decided_at=NOW - timedelta(minutes=40)),
        decided_by="Lena Vogt",
    )


def _spike(name: str, caption: str, facts: SpikeFacts, language: str = "en") -> Picture:
    return Picture(f"spike-{name}", caption, spike_cards.spike_card, (facts, Words), language=language)


SPIKES: Final = (
    _spike("growing", "More requests than usual share a type and a cause.", GROWING),
    _spike("handed", "A department is asked, once for all of them.", _HANDED),
    _spike("incident", "A lead has made it an incident.", _said(SpikeState.INCIDENT)),
    _spike("ended", "A lead has ended it.", _said(SpikeState.OVER)),
    _spike("over", "None has come for a day.", replace(GROWING, spike=replace(_SPIKE, state=SpikeState.OVER))),
    _spike("dismissed", "A lead has said that it is none.", _said(SpikeState.DISMISSED)),
    _spike("french", "The first one in a channel that works in French.", GROWING, "fr"),
    Picture(
        "form-hand-off-all", "**Hand off all…**", spikes.hand_off_all,
        (GROWING, Words, 9, (("logistics", "Logistics", (ASKED,)),)),
    ),
)  # fmt: skip
_PAUSED: Final = replace(PAUSE, by="Lena Vogt", until=NOW + timedelta(hours=5))
_MOVED: Final = Moved(
    from_name="Ben Otto",
    moved=((SHARES.loads[0].person, (1031, 1036)), (SHARES.idle[0].person, (1040,)), (None, (1041,))),
    sealed=(1035,),
    leaving=(1042,),
)
LEADS: Final = (
    Picture(
        "queue-lead", "`/queue orders`, asked by a lead: who has how much.", queue_view.queue_status,
        (replace(STATUS, shares=SHARES), Words),
    ),
    Picture(
        "queue-paused", "A queue that is paused.", queue_view.queue_status,
        (replace(STATUS, pause=_PAUSED, shares=SHARES), Words),
    ),
    Picture("form-reassign", "**Reassign…**", leads.reassign, (SHARES, Words, 2)),
    Picture("moved", "What came of it.", leads_view.moved, (_MOVED, Words)),
)  # fmt: skip
