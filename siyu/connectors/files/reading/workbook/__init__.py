"""Excel workbooks: a sheet, streamed, with every cell as the text a person would have typed."""

from siyu.connectors.files.reading.workbook.source import WorkbookSource, sheet_titles

__all__ = ["WorkbookSource", "sheet_titles"]
