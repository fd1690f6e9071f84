# SPDX-License-Identifier: GPL-3.0-or-later
"""Several screens side by side, plugged in and out while programs run: what Xvfb, with its one output, cannot show.

Xvnc has as many outputs as its viewer has screens. So this is a viewer, of RFC 6143 and its extension for screens
(https://github.com/rfbproto/rfbproto/blob/master/rfbproto.rst), and no more of it than is needed.
"""

import socket
import struct

RAW, CURSOR, SCREENS = 0, -239, -308
UPDATE, BELL = 0, 2
BY_US = 1


class Screens:
    """The viewer. What it sees is without the pointer."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(str(path))
        self.stream = self.socket.makefile('rb')
        self.greet()
        self.pixels = None

    def close(self):
        self.stream.close()
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_what):
        self.close()

    def read(self, layout):
        data = self.stream.read(struct.calcsize(layout))
        return struct.unpack(layout, data)

    def send(self, layout, *values):
        self.socket.sendall(struct.pack(layout, *values))

    def greet(self):
        assert self.stream.read(12) == b'RFB 003.008\n'
        self.socket.sendall(b'RFB 003.008\n')
        kinds = self.stream.read(self.read('>B')[0])
        assert 1 in kinds, kinds   # none but the owner of the socket is here
        self.send('>B', 1)
        assert self.read('>I') == (0,)
        self.send('>B', 1)
        self.width, self.height, bits, _depth, big, true = self.read('>HHBBBB')
        assert (bits, big, true) == (32, 0, 1)
        self.stream.read(12)
        self.stream.read(self.read('>I')[0])
        self.send('>BxHiii', 2, 3, RAW, CURSOR, SCREENS)
        self.ask(anew=True)
        self.update()

    def ask(self, anew=False):
        self.send('>BBHHHH', 3, not anew, 0, 0, self.width, self.height)

    def update(self):
        """Reads one. Returns how many pixels came, and whether it was the answer to plug()."""
        while True:
            kind, = self.read('>B')
            if kind == UPDATE:
                break
            assert kind == BELL, kind
        count, answered = 0, False
        for _ in range(self.read('>xH')[0]):
            x, y, width, height, encoding = self.read('>HHHHi')
            if encoding == RAW:
                self.put(x, y, width, self.stream.read(width * height * 4))
                count += width * height
            elif encoding == CURSOR:
                self.stream.read(width * height * 4 + (width + 7) // 8 * height)
            else:
                assert encoding == SCREENS, encoding
                self.stream.read(3 + 16 * self.read('>B')[0])
                self.width, self.height = width, height
                answered = answered or x == BY_US
                assert x != BY_US or y == 0, f'these screens are not possible: {y}'
        return count, answered

    def put(self, x, y, width, data):
        for number, begin in enumerate(range(0, len(data), width * 4)):
            if self.pixels:
                self.pixels[y + number][x * 4:(x + width) * 4] = data[begin:begin + width * 4]

    def plug(self, screens):
        """What there is from now on: by number, x, y, width and height."""
        width = max(x + width for x, _y, width, _height in screens.values())
        height = max(y + height for _x, y, _width, height in screens.values())
        self.send('>BxHHBx', 251, width, height, len(screens))
        for number, screen in screens.items():
            self.send('>IHHHHI', number, *screen, 0)
        self.ask()
        while not self.update()[1]:
            self.ask()

    def look(self):
        """Width, height, and rows of pixels, blue first."""
        self.pixels = [bytearray(self.width * 4) for _ in range(self.height)]
        # The answer to this one has no pixels: they are in those to the next.
        self.ask(anew=True)
        left = self.width * self.height - self.update()[0]
        while left > 0:
            self.ask()
            left -= self.update()[0]
        rows, self.pixels = [bytes(row) for row in self.pixels], None
        return self.width, self.height, rows
