"""`python -m tests.spec` writes docs/numbers anew."""

import sys

from tests.spec.pages import write

for path in write():
    sys.stdout.write(f"{path.name}\n")
