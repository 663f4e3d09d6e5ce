"""The process of links, bare ASGI. It needs no database: what it answers is published to it in a file."""

import os
import sys

from siyu.config.serving import end_with_server
from siyu.connectors.links.asgi import Links

end_with_server()
sys.setswitchinterval(0.0005)  # a batch that is on disk is told at once, also while answers are being made
application = Links(secure=os.environ.get("SIYU_HTTPS", "") == "1")
