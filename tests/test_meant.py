"""What an editor probably meant: dates, numbers, ids, lists and addresses as people type them."""

from __future__ import annotations

import pytest

from briefings.model import records
from briefings.read import meant
from briefings.read.lost_text import number_meant
from briefings.read.shape import shape


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        *(("14/09/2026", "Write 2026-09-14."), ("14.09.2026", "Write 2026-09-14."), ("2026-9-14", "Write 2026-09-14.")),
        *(
            ("September 2026", "Write 2026-09."),
            ("03/04/2026", "Write 2026-04-03 or 2026-03-04."),
            ("2026-9", "Write 2026-09."),
        ),
        *(("14. september 2026", "Write 2026-09-14."), ("le 14 septembre 2026", "Write 2026-09-14.")),
        *(("Sept. 14, 2026", "Write 2026-09-14."), ("14th September 2026", "Write 2026-09-14."), ("09/2026", "Write 2026-09.")),
        *(("2026/09/14", "Write 2026-09-14."), ("20260914", "Write 2026-09-14."), ("14-09-26", "Write 2026-09-14.")),
        *(
            ("2026年9月14日", "Write 2026-09-14."),
            ("14 вересня 2026", "Write 2026-09-14."),
            ("1er mars 2024", "Write 2024-03-01."),
        ),
        *(("14 de septiembre de 2026", "Write 2026-09-14."), ("2026-09-14T10:00", "Write 2026-09-14.")),
        *(("14/09/2026 10:30", "Write 2026-09-14."), ("3.1.2024 – 5.1.2024", "Write 2024-01-03/2024-01-05.")),
        *(("2024-01-02 to 2024-02-03", "Write 2024-01-02/2024-02-03."), ("2023–2024", "Write 2023/2024.")),
        *(
            ("2023-2024", "Write 2023/2024."),
            ("05/05/2024", "Write 2024-05-05."),
            ("1‑2‑2024", "Write 2024-02-01 or 2024-01-02."),
        ),
        *(("yesterday", ""), ("2026-09-31", ""), ("2023-13-45", ""), ("", ""), ("31/02/2024", ""), ("1.2.3.4", "")),
    ],
)
def test_dates(written: str, hint: str) -> None:
    assert meant.date_meant(written) == hint


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        *(("9,000", "Write 9000, or 9 where that is meant."), ("1.125", "Write 1125, or 1.125 where that is meant.")),
        *(("9 000", "Write 9000."), ("9\u202f000", "Write 9000."), ("1'000", "Write 1000."), ("12 000 000", "Write 12000000.")),
        *(("1,9", "Write 1.9."), ("1,9 million", "Write 1900000."), ("1.5 millions", "Write 1500000.")),
        *(("2 Milliarden", "Write 2000000000."), ("9 thousand", "Write 9000."), ("1.900.000", "Write 1900000.")),
        *(
            ("1 900 000,5", "Write 1900000.5."),
            ("−3,5", "Write -3.5."),
            ("12,5 %", "Write 12.5; the unit says that it is per cent."),
        ),
        *(("12%", "Write 12; the unit says that it is per cent."), ("many", ""), ("1e6", ""), ("3 apples", ""), ("", "")),
    ],
)
def test_numbers(written: str, hint: str) -> None:
    assert meant.number_hint(written) == hint


@pytest.mark.parametrize(("written", "number"), [("0,5 million", "500000"), ("-1,25", "-1.25"), ("1,9999999", ""), ("7", "")])
def test_numbers_with_a_comma(written: str, number: str) -> None:
    assert number_meant(written) == number


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("queue_length", "Write queue-length."),
        ("Kingdom of Sweden", "Write kingdom-of-sweden."),
        ("Céréales", "Write cereales."),
        ("ukrаine", "The 4th letter is Cyrillic а. Write ukraine, in Latin letters."),
        ("Οslo", "The 1st letter is Greek Ο. Write oslo, in Latin letters."),
        ("україна", ""),
        ("北京", ""),
        ("-a-", "Write a."),
        ("", ""),
    ],
)
def test_ids(written: str, hint: str) -> None:
    assert meant.id_hint(written) == hint


@pytest.mark.parametrize(
    ("found", "hint"),
    [
        ("grain", "Write [grain]."),
        ("Eva Ek, Bo Berg", "Write [Eva Ek, Bo Berg]."),
        ("a: b", 'Write ["a: b"].'),
        ("", ""),
        ("x" * 61, "Write one entry a line, each behind a dash."),
    ],
)
def test_lists(found: str, hint: str) -> None:
    assert meant.list_hint(found) == hint


def outlet(url: str) -> list[str]:
    return [found.message for found in shape(records.Outlet, "a.yaml", {"name": "A", "url": url}).diagnostics]


@pytest.mark.parametrize(
    "url",
    [
        *(
            "https://e.example",
            "http://e.example/a?b=c#d",
            "https://e.example:8080/",
            "https://münchen.example/ü",
            "https://[::1]/",
        ),
        *(
            "https://127.0.0.1/",
            "https://xn--mnchen-3ya.example/",
            "https://e.example./",
            "https://e.example/a%20b'",
            "http://a_b.example",
        ),
    ],
)
def test_addresses_that_browsers_read(url: str) -> None:
    assert outlet(url) == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("e.example", "expected an address that begins with https:// or http://"),
        ("ftp://e.example/", "expected an address that begins with https:// or http://"),
        ("HTTPS://e.example/", "expected an address that begins with https:// in small letters"),
        ("https://e.example/a b", "expected an address without a space, as its character 20 is (write %20)"),
        ("https://e.example/a|b", "expected an address without '|', as its character 20 is (write %7C)"),
        ("https://e.example/<a>", "expected an address without '<', as its character 19 is (write %3C)"),
        ("https://e.example/\u00a0", "expected an address without U+00A0, as its character 19 is (write %C2%A0)"),
        ("https://a:99999/", "expected an address with a port of 1 to 65535, not '99999'"),
        ("https://a:0/", "expected an address with a port of 1 to 65535, not '0'"),
        ("https://a:/", "expected an address with a port of 1 to 65535, not ''"),
        ("https://a:b:c/", "expected an address with a port of 1 to 65535, not 'b:c'"),
        ("https://me@a.example/", "expected an address without a user's name, which stands before the @"),
        ("https:///a", "expected an address with the name of a host behind //, not ''"),
        ("https://?a", "expected an address with the name of a host behind //, not ''"),
        ("https://a..example/", "expected an address with the name of a host behind //, not 'a..example'"),
        ("https://a%20b/", "expected an address with the name of a host behind //, not 'a%20b'"),
        ("https://1.2.3.400/", "expected an address with the name of a host behind //, not '1.2.3.400'"),
        ("https://[::1/", "expected an address with the name of a host behind //, not '[::1'"),
        ("https://[1.2]/", "expected an address with the name of a host behind //, not '[1.2]'"),
        ("https://xn--a/", "expected an address with the name of a host behind //, not 'xn--a'"),
        ("https://a℀b/", "expected an address with the name of a host behind //, not 'a℀b'"),
        ("https://e.example/" + "a" * 2000, "expected an address of at most 2000 characters"),
    ],
)
def test_the_part_of_an_address_that_is_wrong_is_named(url: str, expected: str) -> None:
    (message,) = outlet(url)
    assert message.startswith(f"{expected}, found 'http" if url.startswith("http") else expected)
