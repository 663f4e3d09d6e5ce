"""From bytes to typed rows or refusals. No database, no Django; memory stays bounded whatever the file."""

from siyu.connectors.files.reading.parts import plan_file
from siyu.connectors.files.reading.plan import Batch, Plan, plan_reading
from siyu.connectors.files.reading.rejects import RejectsFile
from siyu.connectors.files.reading.rows import Rejected, Row
from siyu.connectors.files.reading.shape import Shape
from siyu.connectors.files.reading.trouble import NotReadable, Reason

__all__ = [
    "Batch",
    "NotReadable",
    "Plan",
    "Reason",
    "Rejected",
    "RejectsFile",
    "Row",
    "Shape",
    "plan_file",
    "plan_reading",
]
