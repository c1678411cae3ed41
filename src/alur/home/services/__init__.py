"""What the pages that join domains do."""
