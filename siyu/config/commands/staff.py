"""`siyu staff add`: people who may sign in."""

import argparse
from datetime import UTC, datetime

from siyu.config.standing import console_standing
from siyu.core.output import show_json, tell
from siyu.core.starting import working
from siyu.core.words import say

EXAMPLE = "siyu staff add lin@example.com --role buyer"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """add EMAIL --role ROLE."""
    parser.add_argument(
        "act",
        choices=["add", "link"],
        help=str(say("add 新增,link 再发一次登录链接", "add, or link: another sign-in link")),
    )
    parser.add_argument("email")
    parser.add_argument("--role", default="analyst", help="owner, buyer, operator, associate, analyst")
    parser.add_argument("--name", default="")


def run(args: argparse.Namespace) -> int:
    """Prints a link that signs the person in once."""
    with working(own=True):
        from siyu.console.actions import invite_staff
        from siyu.core.actions import issue_login_link

        now = datetime.now(UTC)
        if args.act == "add":
            invite_staff(email=args.email, role=args.role, name=args.name, actor="cli", at=now)
        path = f"/sign-in/{issue_login_link(email=args.email, at=now)}"
        _take_to_the_sample()
    console = console_standing()
    link = console.address + path
    if args.json:
        told = {"email": args.email, "role": args.role, "sign_in": link, "path": path}
        show_json({**told, "running": console.running})
        return 0
    tell(say("一次性登录链接(24 小时内有效):", "One-time sign-in link (valid for 24 hours):"))
    tell(f"  {link}")
    if not console.running:
        tell(
            say(
                "siyu up 现在没有运行;运行后此链接可用(若换了端口,请改成那个端口)",
                "siyu up is not running now; the link works once it is (on another port, put that one in)",
            )
        )
    tell(
        say(
            f"别的机器上打开:把 {console.address} 换成控制台对外的地址",
            f"On another machine: put the console's own address in place of {console.address}",
        )
    )
    return 0


def _take_to_the_sample() -> None:
    """Where the console shows the sample, the link is good there too."""
    from siyu.config.sample.actions import exchange
    from siyu.core import sample
    from siyu.core.database.using import current

    found = sample.filled() if sample.wanted() else None
    if found is not None:
        exchange(own=current(), there=sample.address_in(current(), found))
