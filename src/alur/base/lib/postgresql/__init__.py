"""Django's way to PostgreSQL, with less waiting (`base`)."""
