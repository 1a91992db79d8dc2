"""Values: components, ids, dependencies, groupings. No I/O, no threads, no clock."""
