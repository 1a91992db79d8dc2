"""Packages measured against the same app packaged by hand."""
