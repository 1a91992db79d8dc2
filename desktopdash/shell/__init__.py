"""The processes of an app: a window, a runtime behind it, and the pipe between them."""
