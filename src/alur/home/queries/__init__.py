"""What the pages that join domains show."""
