"""CDNOW's transactions as files that siyu takes. Needs Python alone.

    python3 examples/cdnow/derive.py /tmp/cdnow             all 23,570 customers
    python3 examples/cdnow/derive.py --sample /tmp/cdnow    the published sample of 2,357

What is decided here and is not in the source:
- Days are moved by 17 years (887 weeks): siyu takes no time before 2000, and 2014 and 2015 have the calendar
  of 1997 and 1998, so day, month and weekday stay.
- A row is an order. 2,068 rows share customer and day with an earlier one; 255 of them equal it in every cell.
  The source numbers no orders, so the number is customer-day-n, n counting that customer's rows of that day.
- The source knows no hour: noon.
- A first purchase is a join in the same moment, by one entry of the form `buy_and_join`, which that order names too.
- Where the customers came from is not told: one paid placement of `other`, whose spend is unknown.
- Dollars stand where yuan are meant: siyu keeps one currency.
"""

import argparse
import csv
import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
YEARS = 17
PLACEMENT = {"platform": "other", "account": "CDNOW", "campaign": "1997-Q1", "placement": "not told"}


def transactions(*, sample: bool) -> Iterator[dict[str, str]]:
    """The rows of the source, in its order."""
    name = "cdnow_sample_transactions.csv.gz" if sample else "cdnow_master.csv.gz"
    with gzip.open(HERE / name, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            row["customer_id"] = row.get("master_customer_id") or row["customer_id"]
            yield row


def orders(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """An order a row, by customer and day; the rows of one day stay in the order of the source."""
    seen: Counter[tuple[str, str]] = Counter()
    known: set[str] = set()
    for row in sorted(rows, key=lambda row: (row["customer_id"], row["date"])):
        customer, day = row["customer_id"], row["date"]
        seen[customer, day] += 1
        yield {
            "order_id": f"{customer}-{day}-{seen[customer, day]}",
            "shop": "CDNOW",
            "paid_at": f"{int(day[:4]) + YEARS}-{day[4:6]}-{day[6:]} 12:00:00",
            "amount": row["dollar_value"],
            "entry": "" if customer in known else "cdnow",
            "id.member": customer,
            "number_of_cds": row["number_of_cds"],
        }
        known.add(customer)


def joins(bought: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Each customer's first purchase."""
    where = {"pool": "shop_member", "pool_id": "cdnow"}
    return [
        {"at": order["paid_at"], **where, "entry": order["entry"], "id.member": order["id.member"]}
        for order in bought
        if order["entry"]
    ]


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """A CSV file with a header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    print(f"{path}: {len(rows):,}")


def main() -> None:
    """Writes placements.csv, entries.csv, joins.csv, orders.csv and, for a mapping by hand, transactions.csv."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", action="store_true", help="the published sample alone")
    parser.add_argument("folder", type=Path, help="where to write")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    bought = list(orders(transactions(sample=args.sample)))
    write(args.folder / "placements.csv", [{**PLACEMENT, "form": "buy_and_join", "paid": "yes"}])
    write(
        args.folder / "entries.csv",
        [{"code": "cdnow", "title": "CDNOW", "form": "buy_and_join", **PLACEMENT}],
    )
    write(args.folder / "joins.csv", joins(bought))
    write(args.folder / "orders.csv", bought)
    as_the_source_calls_them = {
        "order_id": "transaction",
        "paid_at": "date",
        "amount": "dollar_value",
        "entry": "entry",
        "id.member": "customer_id",
        "number_of_cds": "number_of_cds",
    }
    write(
        args.folder / "transactions.csv",
        [{theirs: order[ours] for ours, theirs in as_the_source_calls_them.items()} for order in bought],
    )


if __name__ == "__main__":
    main()
