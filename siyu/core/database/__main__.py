"""`python -m siyu.core.database` is the keeper."""

import sys

from siyu.core.database.keeper import main

sys.exit(main())
