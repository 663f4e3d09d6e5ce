"""The database of this installation: the embedded PostgreSQL, or the server that `DATABASE_URL` names."""

from siyu.core.database.address import Address, address_of_url
from siyu.core.database.using import dsn, tend_database, using_database

__all__ = ["Address", "address_of_url", "dsn", "tend_database", "using_database"]
