"""Workbooks of before 2007 (`.xls`), read by a process of their own that cannot grow beyond its bounds."""

from siyu.connectors.files.reading.old_workbook.source import OldWorkbookSource, old_sheet_titles

__all__ = ["OldWorkbookSource", "old_sheet_titles"]
