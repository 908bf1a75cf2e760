"""`python -m ssnet_docs` is `ssnet`."""

import sys

from ssnet_docs.cli import main

sys.exit(main())
