"""latency.py RELAY_PORT HOP_PORT MESSAGES RATE: submits one message after the other at a low rate, each on a connection
of its own, and is the next hop too. Prints, a line each: `ack` and `forward`, number of messages, p50 and p99 in seconds.

ack: from the end of data to the 250. forward: from the 250 to the last octet at the next hop."""

import socket
import socketserver
import sys
import threading
import time

relay_port, hop_port, messages, rate = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
WARM_UP = 20
BODY = (b"x" * 70 + b"\r\n") * (10240 // 72)
arrived = {}
acknowledged = {}


class NextHop(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self):
        self.wfile.write(b"220 hop.test ESMTP\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"EHLO":
                self.wfile.write(b"250-hop.test\r\n250-PIPELINING\r\n250 8BITMIME\r\n")
            elif verb == b"DATA":
                self.wfile.write(b"354 go ahead\r\n")
                self.content()
                self.wfile.write(b"250 2.0.0 taken\r\n")
            elif verb == b"QUIT":
                self.wfile.write(b"221 2.0.0 bye\r\n")
                return
            else:
                self.wfile.write(b"250 2.1.0 fine\r\n")

    def content(self):
        number = None
        for line in self.rfile:
            if line == b".\r\n":
                break
            if line.startswith(b"X-Number:"):
                number = int(line[9:])
        arrived.setdefault(number, time.perf_counter())


class Hop(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 500


def submit(number):
    with socket.create_connection(("127.0.0.1", relay_port), timeout=60) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        replies = connection.makefile("rb")

        def expect(code):
            for line in replies:
                if line[3:4] != b"-":
                    if not line.startswith(code):
                        raise SystemExit(f"unexpected: {line!r}")
                    return

        expect(b"220")
        for command in (b"EHLO client.test", b"MAIL FROM:<a@source.test>", b"RCPT TO:<b@target.test>"):
            connection.sendall(command + b"\r\n")
            expect(b"250")
        connection.sendall(b"DATA\r\n")
        expect(b"354")
        start = time.perf_counter()
        connection.sendall(b"Subject: t\r\nX-Number: %d\r\n\r\n" % number + BODY + b".\r\n")
        expect(b"250")
        end = time.perf_counter()
        connection.sendall(b"QUIT\r\n")
        expect(b"221")
    acknowledged[number] = (end - start, end)


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


hop = Hop(("127.0.0.1", hop_port), NextHop)
threading.Thread(target=hop.serve_forever, daemon=True).start()
begin = time.perf_counter()
for i in range(WARM_UP + messages):
    time.sleep(max(0.0, begin + i / rate - time.perf_counter()))
    submit(i)
deadline = time.perf_counter() + 60
while len(arrived) < WARM_UP + messages and time.perf_counter() < deadline:
    time.sleep(0.05)
measured = range(WARM_UP, WARM_UP + messages)
if any(i not in arrived for i in measured):
    raise SystemExit("not every message arrived")
ack = [acknowledged[i][0] for i in measured]
forward = [arrived[i] - acknowledged[i][1] for i in measured]
for name, values in (("ack", ack), ("forward", forward)):
    print(name, messages, f"{quantile(values, 0.5):.6f}", f"{quantile(values, 0.99):.6f}")
