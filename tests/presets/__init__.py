"""Made-up files in the shape of each platform's export, with the rows that must come out of them."""

from tests.presets import counts, joins, orders, refunds, spend

SAMPLES = (*spend.SAMPLES, *orders.SAMPLES, *refunds.SAMPLES, *joins.SAMPLES, *counts.SAMPLES)
