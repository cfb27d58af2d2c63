"""What the settings of the service name of this room.

It imports nothing of Django, so that settings may import it.
"""

from pathlib import Path
from typing import Final

_ASSETS: Final = Path(__file__).parent / "assets"

BUILT: Final = _ASSETS / "built"
"""Style sheets, scripts and pictures as `tools/assets.sh` builds them."""

SERVED: Final = _ASSETS / "served"
"""The same and those of other packages, under names that hold their hashes: what is served."""

STATIC_STORAGE: Final = "touchpoint.service.ui.static_files.HashedFiles"
CSRF_FAILURE: Final = "touchpoint.service.ui.faults.csrf_failure"
