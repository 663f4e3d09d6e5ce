"""An installation of its own, for what only a whole process shows."""

from tests.faults.conftest import installation

__all__ = ["installation"]
