"""The page's content security policy, and the nonce in its script tags."""

import pytest

from desktopdash.server.policy import content_policy, make_nonce, with_policy


def marked(page):
    return with_policy(page, "N")[0]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<script>a</script>", '<script nonce="N">a</script>'),
        ("<SCRIPT SRC='x'></SCRIPT>", "<SCRIPT nonce=\"N\" SRC='x'></SCRIPT>"),
        ('<script data-a=">">a</script>', '<script nonce="N" data-a=">">a</script>'),
        ('<script nonce="old">a</script>', '<script nonce="N" nonce="old">a</script>'),
        ("<script\nasync>a</script >", '<script nonce="N"\nasync>a</script >'),
        ('<script>"<script>"</script>', '<script nonce="N">"<script>"</script>'),
        ("<!-- <script> --><script></script>", '<!-- <script> --><script nonce="N"></script>'),
        ("<scripty></scripty><p>script</p>", "<scripty></scripty><p>script</p>"),
    ],
)
def test_script_tags_get_the_nonce_and_nothing_else_does(page, expected):
    assert marked(page) == expected


@pytest.mark.parametrize(
    ("source", "origin"),
    [
        ("https://cdn.example/a.js", "https://cdn.example"),
        ("http://cdn.example:81?x", "http://cdn.example:81"),
        ("//cdn.example/a.js", "cdn.example"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]"),
        ("https://a&amp;b.example/", None),
        ("https://evil.example;script-src *", None),
        ("https://evil.example *", None),
        ("assets/a.js", None),
        ("/a.js", None),
        ("data:text/javascript,1", None),
    ],
)
def test_the_origin_of_a_script_is_allowed_and_no_more(source, origin):
    policy = with_policy(f'<script async src="{source}"></script>', "N")[1]
    scripts = policy.split("; ")[1]
    assert scripts == " ".join(["script-src 'self' 'nonce-N' 'unsafe-eval'", *([origin] if origin else [])])
    assert policy == content_policy("N", [origin] if origin else [])


def test_an_app_that_needs_no_other_host_reaches_none():
    policy = content_policy("N", ["https://cdn.example"], outside=False)
    assert "http" not in policy
    assert "ws:" not in policy
    assert "https: http:" in content_policy("N")


def test_nonces_differ():
    assert len({make_nonce() for _ in range(100)}) == 100
