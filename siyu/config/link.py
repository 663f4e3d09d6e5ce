"""The process of links, bare ASGI. It needs no database: what it answers is published to it in a file."""

import os

from siyu.config.serving import end_with_server
from siyu.connectors.links.asgi import Links

end_with_server()
application = Links(secure=os.environ.get("SIYU_HTTPS", "") == "1")
