"""`python -m repcockpit`."""

from repcockpit.cli.main import main

raise SystemExit(main())
