"""What knowledge follows from, without a database."""
