"""Web addresses as editors write them, by WHATWG's URL Standard."""

import re
import unicodedata

MAX_URL = 2_000
"""Characters in an address."""
_NOT_IN_URL = re.compile(r"[\s<>\"\\^`{}|\x00-\x1f\x7f]")
_NOT_IN_HOST = re.compile(r"[\s<>\"'\\^`{}|%\[\]@:/?#\x00-\x1f\x7f]")


def url(text: str) -> str:
    """Return an address that browsers can read; what may not stand in one, or which part is wrong, is said."""
    scheme, mark, rest = text.partition("://")
    if not mark or scheme.lower() not in ("http", "https"):
        raise ValueError("expected an address that begins with https:// or http://")
    if scheme != scheme.lower():
        raise ValueError(f"expected an address that begins with {scheme.lower()}:// in small letters")
    if len(text) > MAX_URL:
        raise ValueError(f"expected an address of at most {MAX_URL} characters")
    if wrong := _NOT_IN_URL.search(text):
        sign, encoded = wrong.group(), "".join(f"%{byte:02X}" for byte in wrong.group().encode())
        name = "a space" if sign == " " else f"'{sign}'" if sign.isprintable() else f"U+{ord(sign):04X}"
        raise ValueError(f"expected an address without {name}, as its character {wrong.start() + 1} is (write {encoded})")
    _require_host(re.split("[/?#]", rest, maxsplit=1)[0])
    return text


def _require_host(written: str) -> None:
    """Raise `ValueError` where no host, or a wrong port, stands between `//` and the path."""
    if "@" in written:
        raise ValueError("expected an address without a user's name, which stands before the @")
    if literal := re.fullmatch(r"(\[[^\]]*\])(?::(.*))?", written):
        host, port = literal[1], literal[2]
    else:
        host, colon, behind = (written, "", "") if written.startswith("[") else written.partition(":")
        port = behind if colon else None
    if port is not None and not (re.fullmatch(r"\d{1,5}", port, re.ASCII) and 1 <= int(port) <= 65_535):
        raise ValueError(f"expected an address with a port of 1 to 65535, not '{port[:20]}'")
    if not _is_host(host):
        raise ValueError(f"expected an address with the name of a host behind //, not '{host[:60]}'")


def _is_host(host: str) -> bool:
    """Tell whether a browser takes a text for the name or number of a host, as WHATWG's URL Standard says."""
    if host.startswith("["):
        return host.endswith("]") and _is_ip(host[1:-1], 6)
    plain = unicodedata.normalize("NFKC", host).lower()
    labels = plain.removesuffix(".").split(".")
    if _NOT_IN_HOST.search(plain) or len(plain) > 253 or not all(0 < len(label) <= 63 for label in labels):
        return False
    if re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1], re.ASCII):
        return _is_ip(plain, 4)
    return all(_is_punycode(label) for label in labels if label.startswith("xn--"))


def _is_ip(text: str, version: int) -> bool:
    import ipaddress  # here, since few addresses are numbers

    try:
        return ipaddress.ip_address(text).version == version
    except ValueError:
        return False


def _is_punycode(label: str) -> bool:
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return False
    return not decoded.isascii() and not any(unicodedata.category(letter).startswith("C") for letter in decoded)
