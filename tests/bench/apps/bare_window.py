"""The limit of a window: pywebview with a static page, and what Qt needs to be off screen."""

import os

if hasattr(os, "getuid") and os.getuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

import webview

webview.create_window("Bare", html="<body><h1>Hello</h1></body>", width=1100, height=760)
webview.start(gui="qt")
