"""The facts of the log itself."""

from siyu.facts.kinds import Act

IMPORT_FINISHED = Act(
    "import.finished",
    "导入完成",
    "Import finished",
    ("import", "kind", "files", "rows", "accepted", "duplicate", "restated", "rejected"),
)
IMPORT_WITHDRAWN = Act("import.withdrawn", "导入撤回", "Import withdrawn", ("import", "kind", "rows"))
IMPORT_CANCELLED = Act("import.cancelled", "导入取消", "Import cancelled", ("import",))
PRESET_REMEMBERED = Act("preset.remembered", "预设已记住", "Preset remembered", ("preset", "kind"))
PRESET_RENAMED = Act("preset.renamed", "预设已改名", "Preset renamed", ("preset", "before"))
PRESET_FORGOTTEN = Act("preset.forgotten", "预设已删除", "Preset forgotten", ("preset",))

ACTS = (
    *(IMPORT_FINISHED, IMPORT_WITHDRAWN, IMPORT_CANCELLED),
    *(PRESET_REMEMBERED, PRESET_RENAMED, PRESET_FORGOTTEN),
)
