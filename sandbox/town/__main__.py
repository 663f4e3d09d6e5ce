"""`python -m sandbox.town --out DIR --seed N --until D`: a year of Forest Tea as files, and `truth.json`."""

import argparse
import csv
import json
import sys
from datetime import date
from pathlib import Path

from sandbox.town.places import PLACES
from sandbox.town.truth import indices, truth_of
from sandbox.town.year import Year, columns, year_of


def main(arguments: list[str] | None = None) -> int:
    """Writes nine files and the truth; prints how many rows each has."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.town", description=__doc__)
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder to write to")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="the same seed, the same town")
    parser.add_argument(
        "--until", type=date.fromisoformat, metavar="D", help="the day before which all happens (today)"
    )
    args = parser.parse_args(arguments)
    # The town ends yesterday unless told otherwise; a day is enough, so the machine's zone may decide it.
    until = args.until or date.today()  # noqa: DTZ011
    year = year_of(args.seed, until)
    args.out.mkdir(parents=True, exist_ok=True)
    write_files(year, args.out)
    truth = truth_about(year)
    (args.out / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    json.dump({kind: len(rows) for kind, rows in year.rows.items()}, sys.stdout)
    sys.stdout.write("\n")
    return 0


def write_files(year: Year, folder: Path) -> None:
    """One CSV a kind, as the console exports them: UTF-8 with its mark."""
    for kind, header in columns():
        with (folder / f"{kind}.csv").open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.DictWriter(file, header, restval="", extrasaction="raise")
            writer.writeheader()
            writer.writerows(year.rows[kind])


def truth_about(year: Year) -> dict[str, object]:
    """What a perfect observer would say of the year."""
    places = {
        one.code: truth_of(one, people=year.won[one.code], cost=year.spent[one.code] / 100) for one in PLACES
    }
    for code, index in indices(places).items():
        places[code]["index"] = round(index, 4)
    roles = {one.role: one.code for one in PLACES if one.role in ("depression", "looks_cheap", "patient")}
    return {
        "seed": year.seed,
        "from": year.first.isoformat(),
        "until": year.until.isoformat(),
        "roles": roles,
        "placements": places,
    }


if __name__ == "__main__":
    sys.exit(main())
