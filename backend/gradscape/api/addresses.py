"""Where other machines of the same network reach this one."""

import ipaddress
import socket

# Of documentation alone (RFC 5737, RFC 3849): a datagram's socket that is connected to them sends nothing, but shows by
# which of this machine's addresses it would.
_ELSEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can ask there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def outside_addresses() -> list[str]:
    """This machine's addresses in its networks, as they stand in a link."""
    found = [own for family, host in _ELSEWHERE if (own := _own_towards(family, host))]
    return [f"[{each}]" if ":" in each else each for each in found]


def _own_towards(family: socket.AddressFamily, host: str) -> str | None:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((host, 9))
            own = ipaddress.ip_address(probe.getsockname()[0].partition("%")[0])
    except OSError:
        return None
    return None if own.is_loopback or own.is_link_local or own.is_unspecified else str(own)
