"""Where a database is, and how to get in."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from siyu.core.refusals import Refusal
from siyu.core.words import say


@dataclass(frozen=True)
class Address:
    """A PostgreSQL database. `options` are libpq parameters such as `sslmode`."""

    host: str
    port: int
    user: str
    password: str
    dbname: str
    options: tuple[tuple[str, str], ...] = ()

    def url(self) -> str:
        """The libpq URI of this database, password included: never print it."""
        query = {**dict(self.options)}
        host = self.host
        if host.startswith("/"):
            query["host"], host = host, ""
        secret = f":{quote(self.password, safe='')}" if self.password else ""
        tail = f"?{urlencode(query, quote_via=quote)}" if query else ""
        user, dbname = quote(self.user, safe=""), quote(self.dbname, safe="")
        return f"postgresql://{user}{secret}@{host}:{self.port}/{dbname}{tail}"

    def django(self) -> dict[str, object]:
        """The same as Django's `DATABASES` entry."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.dbname,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": self.port,
            "OPTIONS": dict(self.options),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }


def address_of_url(url: str) -> Address:
    """The address that a `DATABASE_URL` names; refuses what is no PostgreSQL URL."""
    try:
        parts = urlsplit(url)
        port = parts.port or 5432
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise Refusal(
            say(
                "DATABASE_URL 应形如 postgresql://用户:密码@主机:5432/库名",
                "DATABASE_URL should look like postgresql://user:password@host:5432/name",
            )
        )
    options = {"connect_timeout": "10", **dict(parse_qsl(parts.query))}
    host = options.pop("host", None) or unquote(parts.hostname or "") or "localhost"
    return Address(
        host=host,
        port=port,
        user=unquote(parts.username or "postgres"),
        password=unquote(parts.password or ""),
        dbname=unquote(parts.path.strip("/")),
        options=tuple(options.items()),
    )
