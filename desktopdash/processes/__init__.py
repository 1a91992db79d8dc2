"""Processes of our own: starting them with a pipe, ending whole trees of them."""
