"""`siyu staff add`: people who may sign in."""

import argparse
from datetime import UTC, datetime

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
    with working():
        from siyu.console.actions import invite_staff
        from siyu.core.actions import issue_login_link

        now = datetime.now(UTC)
        if args.act == "add":
            invite_staff(email=args.email, role=args.role, name=args.name, actor="cli", at=now)
        token = issue_login_link(email=args.email, at=now)
    if args.json:
        show_json({"email": args.email, "role": args.role, "path": f"/sign-in/{token}"})
    else:
        tell(
            say(
                "一次性登录链接(24 小时内有效),接在控制台地址后面:",
                "One-time sign-in link (24 hours), after the console's address:",
            )
        )
        tell(f"  /sign-in/{token}")
    return 0
