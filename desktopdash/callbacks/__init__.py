"""The reactive runtime: from a request to its callback and its answer. No HTTP, no threads, no clock."""
