"""Django's PostgreSQL backend, but for the check of a kept connection."""
