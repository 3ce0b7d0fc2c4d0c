"""What the portal costs beside the bare limits of Django and PostgreSQL, measured in one run. docs/performance.md explains it."""
