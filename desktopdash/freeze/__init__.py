"""What turns an app into a program of its own: what goes in, and how it is put together."""
