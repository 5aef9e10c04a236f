"""A link between two network namespaces that delays and loses packets one way, for kernels without netem.

It joins a TUN device in each namespace. Packets from the first to the second are lost with a given probability, or
delayed by a time drawn evenly from delay - jitter to delay + jitter; the way back is immediate.

Usage: shaped_link.py <namespace> <device> <namespace> <device> <delay ms> <jitter ms> <loss>
Writes "ready" once both devices are there, and what it carried and lost when it is told to stop.
"""

import ctypes
import fcntl
import heapq
import os
import random
import select
import signal
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
LARGEST_PACKET = 65_536

libc = ctypes.CDLL(None, use_errno=True)


def open_device(namespace, device):
    entry = os.open(f"/var/run/netns/{namespace}", os.O_RDONLY)
    if libc.setns(entry, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), f"cannot enter {namespace}")
    os.close(entry)
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TUN | IFF_NO_PI))
    return tun


def main():
    near_namespace, near_device, far_namespace, far_device = sys.argv[1:5]
    delay, jitter, loss = float(sys.argv[5]) / 1e3, float(sys.argv[6]) / 1e3, float(sys.argv[7])
    near, far = open_device(near_namespace, near_device), open_device(far_namespace, far_device)
    counts = {"carried": 0, "lost": 0}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(f"carried {counts['carried']}, lost {counts['lost']}"))
    print("ready", flush=True)
    waiting = []
    turn = 0
    while True:
        timeout = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
        readable, _, _ = select.select([near, far], [], [], timeout)
        if far in readable:
            os.write(near, os.read(far, LARGEST_PACKET))
        if near in readable:
            packet = os.read(near, LARGEST_PACKET)
            if random.random() < loss:
                counts["lost"] += 1
            else:
                turn += 1
                due = time.monotonic() + random.uniform(delay - jitter, delay + jitter)
                heapq.heappush(waiting, (due, turn, packet))
        while waiting and waiting[0][0] <= time.monotonic():
            os.write(far, heapq.heappop(waiting)[2])
            counts["carried"] += 1


main()
