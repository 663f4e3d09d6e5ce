"""Small random worlds, brought in by real imports: every field of every report equals the plain account.

`SIYU_WORLDS=2000` asks for more worlds than the few of `make test`; `SIYU_WORLDS_SEED` begins elsewhere.
"""

import os
import random
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cast import report
from tests.generative.twin.building import build_world, write_files
from tests.generative.twin.comparing import differences

WORLDS = int(os.environ.get("SIYU_WORLDS", "12"))
FIRST = int(os.environ.get("SIYU_WORLDS_SEED", "1"))
BATCH = 6


@pytest.mark.parametrize("seed", range(FIRST, FIRST + WORLDS, BATCH))
def test_every_field_of_every_report_equals_the_twin(bring_in: Any, tmp_path: Path, seed: int) -> None:
    from tests.generative.twin.clearing import clear_everything

    for number in range(seed, min(seed + BATCH, FIRST + WORLDS)):
        draw = random.Random(number)
        world, asked = build_world(draw)
        clear_everything(zone=world.zone.key, margins=world.margins)
        for kind, path in write_files(world, tmp_path, draw):
            taken = bring_in(kind, path)
            assert taken.rejected == 0, (number, kind, taken.reasons)
        found = differences(world, report, **asked)
        assert not found, f"world {number}, {asked}:\n" + "\n".join(found[:20])


def test_the_twin_knows_the_worked_example() -> None:
    """So that both cannot be wrong alike: the twin by itself answers the example."""
    from tests.generative.twin.comparing import close
    from tests.generative.twin.example import EXPECTED, example_world
    from tests.generative.twin.prices import Prices
    from tests.generative.twin.story import Story

    story = Story(example_world(), date(2026, 3, 2), date(2026, 4, 13), date(2026, 7, 15))
    assert story.world.zone == ZoneInfo("Asia/Shanghai")
    twin = Prices(story, "placement", 90)
    rows = twin.rows()
    for wanted in EXPECTED["prices --by placement"]["rows"]:
        row = next(r for k, r in rows.items() if k[4] == wanted["placement"])
        wrong = [n for n in row if n in wanted and n != "linkable" and not close(n, row[n], wanted[n])]
        assert not wrong
    totals = twin.totals()
    wanted = EXPECTED["prices --by placement"]["totals"]
    assert not [n for n in totals if n in wanted and not close(n, totals[n], wanted[n])]
