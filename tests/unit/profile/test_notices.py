"""What is told of the profile: to whom, and in which order."""

from desktopdash.profile.notices import Notices


def test_each_is_told_at_once_and_all_to_those_who_come_later(capsys):
    notices, heard = Notices(), []
    notices.add("one")
    notices.follow(heard.append)
    notices.add("two")
    assert notices.texts == heard == ["one", "two"]
    assert capsys.readouterr().err == "desktopdash: one\ndesktopdash: two\n"


def test_what_another_process_tells_is_not_told_twice(capsys):
    notices = Notices(is_told=False)
    notices.add("one")
    assert notices.texts == ["one"]
    assert capsys.readouterr().err == ""
