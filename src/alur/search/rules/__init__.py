"""What search knows of words: pure."""
