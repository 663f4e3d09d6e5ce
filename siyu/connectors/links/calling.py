"""A call to ourselves: does the brand's domain lead to this installation?"""

import hmac
import http.client
import ssl
from urllib.parse import urlsplit

from siyu.connectors.links.door import Doors
from siyu.core.home import secret_key
from siyu.core.refusals import Refusal
from siyu.core.words import say

PATIENCE = 5.0


def call_ourselves(address: str) -> None:
    """Ask `/l/~hello` below an address, following nothing; refuses with what is wrong."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    line = (
        http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=ssl.create_default_context())
        if parts.scheme == "https"
        else http.client.HTTPConnection(host, port, timeout=PATIENCE)
    )
    try:
        line.request("GET", f"{parts.path.rstrip('/')}/l/~hello", headers={"User-Agent": "siyu"})
        answer = line.getresponse()
        said = answer.read(200)
    except ssl.SSLError as trouble:
        raise Refusal(
            say(
                f"{address} 的证书不被信任:{trouble.reason}",
                f"The certificate of {address} is not trusted: {trouble.reason}",
            )
        ) from trouble
    except (OSError, http.client.HTTPException) as trouble:
        raise Refusal(
            say(
                f"打不开 {address}:{trouble}。域名解析好了吗?反向代理开着吗?",
                f"{address} does not answer: {trouble}. Does the name resolve, and is the proxy up?",
            )
        ) from trouble
    finally:
        line.close()
    if 300 <= answer.status < 400:
        raise Refusal(
            say(
                f"{address} 转到了 {answer.getheader('location')};请填最后那个地址",
                f"{address} leads on to {answer.getheader('location')}; give that address instead",
            )
        )
    if answer.status != 200 or not hmac.compare_digest(said, greeting().encode()):
        raise Refusal(
            say(
                f"{address} 答应了,但不是这套 siyu(状态 {answer.status});反向代理要把 /l/ 转过来",
                f"{address} answers, but it is not this siyu (status {answer.status}); "
                "the proxy has to send /l/ here",
            )
        )


def greeting() -> str:
    """What every process of this installation says to `/l/~hello`."""
    return Doors.greets(secret_key())
