"""`python -m tests.payloads FOLDER`: shows what was kept there to the three judges, and says what they think."""

import sys
from collections import Counter
from pathlib import Path

from tests.payloads.judging import by_limits, by_slackblocks, by_types, kept, shapes
from tests.unit.slack.spoken import alike

#: As many complaints of one judge as are printed.
_MOST = 40


def main(folder: Path, tools: Path) -> int:
    """0 when nobody complains. Without Node the third judge is not asked, which is said and is no fault."""
    found = kept(folder)
    if not found:
        print(f"Nothing was kept in {folder}: run the tests with PAYLOADS={folder} first.")
        return 1
    places = Counter(one.place for one in found)
    blocks = Counter(block["type"] for one in found for block in one.blocks)
    print(
        f"{len(found)} payloads of {len(shapes(found))} shapes:", ", ".join(f"{n} {p}" for p, n in places.most_common())
    )
    print("Blocks:", ", ".join(f"{count} {kind}" for kind, count in blocks.most_common()))
    unread: Counter[str] = Counter()
    said = {
        "Block limits": [f"{one.name}: {what}" for one in found for what in by_limits(one)],
        "slackblocks and the SDK": [f"{one.name}: {what}" for one in found for what in by_slackblocks(one, unread)],
    }
    said["Read out loud"] = [f"{one.name}: {what}" for one in found for what in alike(one.blocks)]
    types = by_types(found, tools)
    if types is not None:
        said["tsc with @slack/types"] = types
    for judge, complaints in said.items():
        print(f"{judge}: {len(complaints) or 'no'} complaint{'' if len(complaints) == 1 else 's'}")
        for complaint in complaints[:_MOST]:
            print(f"  {complaint}")
    if unread:
        print(
            "slackblocks cannot read yet, so the SDK's models did:",
            ", ".join(f"{n} {k}" for k, n in unread.most_common()),
        )
    if types is None:
        print("tsc with @slack/types: not asked, since Node is not here")
    return 1 if any(said.values()) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
