"""The native window: which engine, what it shows, and the one module that knows pywebview."""
