"""The facts of the log itself."""

from siyu.facts.kinds import Act

IMPORT_FINISHED = Act(
    "import.finished",
    "导入完成",
    "Import finished",
    ("import", "kind", "files", "rows", "accepted", "duplicate", "restated", "rejected"),
)
IMPORT_WITHDRAWN = Act("import.withdrawn", "导入撤回", "Import withdrawn", ("import", "kind", "rows"))
PRESET_REMEMBERED = Act("preset.remembered", "预设已记住", "Preset remembered", ("preset", "kind"))

ACTS = (IMPORT_FINISHED, IMPORT_WITHDRAWN, PRESET_REMEMBERED)
