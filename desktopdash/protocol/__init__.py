"""What crosses a boundary: messages and their JSON."""
