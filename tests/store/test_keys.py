"""What opens a file: passphrase, recovery key, key file; each fault has its own words and nothing opens by luck."""

import json
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from cadplanner.errors import CadError, CannotRead, CannotWrite, InUse, NewerFile, Unprotected, WrongSecret
from cadplanner.store import converting, driver, key_file, passphrase, recovery_key, unlocking, vault
from cadplanner.store.data_key import DataKey, new_data_key
from cadplanner.store.driver import Error, connect_file, connect_memory
from cadplanner.store.key_file import beside, keys_path, write_keys, write_next
from cadplanner.store.keys import KeyFile, Kind, _check
from cadplanner.store.passphrase import AT_LEAST, FLOOR, Cost, as_typed, calibrated, key_from, strength
from cadplanner.store.recovery_key import first_wrong_group, looks_like_one, read_recovery_key, words_of
from cadplanner.store.sealed import seal, unseal
from cadplanner.store.store import Store
from cadplanner.store.unlocking import (
    DEMO_PASSPHRASE,
    by_either,
    by_passphrase,
    by_recovery_key,
    by_stated_passphrase,
    change_recovery_key,
    make_demo,
    ready_to_make,
    ready_to_unlock,
    unlock,
)
from tests.keys import (
    CHEAP,
    KEY,
    KEYS,
    PASSPHRASE,
    RECOVERY_KEY,
    change_data_key,
    change_passphrase,
    make_file,
    protect,
)
from tests.store.people import import_of, waiting_people
from tests.store.worlds import NOW

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "tests" / "files"
OTHER = "four other long words"


@pytest.fixture
def file(path):
    """A file with people, its key file beside it."""
    with Store.create(path, KEY) as store:
        store.apply(import_of(waiting_people(30)), who="Ann", at=NOW)
    write_keys(path, KEYS)
    return path


def refusal(path, opener, kind):
    with pytest.raises(kind) as error:
        unlock(path, opener)
    assert error.value.advice
    return str(error.value)


# the passphrase


@pytest.mark.parametrize(
    ("typed", "enough", "says"),
    [
        ("", False, ""),
        ("short", False, "Too short: 7 more."),
        ("aaaaaaaaaaaaaaaa", False, "repeats itself"),
        ("geese geese geese geese", False, "repeats itself"),
        ("Password123456", False, "among the first"),
        ("seven wooden", True, "Just enough"),
        ("seven wooden geese", True, "Good"),
        ("seven wooden geese waiting", True, "Strong"),
    ],
)
def test_the_strength_of_a_passphrase_is_said_in_words(typed, enough, says):
    found = strength(typed)
    assert found.enough is enough
    assert says in found.says


def test_what_cannot_be_seen_makes_no_other_passphrase():
    assert as_typed("  seven  wooden\u00a0geese ") == "seven wooden geese"
    assert as_typed("Zoe\u0308") == as_typed("Zo\u00eb")
    assert as_typed("Seven") != as_typed("seven")


def test_a_guess_is_made_to_take_a_quarter_of_a_second_and_never_less_than_the_floor(monkeypatch):
    def clock_of(seconds):
        """A clock on which a guess with the least memory takes so long, and twice as long for twice the work."""
        return iter([0.0, seconds] * 1) if seconds >= AT_LEAST else _slow(seconds)

    def _slow(seconds):
        for n in count():
            yield 0.0
            yield seconds * 2**n

    slow, fast = clock_of(0.3), clock_of(0.01)
    assert calibrated(lambda: next(slow)) == FLOOR
    monkeypatch.setattr(passphrase, "key_from", lambda *_: b"")  # the clock is ours: what it times need not be done
    found = calibrated(lambda: next(fast))
    assert found.passes * found.memory >= FLOOR.passes * FLOOR.memory * 4
    assert found.memory <= 256 * 1024


def test_a_computer_of_any_speed_gets_an_answer(monkeypatch):
    monkeypatch.setattr(passphrase, "key_from", lambda *_: b"")
    found = calibrated(lambda: 0.0)
    assert found.passes * found.memory <= 8 * 1024 * 1024


@pytest.mark.parametrize(
    "cost",
    [{"memory": 64 * 1024 * 1024}, {"passes": 65}, {"lanes": 17}, {"passes": 0}, {"memory": 7}, {"lanes": 0},
     {"passes": 60, "memory": 1024 * 1024}],
)  # fmt: skip
def test_t09_a_hostile_cost_is_refused_by_bounds_without_trying_it(file, cost):
    """T09: a key file that asks for 64 GiB of memory a guess does not get it."""
    with pytest.raises(ValueError, match="cost"):
        Cost(**cost)
    said = json.loads(KEYS.to_bytes())
    slot = next(slot for slot in said["slots"] if slot["kind"] == "passphrase")
    slot.update(cost)
    said["check"] = _check(said)
    keys_path(file).write_bytes(json.dumps(said, indent=1).encode() + b"\n")
    began = time.monotonic()
    assert "damaged" in refusal(file, by_passphrase(PASSPHRASE), CannotRead)
    assert time.monotonic() - began < 5


# the recovery key


def test_a_recovery_key_is_read_back_however_it_is_typed():
    printed = words_of(RECOVERY_KEY)
    assert [len(group) for group in printed.split()] == [4] * 14
    assert not set(printed) & set("ILOU")
    for typed in (printed, printed.lower(), printed.replace(" ", "-"), printed.replace("0", "O").replace("1", "l")):
        assert read_recovery_key(typed) == RECOVERY_KEY
        assert looks_like_one(typed)
    assert len(recovery_key.new_recovery_key()) == 32


def test_t03_a_mistyped_recovery_key_is_known_before_it_is_tried():
    """T03: the checksum finds every single wrong letter and most worse ones."""
    printed = words_of(RECOVERY_KEY)
    dice = Random(3)
    for at, letter in enumerate(printed):
        if letter == " ":
            continue
        wrong = dice.choice([each for each in recovery_key.LETTERS if each != letter])
        with pytest.raises(WrongSecret, match="mistyped"):
            read_recovery_key(printed[:at] + wrong + printed[at + 1 :])
    for typed in ("", "ABCD", printed[:-1], f"{printed} 1234", "U" * 56, "é" * 56, PASSPHRASE):
        with pytest.raises(WrongSecret, match="mistyped"):
            read_recovery_key(typed)


def test_the_first_group_that_is_not_as_printed_is_named():
    printed = words_of(RECOVERY_KEY)
    groups = printed.split()
    assert first_wrong_group(printed.lower(), RECOVERY_KEY) == 0
    assert first_wrong_group("", RECOVERY_KEY) == 1
    assert first_wrong_group(" ".join([*groups[:4], "0000", *groups[5:]]), RECOVERY_KEY) == 5
    assert first_wrong_group(" ".join(groups[:13]), RECOVERY_KEY) == 14
    assert first_wrong_group(f"{printed} 1111", RECOVERY_KEY) == 14


# the key file


def test_passphrase_and_recovery_key_open_the_file_and_nothing_else_does(file):
    assert unlock(file, by_passphrase(f" {PASSPHRASE} ")) == KEY
    assert unlock(file, by_recovery_key(words_of(RECOVERY_KEY))) == KEY
    assert unlock(file, by_either(words_of(RECOVERY_KEY))) == unlock(file, by_either(PASSPHRASE)) == KEY
    assert "not the passphrase" in refusal(file, by_passphrase(PASSPHRASE.upper()), WrongSecret)
    assert "another file" in refusal(file, by_recovery_key(words_of(bytes(32))), WrongSecret)
    assert KEY.secret.hex() not in repr(KEY)


def test_a_key_has_its_lengths():
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(b"short", bytes(16))
    assert new_data_key() != new_data_key()
    assert new_data_key(KEY.store_id).store_id == KEY.store_id
    with pytest.raises(ValueError, match="another store"):
        KEYS.with_recovery_key(new_data_key(), RECOVERY_KEY)


def test_a_slot_moved_to_another_kind_or_store_does_not_open():
    (recovery,) = (slot for slot in KEYS.slots if slot.kind is Kind.RECOVERY)
    other = KeyFile(bytes(16), (recovery,))
    with pytest.raises(WrongSecret):
        other.key_by_recovery_key(words_of(RECOVERY_KEY))
    wrapping = key_from(PASSPHRASE, bytes(16), CHEAP)
    as_recovery = KeyFile(KEY.store_id).with_recovery_key(KEY, wrapping)
    swapped = replace(as_recovery.slots[0], kind=Kind.PASSPHRASE, salt=bytes(16), cost=CHEAP)
    with pytest.raises(WrongSecret):
        KeyFile(KEY.store_id, (swapped,)).key_by_passphrase(PASSPHRASE)


def test_t08_400_flipped_bits_never_give_a_wrong_key_and_always_a_reason():
    """T08: every damage is a CadError; no bit flip opens with another key."""
    content = KEYS.to_bytes()
    dice = Random(8)
    for bit in dice.sample(range(len(content) * 8), 400):
        damaged = bytearray(content)
        damaged[bit // 8] ^= 1 << bit % 8
        with pytest.raises(CadError) as error:
            KeyFile.from_bytes(bytes(damaged)).key_by_passphrase(PASSPHRASE)
        assert error.value.advice
    assert KeyFile.from_bytes(content) == KEYS


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"{" * 9000, b"\xff\xfe", KEYS.to_bytes()[:-9], KEYS.to_bytes() + b" "],
)  # fmt: skip
def test_nonsense_in_a_key_file_is_damage(content):
    with pytest.raises(CannotRead, match="damaged"):
        KeyFile.from_bytes(content)


@pytest.mark.parametrize(
    ("name", "value"),
    [("slots", 3), ("slots", [3]), ("store", 3), ("store", "00"), ("demo", None), ("audit_head", 7), ("passes", 1.5)],
)
def test_a_key_file_with_something_else_in_a_field_is_damage(name, value):
    said = json.loads(KEYS.to_bytes())
    (said["slots"][0] if name == "passes" else said)[name] = value
    said["check"] = _check(said)
    with pytest.raises(CannotRead, match="damaged"):
        KeyFile.from_bytes(json.dumps(said, indent=1).encode() + b"\n")


def test_a_key_file_of_a_newer_version_is_said_to_be_one():
    said = {**json.loads(KEYS.to_bytes()), "format": "cadplanner-keys/2"}
    said["check"] = _check(said)
    with pytest.raises(NewerFile):
        KeyFile.from_bytes(json.dumps(said).encode())


def test_a_damaged_key_file_is_stood_in_for_by_the_copy_before_it(file):
    write_keys(file, KEYS)
    keys_path(file).write_bytes(b"damaged")
    assert unlock(file, by_passphrase(PASSPHRASE)) == KEY
    beside(file, key_file.BEFORE).write_bytes(b"damaged too")
    assert "damaged" in refusal(file, by_passphrase(PASSPHRASE), CannotRead)


def test_t06_a_key_file_that_is_missing_is_named_and_where_to_find_it(file):
    """T06: the message names the file to copy; with it back, all is well."""
    content = keys_path(file).read_bytes()
    keys_path(file).unlink()
    with pytest.raises(CannotRead, match="missing") as error:
        unlock(file, by_passphrase(PASSPHRASE))
    assert keys_path(file).name in error.value.advice
    assert "copy" in error.value.advice
    keys_path(file).write_bytes(content)
    assert unlock(file, by_recovery_key(words_of(RECOVERY_KEY))) == KEY


def test_t07_the_key_file_of_another_file_is_called_that(file, tmp_path):
    """T07: it is never taken for a wrong passphrase."""
    other = new_data_key()
    keys_path(file).write_bytes(KeyFile(other.store_id).with_passphrase(other, PASSPHRASE, CHEAP).to_bytes())
    assert "key file of another file" in refusal(file, by_passphrase(PASSPHRASE), CannotRead)
    with pytest.raises(CannotRead, match="does not belong to this key"):
        Store.open(file, other)


def test_a_file_that_was_given_another_name_finds_its_key_file(file):
    (file.parent / "nonsense.keys").write_bytes(b"nonsense")
    renamed = file.rename(file.with_name("Autumn days.cad"))
    assert unlock(renamed, by_passphrase(PASSPHRASE)) == KEY


def test_a_folder_in_place_of_a_key_file_is_damage(file):
    keys_path(file).unlink()
    keys_path(file).mkdir()
    assert "damaged" in refusal(file, by_passphrase(PASSPHRASE), CannotRead)


def test_a_key_file_that_cannot_be_written_leaves_the_one_before(file, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(key_file, "_written", full)
    for write in (write_keys, write_next):
        with pytest.raises(CannotWrite, match="The keys are as before"):
            write(file, KEYS)
    assert unlock(file, by_passphrase(PASSPHRASE)) == KEY


def test_a_file_of_ours_cut_off_or_zeroed_is_no_file_of_ours(file):
    content = file.read_bytes()
    file.write_bytes(bytes(len(content)))
    assert "not a CAD Planner file" in refusal(file, by_passphrase(PASSPHRASE), CannotRead)


# making and changing


def test_a_new_file_opens_with_what_was_chosen_and_a_demo_with_what_is_stated(path, tmp_path):
    key = make_file(path, OTHER, cost=CHEAP, recovery_key=RECOVERY_KEY)
    assert unlock(path, by_passphrase(OTHER)) == unlock(path, by_recovery_key(words_of(RECOVERY_KEY))) == key
    assert "not a demo" in refusal(path, by_stated_passphrase, WrongSecret)
    demo = tmp_path / "Demo.cad"
    for _ in range(2):
        key = make_demo(demo)
        assert unlock(demo, by_stated_passphrase) == unlock(demo, by_passphrase(DEMO_PASSPHRASE)) == key
    with pytest.raises(CannotWrite, match="already"):
        make_file(path, OTHER, cost=CHEAP)
    assert unlock(path, by_passphrase(OTHER))


def test_what_cannot_be_opened_is_known_before_the_passphrase_is_asked_for(file):
    assert ready_to_unlock(file) == KEYS
    with pytest.raises(CannotWrite, match="already"):
        ready_to_make(file)
    assert ready_to_make(file.with_name("new.cad")) == file.with_name("new.cad")
    with Store.open(file, KEY), pytest.raises(InUse):
        ready_to_unlock(file)
    file.chmod(0o444)
    with pytest.raises(CannotWrite, match="only be read"):
        ready_to_unlock(file)


def test_another_passphrase_rewrites_its_slot_and_nothing_else(file):
    content = file.read_bytes()
    change_passphrase(file, KEY, OTHER, CHEAP)
    assert file.read_bytes() == content
    assert unlock(file, by_passphrase(OTHER)) == unlock(file, by_recovery_key(words_of(RECOVERY_KEY))) == KEY
    refusal(file, by_passphrase(PASSPHRASE), WrongSecret)


def test_another_recovery_key_makes_the_printed_one_useless(file):
    change_recovery_key(file, KEY, bytes(32))
    assert unlock(file, by_recovery_key(words_of(bytes(32)))) == unlock(file, by_passphrase(PASSPHRASE)) == KEY
    refusal(file, by_recovery_key(words_of(RECOVERY_KEY)), WrongSecret)


class Killed(BaseException):
    """As if the process had ended there."""


def die(*_):
    raise Killed


@pytest.mark.parametrize("n", range(6))
def test_t04_a_change_of_passphrase_cut_short_at_any_step_leaves_one_that_opens(file, monkeypatch, n):
    """T04: whichever file was being written or renamed, the old passphrase or the new one opens it."""
    write_keys(file, KEYS)
    left = [n]
    replace_file = Path.replace

    def replace_until_dead(path, target):
        left[0] -= 2
        if left[0] == -2:
            die()
        replaced = replace_file(path, target)
        if left[0] == -1:
            die()
        return replaced

    monkeypatch.setattr(Path, "replace", replace_until_dead)
    try:
        change_passphrase(file, KEY, OTHER, CHEAP)
        died = False
    except Killed:
        died = True
    monkeypatch.undo()
    assert died == (n < 4), "two files are replaced, each is a step before and after"
    opens = [each for each in (PASSPHRASE, OTHER) if _opens(file, each)]
    assert opens == [OTHER if n >= 3 else PASSPHRASE]


def _opens(file, typed):
    try:
        return unlock(file, by_passphrase(typed)) == KEY
    except WrongSecret:
        return False


@pytest.mark.parametrize("dies_at", ["write_next", "rekey", "write_keys", "forget_next", ""])
def test_t05_a_new_data_key_cut_short_at_any_step_leaves_exactly_one_that_opens(file, monkeypatch, dies_at):
    """T05: the rows are all there, and the next unlocking finishes the change or takes it back."""
    store = Store.open(file, KEY)
    patients = store.patients()
    if dies_at == "rekey":
        monkeypatch.setattr(Store, "change_key", die)
    elif dies_at:
        monkeypatch.setattr(unlocking, dies_at, die)
    try:
        new = change_data_key(store, OTHER, CHEAP, bytes(32))
        assert new == store.key != KEY, "copies made from now on are of the new key"
    except Killed:
        assert dies_at
    store.close()
    monkeypatch.undo()
    right, wrong = (PASSPHRASE, OTHER) if dies_at in {"write_next", "rekey"} else (OTHER, PASSPHRASE)
    refusal(file, by_passphrase(wrong), WrongSecret)
    refusal(file, by_passphrase("neither of the two"), WrongSecret)
    with Store.open(file, unlock(file, by_passphrase(right))) as again:
        assert again.patients() == patients
    assert not beside(file, key_file.NEXT).exists()
    assert unlock(file, by_recovery_key(words_of(RECOVERY_KEY if right == PASSPHRASE else bytes(32))))
    refusal(file, by_passphrase(wrong), WrongSecret)


def test_a_damaged_change_of_keys_is_passed_over(file):
    beside(file, key_file.NEXT).write_bytes(b"nonsense")
    assert unlock(file, by_passphrase(PASSPHRASE)) == KEY


def test_t05_killed_while_encrypting_anew_one_key_opens(file):
    """T05: a real process, really killed, at moments that fall before, in and after the change."""
    seen = set()
    for n in range(6):
        before = _typed_that_opens(file)
        command = [sys.executable, "-m", "tests.store.rekeys", str(file), before, OTHERS[n]]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "begun\n"
            time.sleep(0.004 * n)
            process.kill()
        now = _typed_that_opens(file)
        assert now in (before, OTHERS[n])
        seen.add(now == before)
        with Store.open(file, unlock(file, by_passphrase(now))) as store:
            assert len(store.patients()) == 30
            assert store._db.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


OTHERS = [f"passphrase number {n} of them" for n in range(6)]


def _typed_that_opens(file):
    (found,) = [typed for typed in (PASSPHRASE, *OTHERS) if _opens_somehow(file, typed)]
    return found


def _opens_somehow(file, typed):
    try:
        unlock(file, by_passphrase(typed))
    except WrongSecret:
        return False
    return True


def test_a_new_key_on_a_full_disk_leaves_the_old_one(file):
    """SQLCipher calls it a success there; the new keys must not take over all the same."""
    most = file.stat().st_size // 2
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.rekeys", str(file), PASSPHRASE, OTHER, str(most)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert "CannotWrite" in process.communicate()[1]
    assert _opens(file, PASSPHRASE)
    refusal(file, by_passphrase(OTHER), WrongSecret)
    with Store.open(file, KEY) as store:
        assert len(store.patients()) == 30


def test_a_file_out_of_reach_gets_no_new_key(file):
    with Store.open(file, KEY) as store:
        store._db.conn.close()
        with pytest.raises(CannotWrite, match="encrypted anew"):
            change_data_key(store, OTHER, CHEAP, bytes(32))
    assert _opens(file, PASSPHRASE)


def test_a_change_of_key_that_is_left_open_is_not_called_another_program():
    """On a failing disk SQLCipher gives up without a word and then says 'locked', of itself."""

    def locked(_):
        raise Error("database table is locked")

    file = SimpleNamespace(db=SimpleNamespace(conn=SimpleNamespace(execute=locked)))
    with pytest.raises(CannotWrite, match="the disk did not take it"):
        vault.change_key(file, KEY)


def test_a_new_key_that_the_file_does_not_take_is_not_kept(file, monkeypatch):
    monkeypatch.setattr(Store, "change_key", lambda *_: None)
    with Store.open(file, KEY) as store, pytest.raises(CannotWrite, match="keys are as before"):
        change_data_key(store, OTHER, CHEAP, bytes(32))
    assert _opens(file, PASSPHRASE)


# a file of the earlier kind


@pytest.fixture
def old(tmp_path):
    return Path(shutil.copy(FILES / "v1.cad", tmp_path / "v1.cad"))


def test_an_unprotected_file_is_told_apart_and_says_what_to_do(old):
    assert "did not protect" in refusal(old, by_passphrase(PASSPHRASE), Unprotected)
    with pytest.raises(Unprotected):
        Store.open(old, KEY)


def test_protecting_keeps_the_old_file_until_the_new_one_is_there(old, monkeypatch):
    content = old.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(converting, "write_keys", full)
    with pytest.raises(CannotWrite, match="It is as it was"):
        protect(old, PASSPHRASE, cost=CHEAP, recovery_key=RECOVERY_KEY)
    monkeypatch.undo()
    assert old.read_bytes() == content
    assert not old.with_name("v1.cad.part").exists()
    key, aside = protect(old, PASSPHRASE, cost=CHEAP, recovery_key=RECOVERY_KEY)
    assert aside.read_bytes() == content
    assert unlock(old, by_passphrase(PASSPHRASE)) == unlock(old, by_either(words_of(RECOVERY_KEY))) == key
    assert b"Nguy" not in old.read_bytes()


def test_a_damaged_unprotected_file_is_refused_and_left(old, monkeypatch):
    numbers = count()
    monkeypatch.setattr(converting, "_counts", lambda _: next(numbers))
    content = old.read_bytes()
    with pytest.raises(CannotRead, match="damaged"):
        protect(old, PASSPHRASE, cost=CHEAP, recovery_key=RECOVERY_KEY)
    assert old.read_bytes() == content


# the cipher


def test_t01_without_encryption_nothing_is_opened(file, monkeypatch):
    """T01: plain SQLite takes a key without a word; here that is refused, and so is one that sorts on the disk."""
    import sqlite3

    with monkeypatch.context() as without:
        without.setattr(driver.sqlcipher, "connect", sqlite3.connect)
        for connect in (lambda: connect_file(file, KEY), connect_memory):
            with pytest.raises(CannotRead, match="cannot encrypt"):
                connect()
    monkeypatch.setattr(driver, "_keeps_off_the_disk", lambda: False)
    with pytest.raises(CannotRead, match="cannot encrypt"):
        connect_file(file, KEY)


def test_the_seam_comes_before_sqlite_utils():
    code = "import sqlite_utils; import cadplanner.store.driver"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "must be imported before sqlite_utils" in told.stderr


def test_a_wrong_key_is_refused_in_words_and_not_on_stderr(file, capfd):
    with pytest.raises(CannotRead, match="damaged"):
        Store.open(file, replace(KEY, secret=bytes(32)))
    assert capfd.readouterr().err == ""


def test_what_is_sealed_opens_with_its_key_and_its_name_alone():
    sealed = seal(KEY, "resume", b"words")
    assert unseal(KEY, "resume", sealed) == b"words"
    assert unseal(KEY, "other", sealed) is None
    assert unseal(replace(KEY, secret=bytes(32)), "resume", sealed) is None
    assert unseal(KEY, "resume", b"") is None
