"""Long callbacks: jobs that are quick to start, never lost, and always end."""
