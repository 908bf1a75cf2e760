"""What every contender in Python does in a process of its own: make the document once, or once more when warm.

    python -m MODULE WORKLOAD OUTPUT [WARM-UP]

WORKLOAD and WARM-UP are workload folders. With a warm-up, the small document is made first, so that the time printed
is that of making documents and not of loading libraries.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path


def run(make: Callable[[Path, Path], None]) -> None:
    workload, output, *warm = (Path(argument) for argument in sys.argv[1:])
    for small in warm:
        make(small, output)
    began = time.perf_counter(), time.process_time()
    make(workload, output)
    print(time.perf_counter() - began[0], time.process_time() - began[1])
