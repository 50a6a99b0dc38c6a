"""Records everything that the sockets of a process send to a network address.

Python imports this module when it starts, if its folder is on `PYTHONPATH`. So it listens before anything else is
imported, in every process that a recorded process starts too. Each direction of each connection has a file in the
folder that `RECORDED_WIRE` names: `PROCESS-PORT-PORT`, with the own port first.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path


def record(folder):
    """Write what sockets send from now on to files in a folder; return a function that ends it."""
    names = ("send", "sendall", "sendto", "sendmsg")
    former = {name: getattr(socket.socket, name) for name in names}

    def file_of(sender):
        if sender.family not in (socket.AF_INET, socket.AF_INET6):
            return Path(os.devnull)  # between processes or threads of this machine
        own, other = sender.getsockname()[1], sender.getpeername()[1]
        return Path(folder, f"{os.getpid()}-{own}-{other}")

    def send(self, data, *flags):
        path = file_of(self)  # its names are not known after the other end has closed it
        sent = former["send"](self, data, *flags)
        with path.open("ab") as file:
            file.write(memoryview(data).cast("B")[:sent])
        return sent

    def sendall(self, data, *flags):
        path = file_of(self)
        former["sendall"](self, data, *flags)
        with path.open("ab") as file:
            file.write(data)

    def refuse(name):
        def call(self, *args):
            if self.family in (socket.AF_INET, socket.AF_INET6):
                raise NotImplementedError(f"{name} is not recorded")
            return former[name](self, *args)

        return call

    for name, function in zip(names, (send, sendall, refuse("sendto"), refuse("sendmsg")), strict=True):
        setattr(socket.socket, name, function)

    def end():
        for name, function in former.items():
            setattr(socket.socket, name, function)

    return end


if "RECORDED_WIRE" in os.environ:
    record(os.environ["RECORDED_WIRE"])
