"""Sets this checkout up and runs its targets. Standard library only: nothing is installed when it starts."""
