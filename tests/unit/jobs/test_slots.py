from desktopdash import ALL, MATCH, Input, Output, State
from desktopdash.callbacks.binding import slot_of
from desktopdash.jobs.slots import Slots

from ..callbacks.requests import ref, val
from .support import OTHER, PAGE, call_of, live_job, registry_of

SLOT = "o.c {}"


def filled(*jobs):
    slots = Slots()
    for job in jobs:
        slots.add(job)
    return slots


def three():
    return [live_job(name) for name in "abc"]


def test_the_jobs_of_a_slot_are_its_pages_oldest_first():
    a, b, c = three()
    elsewhere, foreign = live_job("x", slot="other {}"), live_job("y", page=OTHER)
    slots = filled(a, elsewhere, b, foreign, c)
    assert slots.others(PAGE, SLOT) == [a, b, c]
    assert slots.others(OTHER, SLOT) == [foreign]
    assert slots.others(PAGE, "other {}") == [elsewhere]
    assert slots.others("nobody", SLOT) == []


def test_the_next_one_is_named_when_the_first_goes():
    a, b, c = three()
    slots = filled(a, b, c)
    assert slots.remove(a) is b
    assert slots.remove(b) is c
    assert slots.remove(c) is None
    assert slots.others(PAGE, SLOT) == []


def test_nobody_follows_one_that_waited():
    a, b, c = three()
    slots = filled(a, b, c)
    assert slots.remove(b) is None
    assert slots.remove(c) is None
    assert slots.others(PAGE, SLOT) == [a]


def test_a_job_goes_once():
    a, b, _ = three()
    slots = filled(a, b)
    assert slots.remove(a) is b
    assert slots.remove(a) is None
    assert slots.others(PAGE, SLOT) == [b]
    assert Slots().remove(a) is None


def test_jobs_move_to_a_page_behind_those_that_it_has():
    a, b, _ = three()
    own = live_job("own", page=OTHER)
    slots = filled(a, b, own)
    for job in (a, b):
        slots.move(job, OTHER)
        job.record = job.record.but(page=OTHER)
    assert slots.others(PAGE, SLOT) == []
    assert slots.others(OTHER, SLOT) == [own, a, b]
    assert slots.remove(own) is a


def test_a_job_that_has_ended_does_not_move():
    a, b, _ = three()
    slots = filled(a)
    slots.move(b, OTHER)
    assert slots.others(OTHER, SLOT) == []
    slots.remove(a)
    slots.move(a, OTHER)
    assert slots.others(OTHER, SLOT) == []


def slot(registry, **request):
    call = call_of(registry, **request)
    return slot_of(call.spec, call.targets, call.reads)


def test_calls_for_what_one_match_stands_for_share_a_slot():
    dependencies = Output({"row": MATCH, "part": "o"}, "c"), Input({"row": MATCH, "part": ALL}, "v"), State("s", "v")
    registry = registry_of(lambda *_: None, *dependencies)

    def of(row, value, parts=("x", "y")):
        return slot(
            registry,
            inputs=[[val({"row": row, "part": part}, "v", value) for part in parts]],
            state=[val("s", "v", value)],
            outputs=ref({"row": row, "part": "o"}, "c"),
        )

    assert of(1, "a") == of(1, "b", parts=("z",))
    assert len({of(1, "a"), of(2, "a"), of("1", "a")}) == 3


def test_callbacks_have_slots_of_their_own():
    registries = [registry_of(lambda value: value, Output("o", prop), Input("i", "v")) for prop in "cd"]
    assert len({slot(registry) for registry in registries}) == 2
    assert slot(registries[0], inputs=[val("i", "v", 1)]) == slot(registries[0], inputs=[val("i", "v", 2)])


def test_without_outputs_the_input_says_what_match_stands_for():
    registry = registry_of(lambda value: None, Input({"row": MATCH}, "v"))
    slots = {slot(registry, inputs=[val({"row": row}, "v", 1)], outputs=[]) for row in (1, 2)}
    assert len(slots) == 2
