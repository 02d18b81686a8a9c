"""What a fault of the disk means: in words for a person, never the system's own, and what to do."""

import errno
import os
import pickle

import pytest

from cadplanner.errors import CannotWrite, not_written

KNOWN = {
    errno.EACCES: "open in another program",
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "may only be read",
    errno.ENOENT: "out of reach",
    errno.EISDIR: "did not take it",
}


@pytest.mark.parametrize("number", KNOWN)
def test_a_file_that_was_not_written_says_why_and_what_to_do(number):
    refused = not_written("“list.csv”", OSError(number, os.strerror(number)))
    assert isinstance(refused, CannotWrite)
    assert str(refused).startswith("“list.csv” was not written: ")
    assert KNOWN[number] in str(refused)
    assert os.strerror(number) not in str(refused)
    assert refused.advice.endswith("Nothing of your file is lost.")


def test_a_fault_without_a_number_has_words_too():
    assert "did not take it" in str(not_written("The report", OSError("odd")))


def test_a_refusal_travels_from_a_second_process():
    refused = not_written("“list.csv”", OSError(errno.ENOSPC, "full"))
    back = pickle.loads(pickle.dumps(refused))
    assert (type(back), str(back), back.advice) == (CannotWrite, str(refused), refused.advice)
