"""The LRS's resources under `/xapi/`."""
