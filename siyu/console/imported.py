"""The imports that have ended, as a listing."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from siyu.connectors.files.kinds import KINDS
from siyu.console.tables import Column, Listing, Query
from siyu.console.templatetags.rooms import in_brief, kind_name
from siyu.console.templatetags.siyu import count
from siyu.core.words import Say, say
from siyu.facts.models import Import

PAGE = 30
ENDED = {
    "done": say("完成", "done"),
    "withdrawn": say("已撤回", "withdrawn"),
    "cancelled": say("已取消", "cancelled"),
    "failed": say("没有导入", "not imported"),
}


def imports_listing(request: HttpRequest) -> Listing:
    """What came in, newest first."""
    return Listing(
        request,
        COLUMNS,
        Query(Import.objects.exclude(state__in=["waiting", "running"])),
        caption=say("导入过的文件", "Imported files"),
        stem="imports",
        sort="-created_at",
        size=PAGE,
    )


def _file(taken: Import) -> str:
    more = len(taken.files) - 1
    name = in_brief(taken.files[0]["name"])
    return f"{name} {say(f'等 {more + 1} 个', f'and {more} more')}" if more else name


def _state(taken: Import) -> SafeString:
    return mark_safe(render_to_string("console/import_state.html", {"taken": taken}))


def _counted(name: str, heading: Say, *, phone: bool = False) -> Column:
    """A count of rows; nothing where nothing came in."""

    def shown(taken: Import) -> Any:
        return count(getattr(taken, name)) if taken.state in ("done", "withdrawn") else ""

    return Column(name=name, heading=heading, kind="count", show=shown, phone=phone)


COLUMNS = (
    Column(
        name="file",
        heading=say("文件", "File"),
        of=lambda taken: taken.files[0]["name"],
        show=_file,
        link=lambda taken: f"/imports/{taken.id}",
        under=lambda taken: kind_name(taken.kind),
        path="files__0__name",
        searched=True,
        sorts=False,
    ),
    Column(
        name="kind",
        heading=say("种类", "Kind"),
        choices={name: say(f"{kind.zh} {name}", f"{kind.en} ({name})") for name, kind in KINDS.items()},
        only="file",
    ),
    Column(name="state", heading=say("状态", "State"), show=_state, choices=ENDED, phone=True),
    _counted("accepted", say("新", "New"), phone=True),
    _counted("duplicate", say("重复", "Duplicate")),
    _counted("restated", say("更正", "Restated")),
    _counted("rejected", say("拒收", "Refused"), phone=True),
    Column(name="actor", heading=say("谁", "By"), searched=True),
    Column(name="created_at", heading=say("时间", "When"), kind="moment"),
)
