"""Listings: tables that sort, filter, page and go out as files, each from its address alone."""

from siyu.console.tables.columns import Column
from siyu.console.tables.listing import Listing
from siyu.console.tables.sources import Query, Rows

__all__ = ["Column", "Listing", "Query", "Rows"]
