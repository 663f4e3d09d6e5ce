"""Olist's leads, deals and shop orders as files that siyu takes. Needs Python alone, and the data, which are not here.

    python3 examples/olist/derive.py SOURCE /tmp/olist

SOURCE holds leads.csv.gz, closed_deals.csv.gz, orders.csv.gz, customers.csv.gz and order_payments.csv.gz. They may not
be redistributed (CC BY-NC-SA 4.0), so they are not in this repository.

What is decided here and is not in the source:
- An origin is a placement of `other`, with an entry of its name. Organic search, direct traffic, referral and email cost
  nothing to place; the others are paid, and what they cost is not told. An origin that is empty or says `unknown` is no
  origin: its entry has no placement, and its leads stand in the row `unknown`.
- A lead is a join of the pool `wecom` (contacts kept by the sales team) at the start of its day.
- A won deal is an order of 0.00 by its lead, through its lead's entry: the source tells no amount (declared monthly
  revenue is 0.0 in 797 of 842), and a file of orders must name one. Its cost of goods is left empty, so that its margin
  is unknown, which is the truth. So count these orders; do not read their amounts.
- A shop order's amount is what was paid, all of its payment rows together, at the moment it was approved (bought, where
  it never was). Its person is `customer_unique_id`.
- Times without an offset are read in the brand's zone, and reais stand where yuan are meant.
"""

import argparse
import csv
import gzip
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

FREE = {"organic search", "direct traffic", "referral", "email"}
NO_ORIGIN = {"", "unknown"}


def rows_of(source: Path, name: str) -> list[dict[str, str]]:
    """The rows of one file of the source."""
    with gzip.open(source / f"{name}.csv.gz", "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def placement(origin: str) -> dict[str, str]:
    """Where an origin stands."""
    names = ("platform", "account", "campaign", "placement")
    return dict(
        zip(
            names,
            ("", "", "", "") if origin in NO_ORIGIN else ("other", "Olist", "leads", origin),
            strict=True,
        )
    )


def funnel(source: Path) -> dict[str, list[dict[str, str]]]:
    """Placements, entries, joins and deals of the sellers' funnel."""
    leads = rows_of(source, "leads")
    origins = {lead["mql_id"]: lead["origin"] for lead in leads}
    named = sorted(set(origins.values()) - {""})
    return {
        "placements": [
            {**placement(origin), "form": "add", "paid": "no" if origin in FREE else "yes"}
            for origin in named
            if origin not in NO_ORIGIN
        ],
        "entries": [
            {"code": origin, "title": origin, "form": "add", **placement(origin)} for origin in named
        ],
        "joins": [
            {
                "at": lead["first_contact_date"],
                "pool": "wecom",
                "pool_id": "olist-leads",
                "entry": lead["origin"],
                "id.member": lead["mql_id"],
            }
            for lead in leads
        ],
        "deals": [
            {
                "order_id": deal["seller_id"],
                "shop": "olist-deals",
                "paid_at": deal["won_date"],
                "amount": "0.00",
                "entry": origins[deal["mql_id"]],
                "id.member": deal["mql_id"],
                "business_segment": deal["business_segment"],
            }
            for deal in rows_of(source, "closed_deals")
        ],
    }


def shop(source: Path) -> list[dict[str, str]]:
    """The orders of the marketplace."""
    people = {row["customer_id"]: row["customer_unique_id"] for row in rows_of(source, "customers")}
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows_of(source, "order_payments"):
        paid[row["order_id"]] += Decimal(row["payment_value"])
    return [
        {
            "order_id": order["order_id"],
            "shop": "olist",
            "paid_at": order["order_approved_at"] or order["order_purchase_timestamp"],
            "amount": str(paid[order["order_id"]]),
            "id.member": people[order["customer_id"]],
            "order_status": order["order_status"],
        }
        for order in rows_of(source, "orders")
    ]


def main() -> None:
    """Writes placements.csv, entries.csv, joins.csv, deals.csv and orders.csv."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="the folder of the data")
    parser.add_argument("folder", type=Path, help="where to write")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    for name, rows in {**funnel(args.source), "orders": shop(args.source)}.items():
        with (args.folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        print(f"{args.folder / name}.csv: {len(rows):,}")


if __name__ == "__main__":
    main()
