# SPDX-License-Identifier: GPL-3.0-or-later
"""The virtual display's pixels, read from the file that the X server keeps them in, and written as PNG."""

import os
import pathlib
import struct
import time
import zlib

from .screens import Screens


class Screen:
    """One moment of the screen: a rectangle of 32-bit pixels, blue first."""

    def __init__(self, width, height, rows):
        self.width = width
        self.height = height
        self.rows = rows

    @classmethod
    def grab(cls):
        if 'PAYLINKS_SCREENS' in os.environ:
            with Screens(os.environ['PAYLINKS_SCREENS']) as screens:
                return cls(*screens.look())
        with open(os.environ['PAYLINKS_SCREEN'], 'rb') as file:
            dump = file.read()
        # XWDFileHeader: 25 big-endian words; see X11/XWDFile.h.
        words = struct.unpack('>25I', dump[:100])
        header_size, width, height, bytes_per_line, colours = words[0], words[4], words[5], words[12], words[19]
        if words[11] != 32:
            raise RuntimeError(f'{words[11]} bits a pixel are not understood')
        start = header_size + colours * 12
        lines = range(start, start + height * bytes_per_line, bytes_per_line)
        return cls(width, height, [dump[line:line + width * 4] for line in lines])

    @classmethod
    def settled(cls, quiet=0.25, timeout=5, strict=False):
        """Waits until the screen has not changed for a while, so that no picture shows half a frame. strict: None when
        it does not come to rest."""
        deadline = time.monotonic() + timeout
        last, since = cls.grab(), time.monotonic()
        while time.monotonic() - since < quiet and time.monotonic() < deadline:
            time.sleep(0.05)
            now = cls.grab()
            if now.rows != last.rows:
                last, since = now, time.monotonic()
        return None if strict and time.monotonic() - since < quiet else last

    def crop(self, x, y, width, height):
        left, top = max(x, 0), max(y, 0)
        right, bottom = min(x + width, self.width), min(y + height, self.height)
        return Screen(right - left, bottom - top, [row[left * 4:right * 4] for row in self.rows[top:bottom]])

    def colours(self):
        """How many different colours there are: an empty window has a handful, a page of text has hundreds."""
        seen = set()
        for row in self.rows:
            seen.update(struct.unpack(f'{self.width}I', row))
        return len(seen)

    def save(self, path):
        lines = bytearray()
        for row in self.rows:
            line = bytearray(self.width * 3)
            line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
            lines += b'\0' + line

        def chunk(kind, data):
            return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

        header = struct.pack('>IIBBBBB', self.width, self.height, 8, 2, 0, 0, 0)
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header)
                         + chunk(b'IDAT', zlib.compress(bytes(lines), 6)) + chunk(b'IEND', b''))
        return path
