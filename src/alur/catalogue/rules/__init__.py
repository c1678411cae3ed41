"""Pure rules about activities."""
