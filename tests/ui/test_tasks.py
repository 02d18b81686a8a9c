"""A task answers, fails, stops, and never outlives whoever started it."""

import os
from functools import partial

import pytest

from cadplanner.errors import CannotRead
from cadplanner.ui.tasks import Task


def double(number):
    return number * 2


def slices(number):
    yield from range(number)


def large(size):
    return b"x" * size


def stumble():
    raise ValueError("SMITH, Jane 999 123 4567")


def refuse():
    raise CannotRead("That is no list.", "Choose another.")


def endless():
    while True:
        pass


def vanish():
    os._exit(3)


def gone(process_id):
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def task_of(qtbot):
    tasks = []

    def make(function, parent=None):
        tasks.append(Task(function, parent))
        return tasks[-1]

    yield make
    for task in tasks:
        task.stop()


def answers_of(qtbot, task):
    answers = []
    task.answered.connect(answers.append)
    with qtbot.waitSignal(task.finished, timeout=20000):
        task.start()
    return answers


def test_it_answers_once_for_a_plain_function(qtbot, task_of):
    assert answers_of(qtbot, task_of(partial(double, 21))) == [42]


def test_it_answers_slice_by_slice_for_a_generator(qtbot, task_of):
    task = task_of(partial(slices, 5))
    assert answers_of(qtbot, task) == [0, 1, 2, 3, 4]
    assert not task.running


def test_arguments_and_answers_may_be_larger_than_any_pipe(qtbot, task_of):
    [answer] = answers_of(qtbot, task_of(partial(double, b"x" * 3_000_000)))
    assert len(answer) == 6_000_000


def test_a_large_answer_does_not_hold_the_window(qtbot, task_of):
    task = task_of(partial(large, 40_000_000))
    looks = []
    task._timer.timeout.connect(lambda: looks.append(task.running))
    [answer] = answers_of(qtbot, task)
    assert len(answer) == 40_000_000
    assert len(looks) > 5


def test_a_fault_is_told_without_its_text(qtbot, task_of):
    """T65: a fault with a person at hand."""
    task = task_of(stumble)
    with qtbot.waitSignal(task.failed, timeout=20000) as told:
        task.start()
    [says] = told.args
    assert "ValueError at test_tasks.py:" in says
    assert "SMITH" not in says


def test_a_refusal_is_told_in_its_own_words(qtbot, task_of):
    task = task_of(refuse)
    with qtbot.waitSignal(task.failed, timeout=20000) as told:
        task.start()
    assert told.args == ["That is no list. Choose another."]


def test_a_process_that_vanishes_is_a_failure(qtbot, task_of):
    task = task_of(vanish)
    with qtbot.waitSignal(task.failed, timeout=20000) as told:
        task.start()
    assert "stopped before it was done" in told.args[0]


def test_stopping_ends_an_endless_loop_at_once(qtbot, task_of):
    task = task_of(endless)
    task.start()
    qtbot.wait(600)
    process_id = task.process_id
    assert not gone(process_id)
    task.stop()
    assert gone(process_id)
    task.stop()


def test_a_stopped_task_says_nothing_more(qtbot, task_of):
    task = task_of(partial(slices, 3))
    heard = []
    task.answered.connect(heard.append)
    task.finished.connect(lambda: heard.append("finished"))
    task.start()
    task.stop()
    qtbot.wait(300)
    assert heard == []


def test_a_task_may_be_stopped_by_its_own_answer(qtbot, task_of):
    task = task_of(partial(slices, 100))
    heard = []
    task.answered.connect(lambda value: (heard.append(value), task.stop()))
    task.start()
    qtbot.waitUntil(lambda: bool(heard), timeout=20000)
    qtbot.wait(200)
    assert heard == [0]


def test_the_process_goes_when_the_window_goes(qtbot):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    task = Task(endless, window)
    task.start()
    qtbot.wait(400)
    process_id = task.process_id
    window.deleteLater()
    qtbot.waitUntil(lambda: gone(process_id), timeout=5000)


def test_the_process_is_polite(qtbot, task_of):
    task = task_of(endless)
    task.start()
    qtbot.waitUntil(lambda: os.getpriority(os.PRIO_PROCESS, task.process_id) >= 10, timeout=20000)
