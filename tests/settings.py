"""Settings for the type checker alone: no database is started."""

import os

os.environ.setdefault("DATABASE_URL", "postgresql://siyu@127.0.0.1:1/siyu")
os.environ.setdefault("SIYU_SECRET_KEY", "types only")

from siyu.config.settings import *  # noqa: F403
