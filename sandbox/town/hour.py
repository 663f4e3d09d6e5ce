"""`python -m sandbox.town.hour --to URL --seed N`: the town's latest visits, by the links themselves.

The year comes as files; what happens now comes as it does in life: phones open `/l/<code>` in the app in
which the ad stood, with the click id which that platform adds, and now and then a machine looks at a link.
"""

import argparse
import http.client
import sys
import time
from urllib.parse import urlsplit

import numpy as np

from sandbox.town.places import PLACES

VISITS = 90
PATIENCE = 60.0
"""Seconds until the links of the town must have been published."""
PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36"
APPS = {
    "tencent": "MicroMessenger/8.0.50",
    "alibaba": "AliApp(TB/10.30.0)",
    "bytedance": "aweme/29.0.0 BytedanceWebview",
    "xiaohongshu": "discover/8.30 xhsdiscover",
    "baidu": "baiduboxapp/13.50",
    "bilibili": "BiliApp/7.70",
    "kuaishou": "Kwai/12.4",
    "jd": "jdapp;android;12.3;",
    "offline": "MicroMessenger/8.0.50",
    "referral": "MicroMessenger/8.0.50",
    "own": "MicroMessenger/8.0.50",
}
"""The app in which somebody opens a link of each platform."""
CLICKS = {
    "tencent": "gdt_vid",
    "alibaba": "ali_trackid",
    "bytedance": "clickid",
    "xiaohongshu": "click_id",
    "baidu": "bd_vid",
    "bilibili": "track_id",
    "kuaishou": "callback",
    "jd": "jd_click_id",
}
"""By what each platform names a click."""
MACHINES = ("facebookexternalhit/1.1", "Baiduspider/2.0")


def main(arguments: list[str] | None = None) -> int:
    """Opens the links; status 1 when nobody answers them."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.town.hour", description=__doc__)
    parser.add_argument("--to", required=True, metavar="URL", help="where links answer")
    parser.add_argument("--seed", type=int, default=7, metavar="N")
    args = parser.parse_args(arguments)
    where = urlsplit(args.to)
    if not _ready(where.hostname or "", where.port or 80):
        sys.stderr.write(f"nobody answers links at {args.to}: the last hour is left out\n")
        return 1
    led = sum(
        _open(where.hostname or "", where.port or 80, *visit) in (200, 302) for visit in visits(args.seed)
    )
    sys.stdout.write(f"{led} of {VISITS} visits were led on\n")
    return 0


def visits(seed: int) -> list[tuple[str, str]]:
    """The path and the user agent of each visit; the larger a placement, the more often."""
    draw = np.random.default_rng([seed, 1_000_000])
    size = np.array([max(place.people, 200) / place.click_wins for place in PLACES])
    made = []
    for n in draw.choice(len(PLACES), VISITS, p=size / size.sum()):
        place = PLACES[n]
        click = CLICKS.get(place.platform)
        asks = f"?{click}={draw.integers(1 << 40):011x}" if click else "?s=1"
        machine = draw.random() < 0.06
        agent = MACHINES[draw.integers(2)] if machine else f"{PHONE} {APPS[place.platform]}"
        made.append((f"/l/{place.code}{asks}", agent))
    return made


def _ready(host: str, port: int) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        # A machine's look, so that waiting is no touch.
        if _open(host, port, f"/l/{PLACES[0].code}", MACHINES[1]) in (200, 302):
            return True
        time.sleep(0.3)
    return False


def _open(host: str, port: int, path: str, agent: str) -> int:
    """The status of the answer; 0 where nobody answers."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path, headers={"User-Agent": agent})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
