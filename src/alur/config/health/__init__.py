"""Whether the installation lives, is ready, and how it fares: /healthz, /readyz, /metrics."""
