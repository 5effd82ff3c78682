"""tree.py PID cpu|memory: of the process and all below it, CPU time so far in ms, or PSS in KiB."""

import os
import sys


def stat(pid):
    # The command's name, in parentheses, may hold blanks.
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()


def processes():
    children = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            children.setdefault(int(stat(pid)[1]), []).append(int(pid))
        except OSError:
            pass  # it has ended meanwhile
    return children


def tree(root):
    children = processes()
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def cpu_ms(pid):
    # utime, stime, and those of children that ended and were waited for.
    return sum(map(int, stat(pid)[11:15])) * 1000 // os.sysconf("SC_CLK_TCK")


def pss_kib(pid):
    with open(f"/proc/{pid}/smaps_rollup") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pss:"))


def total(of, root):
    value = 0
    for pid in tree(root):
        try:
            value += of(pid)
        except (OSError, StopIteration):
            pass
    return value


print(total({"cpu": cpu_ms, "memory": pss_kib}[sys.argv[2]], int(sys.argv[1])))
