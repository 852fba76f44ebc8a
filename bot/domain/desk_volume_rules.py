"""What must hold for `[volume]`."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.domain.desk import DeskFile

#: Nobody waits for it, but a worker's hand.
_LONGEST: Final = timedelta(minutes=1)


def volume_problems(file: DeskFile) -> Iterator[str]:
    volume = file.volume
    if volume is None:
        return
    if not volume.name.strip():
        yield "volume: name must say what is counted, such as orders"
    if not volume.address.strip():
        yield "volume: address must be the path of a JSON file, from the folder of the desk file, or a URL"
    elif volume.remote and not ("{from}" in volume.address and "{to}" in volume.address):
        yield f'volume: address must have {{from}} and {{to}} in it, not "{volume.address}"'
    elif not volume.remote and "://" in volume.address:
        yield f'volume: address must be a path or begin with http:// or https://, not "{volume.address}"'
    if volume.time_out > _LONGEST:
        yield "volume: time_out must be a minute at most"


def volume_told(file: DeskFile) -> Iterator[str]:
    """Who is asked, for `python -m bot check`."""
    if file.volume is not None:
        yield f"Digests set requests against {file.volume.name}, which {file.volume.address} counts."
