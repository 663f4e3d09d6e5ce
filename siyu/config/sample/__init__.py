"""The sample town: made in a database of its own, shown instead of the brand's data, removed again."""

from siyu.config.sample.tending import Tended

__all__ = ["Tended"]
