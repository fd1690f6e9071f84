# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a person sees where the keyboard is, and all of each word: asked of tests/bed/eyes.c, which the program has
loaded."""

import os

from gi.repository import Gio, GLib

from . import hands
from .node import NotFound, wait

NAME = 'io.github.paylinks.Eyes'
MOST_TABS = 300
# Of what changes, so much is enough: a ring has few pixels, and they stand out, in the terms of WCAG. (libadwaita's own
# is half transparent: 2 on white, 2.5 with high contrast.) What is chosen in a menu changes as a whole, and less.
RING_PIXELS = 40
RING_CONTRAST = {'light': 1.5, 'dark': 1.5, 'high contrast': 2.4, 'dark high contrast': 2.4}
AREA_PIXELS = 1500
AREA_CONTRAST = 1.15


def open_eyes():
    """To be called before the program is started, which then looks at itself. Without sanitizers only."""
    if 'PAYLINKS_EYES' not in os.environ:
        return False
    os.environ['GIO_EXTRA_MODULES'] = os.environ['PAYLINKS_EYES']
    return True


def call(method, signature=None, *parameters):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    answer = bus.call_sync(NAME, '/io/github/paylinks/Eyes', NAME, method,
                           GLib.Variant(signature, parameters) if signature else None, None,
                           Gio.DBusCallFlags.NONE, 60_000)
    return answer.unpack()


def seen_now():
    """What a Look finds where Tab goes; nothing while no window has the keyboard."""
    hands.xdotool('key', '--clearmodifiers', 'Tab')
    found = call('Look')
    return found if found[2] else None


def stands_out(look, pixels, contrast):
    return pixels >= RING_PIXELS and contrast >= RING_CONTRAST[look] or \
        pixels >= AREA_PIXELS and contrast >= AREA_CONTRAST


def unseen_stops():
    """Of all stops of Tab in the window in front: those where too little shows that the keyboard is there."""
    found, met = [], set()
    try:
        while len(met) < MOST_TABS:
            # A window that has just come to the front may miss the first one.
            number, words, where, changes = wait(seen_now, 'a window in front to have the keyboard')
            if number in met:
                return found
            met.add(number)
            found += [f'{look}: {pixels} pixels change, contrast {contrast:.2f}: "{words}", {where}'
                      for look, pixels, contrast in changes if not stands_out(look, pixels, contrast)]
    finally:
        call('Rest')
    raise NotFound(f'Tab does not come round in {MOST_TABS} steps')


def cut_texts():
    """Those that end in an ellipsis for want of room: each with where it stands, from the inside out."""
    return call('Cut')[0]


class Blindfold:
    """While it is on, no ring is drawn."""

    def __enter__(self):
        call('Blind', '(b)', True)

    def __exit__(self, *_error):
        call('Blind', '(b)', False)
