"""Excel workbooks: the first sheet, streamed, with every cell as the text a person would have typed."""

from siyu.connectors.files.reading.workbook.source import WorkbookSource

__all__ = ["WorkbookSource"]
