"""What changes the rules of credit."""
