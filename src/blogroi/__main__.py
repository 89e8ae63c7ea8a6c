"""Run the command line as ``python -m blogroi``."""

import sys

from blogroi.cli import main

sys.exit(main())
