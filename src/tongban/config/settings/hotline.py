"""The line's ways to others: by which door it speaks with 110, if any."""

import os

# `adapter` is signed_http (url, and the name of the variable that holds the key), file_drop (folder), or empty.
POLICE_LINK = {
    "adapter": os.environ.get("TONGBAN_110_ADAPTER", ""),
    "url": os.environ.get("TONGBAN_110_URL", ""),
    "key_from": "TONGBAN_110_KEY",
    "folder": os.environ.get("TONGBAN_110_FOLDER", ""),
    "coding": "utf-8-sig",
}
