"""Whether an address is one of the offices' own. Pure; the networks are the installation's to name."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address, ip_network


def in_office(address: str, networks: Sequence[str]) -> bool:
    """Whether an address belongs to one of the office's networks; what is no address belongs to none."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in ip_network(one, strict=False) for one in networks)


def network_code(address: str, networks: Sequence[str]) -> str:
    """inside or outside; nothing where the installation names no networks, since then nobody knows."""
    if not networks:
        return ""
    return "inside" if in_office(address, networks) else "outside"
