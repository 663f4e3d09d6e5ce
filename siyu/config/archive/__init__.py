"""Everything of an installation in one file, and back: our own format, for any supported PostgreSQL.

A zip of `tables/<name>.copy` (PostgreSQL's COPY text), `files/<path>` (uploads and refused rows) and, last,
`manifest.json`: the migrations these tables were made by, their columns, rows and digests.
"""

from siyu.config.archive.actions import restore_backup
from siyu.config.archive.manifest import Manifest, read_manifest
from siyu.config.archive.writing import write_backup

__all__ = ["Manifest", "read_manifest", "restore_backup", "write_backup"]
