"""The key: where it comes from, what can be one, and what a test of it finds."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, KeyProblemError, UnusableError
from clockreports.base.secret import Secret
from clockreports.domain.people import Employee
from clockreports.services.failures import MissingRightError, UnansweredError
from clockreports.services.key import KeyService, KeyStatus, KeyVerdict, plausible
from clockreports.services.ports import Credentials, Saved, Vault
from clockreports.vault.environment import EnvironmentVault
from tests.helpers.clock import START, FakeClock
from tests.helpers.peoplehr import FakePeopleHr
from tests.helpers.stores import memory_database
from tests.helpers.vault import MemoryDroppedNote, MemoryVault, nothing_proven
from tests.services.desk import BAD_KEY, NO_ANSWER, NO_NETWORK, SLOW_DOWN

PEOPLE_HR = "https://api.people.example"
ELSEWHERE = "https://elsewhere.example"

TYPED = "3f0c5a7e-0000-4000-8000-cafe00c0ffee"
STORED = Credentials(Secret(TYPED), PEOPLE_HR)
JUST_SAVED = replace(STORED, saved=Saved(START, "ada"))
SET_OUTSIDE = "1b2c3d4e-0000-4abc-8def-0123456789ab"

KEY_VARIABLE, ADDRESS_VARIABLE = "CLOCKREPORTS_PEOPLEHR_KEY", "CLOCKREPORTS_PEOPLEHR_URL"


def _service(*vaults: Vault, people_hr: FakePeopleHr | None = None) -> KeyService:
    asked, people = people_hr or FakePeopleHr(), memory_database().people
    return KeyService(vaults, people, asked, FakeClock(), PEOPLE_HR, "ada", MemoryDroppedNote(), nothing_proven())


def _test(service: KeyService) -> tuple[KeyVerdict, str, str]:
    tested = service.test(CancelToken(), lambda _seconds, _reason: None)
    return tested.verdict, tested.sentence, tested.company


# Where it comes from -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "stored", "used"),
    [
        ({}, STORED, STORED),
        ({KEY_VARIABLE: SET_OUTSIDE}, STORED, Credentials(Secret(SET_OUTSIDE), PEOPLE_HR)),
        (
            {KEY_VARIABLE: SET_OUTSIDE, ADDRESS_VARIABLE: ELSEWHERE},
            STORED,
            Credentials(Secret(SET_OUTSIDE), ELSEWHERE),
        ),
        ({KEY_VARIABLE: SET_OUTSIDE}, None, Credentials(Secret(SET_OUTSIDE), PEOPLE_HR)),
        ({ADDRESS_VARIABLE: ELSEWHERE}, STORED, STORED),
        ({KEY_VARIABLE: " ", ADDRESS_VARIABLE: ELSEWHERE}, STORED, STORED),
    ],
)
def test_the_environment_goes_before_the_stored_key_whole_or_not_at_all(
    environment: Mapping[str, str], stored: Credentials | None, used: Credentials
) -> None:
    service = _service(EnvironmentVault(environment, PEOPLE_HR), MemoryVault(stored))
    assert service.credentials() == used
    status = service.status()
    assert (status.address, status.ending) == (used.address, used.key.ending)
    assert status.read_only is (used != stored)


@pytest.mark.parametrize("environment", [{}, {ADDRESS_VARIABLE: ELSEWHERE}])
def test_without_a_key_nothing_is_sent_anywhere(environment: Mapping[str, str]) -> None:
    people_hr = FakePeopleHr()
    service = _service(EnvironmentVault(environment, PEOPLE_HR), MemoryVault(), people_hr=people_hr)
    assert service.status() == KeyStatus(is_set=False, place="memory", read_only=False)
    with pytest.raises(KeyProblemError, match="There is no People HR API key yet"):
        service.credentials()
    with pytest.raises(KeyProblemError):
        _test(service)
    assert people_hr.conversations == []


class BrokenVault(MemoryVault):
    """A place that cannot be read."""

    @override
    def read(self) -> Credentials | None:
        raise UnusableError("Your keyring cannot be read.", "Unlock it.")


def test_a_place_that_cannot_be_read_is_not_passed_over() -> None:
    service = _service(BrokenVault(), MemoryVault(STORED))
    with pytest.raises(KeyProblemError, match="cannot be read"):
        service.credentials()
    with pytest.raises(UnusableError, match="cannot be read"):
        service.status()


class PromptingVault(MemoryVault):
    """Asks the person for a password, unless it is only looked at."""

    @override
    def read(self) -> Credentials | None:
        raise AssertionError("The person was asked.")

    def peek(self) -> Credentials | None:
        return self.held


def test_the_status_can_be_had_without_anybody_being_asked() -> None:
    asking = _service(MemoryVault(), PromptingVault(STORED))
    assert asking.status(unasked=True).ending == "FFEE"
    assert not _service(PromptingVault()).status(unasked=True).is_set
    with pytest.raises(AssertionError):
        asking.status()


def test_the_status_shows_the_last_four_and_never_the_key() -> None:
    status = _service(MemoryVault(STORED)).status()
    assert status == KeyStatus(is_set=True, place="memory", read_only=False, ending="FFEE", address=PEOPLE_HR)
    assert TYPED not in repr(status)


def test_a_key_is_kept_in_the_first_place_that_can_be_written_with_the_address_it_is_for() -> None:
    vault = MemoryVault()
    status = _service(EnvironmentVault({ADDRESS_VARIABLE: ELSEWHERE}, PEOPLE_HR), vault).set(f" {TYPED}\r\n")
    assert vault.held == JUST_SAVED
    assert (status.is_set, status.place, status.ending) == (True, "memory", "FFEE")


def test_setting_a_key_beside_one_in_the_environment_tells_that_the_latter_is_used() -> None:
    vault = MemoryVault()
    status = _service(EnvironmentVault({KEY_VARIABLE: SET_OUTSIDE}, PEOPLE_HR), vault).set(TYPED)
    assert vault.held == JUST_SAVED
    assert (status.place, status.read_only, status.ending) == ("the environment", True, "89AB")


def test_when_and_by_whom_a_key_was_saved_is_told_and_whether_it_was_seen_to_work() -> None:
    service = _service(MemoryVault())
    service.set(TYPED, tested=True)
    assert service.status().saved == Saved(START, "ada", tested=True)
    assert (service.machine_wide, _service(MemoryVault(machine_wide=True)).machine_wide) == (False, True)


def test_a_typed_key_can_be_tested_before_it_is_kept() -> None:
    people_hr, vault = FakePeopleHr(keys={TYPED: {"Employee", "Timesheet"}}), MemoryVault()
    service = _service(vault, people_hr=people_hr)
    tested = service.test(CancelToken(), lambda _seconds, _reason: None, f" {TYPED} ")
    assert (tested.verdict, vault.held) == (KeyVerdict.WORKS, None)
    with pytest.raises(UnusableError, match="cannot be a People HR API key"):
        service.test(CancelToken(), lambda _seconds, _reason: None, "hunter2")


def test_a_key_that_cannot_be_one_leaves_the_old_one_untouched() -> None:
    vault = MemoryVault(STORED)
    with pytest.raises(UnusableError):
        _service(vault).set("hunter2")
    assert vault.held == STORED


def test_a_key_is_forgotten_where_it_is_kept() -> None:
    vault = MemoryVault(STORED)
    service = _service(EnvironmentVault({}, PEOPLE_HR), vault)
    service.forget()
    service.forget()
    assert (vault.held, service.status().is_set) == (None, False)


def test_where_nothing_can_be_written_the_place_says_so() -> None:
    service = _service(EnvironmentVault({KEY_VARIABLE: SET_OUTSIDE}, PEOPLE_HR))
    with pytest.raises(UnusableError, match="environment cannot be changed"):
        service.set(TYPED)
    with pytest.raises(UnusableError, match="environment cannot be changed"):
        service.forget()


# What can be one ---------------------------------------------------------------------------------------------------

BARE = TYPED.replace("-", "")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (TYPED, TYPED),
        (TYPED.upper(), TYPED.upper()),
        (BARE, BARE),
        (f"\t {TYPED} \r\n", TYPED),
        (f'"{TYPED}"', TYPED),
        (f"'{TYPED}'\n", TYPED),
        (f"“{TYPED}”", TYPED),
        (f"‘{BARE}’", BARE),
        (f"{{{TYPED}}}", TYPED),
        (f"<{TYPED}>", TYPED),
        (f"\ufeff{TYPED}\r\n", TYPED),
        (f"\u00a0{TYPED}\u200b", TYPED),
    ],
)
def test_a_pasted_key_is_freed_of_what_stands_around_it(typed: str, key: str) -> None:
    assert plausible(typed).reveal() == key


@pytest.mark.parametrize("typed", ["", "  ", "\r\n", '""', "\ufeff"])
def test_nothing_is_no_key(typed: str) -> None:
    with pytest.raises(UnusableError, match="No key was given"):
        plausible(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "hunter2",
        TYPED[:-1],
        TYPED + "0",
        TYPED.replace("-", "--"),
        TYPED.replace("-", "_"),
        TYPED.replace("-", " "),
        TYPED.replace("c", "g"),
        f"{TYPED}\n{TYPED}",
        f"The key is {TYPED}.",
        f"{BARE[:16]}\n{BARE[16:]}",
        "٣" * 32,
        "a" * 5_000,
    ],
)
def test_what_cannot_be_a_key_is_refused_without_being_repeated(typed: str) -> None:
    with pytest.raises(UnusableError, match="This cannot be a People HR API key") as refused:
        plausible(typed)
    sentence = f"{refused.value} {refused.value!r}"
    assert not any(part in sentence for part in typed.split() if len(part) > 5)


# What a test of it finds -------------------------------------------------------------------------------------------


def test_a_key_that_works_is_told_with_the_company() -> None:
    people_hr = FakePeopleHr(company="Farthingham Mill")
    works = KeyVerdict.WORKS, "The key works for Farthingham Mill.", "Farthingham Mill"
    assert _test(_service(MemoryVault(STORED), people_hr=people_hr)) == works
    assert [call.split()[0] for call in people_hr.asked] == ["company_name", "timesheets", "employees"]
    assert people_hr.conversations[0].credentials == STORED
    assert people_hr.days == {}


def test_a_test_of_the_stored_key_is_remembered_and_one_of_another_key_is_not() -> None:
    service = _service(MemoryVault(JUST_SAVED))
    service.test(CancelToken(), lambda _seconds, _reason: None, SET_OUTSIDE)
    assert _was_tested(service) is False
    _test(service)
    assert _was_tested(service) is True
    service.clock.wait(1, CancelToken())
    service.set(SET_OUTSIDE)
    assert _was_tested(service) is False


def test_a_test_that_fails_proves_nothing() -> None:
    service = _service(MemoryVault(JUST_SAVED), people_hr=FakePeopleHr(keys={}))
    assert _test(service)[0] is KeyVerdict.KEY_REFUSED
    assert _was_tested(service) is False


def _was_tested(service: KeyService) -> bool | None:
    saved = service.status().saved
    return None if saved is None else saved.tested


def test_a_company_without_a_name_works_too() -> None:
    people_hr = FakePeopleHr(company="")
    assert _test(_service(MemoryVault(STORED), people_hr=people_hr))[1] == "The key works for your company."


@pytest.mark.parametrize(
    ("rights", "verdict"),
    [
        ({"Employee", "Timesheet"}, KeyVerdict.WORKS),
        ({"Timesheet"}, KeyVerdict.EMPLOYEE_RIGHT_MISSING),
        ({"Employee"}, KeyVerdict.TIMESHEET_RIGHT_MISSING),
        (set(), KeyVerdict.TIMESHEET_RIGHT_MISSING),
        (None, KeyVerdict.KEY_REFUSED),
    ],
)
def test_a_right_that_is_missing_is_named(rights: set[str] | None, verdict: KeyVerdict) -> None:
    keys = {} if rights is None else {TYPED: rights}
    found, sentence, _company = _test(_service(MemoryVault(STORED), people_hr=FakePeopleHr(keys=keys)))
    assert found is verdict
    area = {KeyVerdict.EMPLOYEE_RIGHT_MISSING: "Employee", KeyVerdict.TIMESHEET_RIGHT_MISSING: "Timesheet"}
    assert area.get(verdict, "") in sentence


@pytest.mark.parametrize("action", ["company_name", "timesheets", "employees"])
@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (BAD_KEY, KeyVerdict.KEY_REFUSED),
        (MissingRightError("It may not.", "Tick it.", "Employee"), KeyVerdict.EMPLOYEE_RIGHT_MISSING),
        (NO_NETWORK, KeyVerdict.UNREACHABLE),
        (NO_ANSWER, KeyVerdict.UNREACHABLE),
        (UnansweredError("People HR reports a fault of its own.", "Run again."), KeyVerdict.UNREACHABLE),
        (SLOW_DOWN, KeyVerdict.TOO_MANY_CALLS),
    ],
)
def test_every_failure_has_a_verdict_and_a_sentence(action: str, error: Exception, verdict: KeyVerdict) -> None:
    people_hr = FakePeopleHr()
    people_hr.fail(action, error)
    assert _test(_service(MemoryVault(STORED), people_hr=people_hr)) == (verdict, str(error), "")


def test_the_right_to_timesheets_is_tested_on_somebody_who_is_known() -> None:
    people_hr = FakePeopleHr()
    service = _service(MemoryVault(STORED), people_hr=people_hr)
    service.people.save_employees([Employee("", "k0"), Employee("PW1", "k1")])
    assert _test(service)[0] is KeyVerdict.WORKS
    assert people_hr.asked[1] == "timesheets PW1"


def test_a_test_can_be_stopped() -> None:
    people_hr = FakePeopleHr()
    people_hr.fail("timesheets", CancelledError())
    with pytest.raises(CancelledError):
        _test(_service(MemoryVault(STORED), people_hr=people_hr))
