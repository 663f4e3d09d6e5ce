"""What is written for the sample: its database, and who may sign in to it."""

from siyu.config.sample.actions.carrying import exchange, take_along
from siyu.config.sample.actions.making import drop_sample, make_sample, sample_stands

__all__ = ["drop_sample", "exchange", "make_sample", "sample_stands", "take_along"]
