"""Robyn's weekly spend as a file that siyu takes. Needs Python alone.

    python3 examples/robyn/derive.py /tmp/robyn

What is decided here and is not in the source:
- A week's spend stands on its Monday, the day that the source names.
- The source carries up to ten decimals (thirds of a fen). A channel is rounded as a running sum: what a week gets is
  the rounded sum up to it less the rounded sum before it. No week is off by more than a fen, and every channel's
  total is its true total to the fen. Impressions and clicks, which are fractions there too, likewise.
- tv, ooh and print are `offline`; search and facebook are on no platform that siyu names: `other`.
- Euros or dollars, the source does not say; they stand where yuan are meant.
"""

import argparse
import csv
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

HERE = Path(__file__).parent
CHANNELS = {"tv": "offline", "ooh": "offline", "print": "offline", "search": "other", "facebook": "other"}
IMPRESSIONS = {"facebook": "facebook_I"}
CLICKS = {"search": "search_clicks_P"}


def running(values: list[str], step: Decimal) -> list[Decimal]:
    """The values rounded to a step so that they add up to the rounded sum."""
    told, total, before = [], Decimal(0), Decimal(0)
    for value in values:
        total += Decimal(value)
        now = total.quantize(step, ROUND_HALF_UP)
        told.append(now - before)
        before = now
    return told


def spend(weeks: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """A row a week and channel."""
    for channel, platform in CHANNELS.items():
        costs = running([week[f"{channel}_S"] for week in weeks], Decimal("0.01"))
        counts = {
            name: running([week[where[channel]] for week in weeks], Decimal(1))
            for name, where in (("impressions", IMPRESSIONS), ("clicks", CLICKS))
            if channel in where
        }
        for n, week in enumerate(weeks):
            yield {
                "date": week["DATE"],
                "platform": platform,
                "account": "Robyn",
                "campaign": "weekly",
                "placement": channel,
                "cost": str(costs[n]),
                "impressions": str(counts["impressions"][n]) if "impressions" in counts else "",
                "clicks": str(counts["clicks"][n]) if "clicks" in counts else "",
            }


def main() -> None:
    """Writes spend.csv."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="where to write")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    with (HERE / "robyn_weekly.csv").open(encoding="utf-8", newline="") as file:
        rows = list(spend(list(csv.DictReader(file))))
    with (args.folder / "spend.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    print(f"{args.folder / 'spend.csv'}: {len(rows):,}")


if __name__ == "__main__":
    main()
