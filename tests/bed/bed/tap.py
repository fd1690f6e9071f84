# SPDX-License-Identifier: GPL-3.0-or-later
"""A test program's cases in order, told as TAP; a case that fails leaves a picture and the tree behind."""

import os
import pathlib
import re
import sys
import time
import traceback


class Skip(Exception):
    pass


class Suite:
    """Cases run in the order they are written in. A case that goes on where the one before it ended says
    `needs_all=True` and is not tried after a failure."""

    def __init__(self, name):
        self.name = name
        self.cases = []
        self.on_failure = []
        build = pathlib.Path(os.environ.get('PAYLINKS_BUILD', '.'))
        self.output = build / 'tests' / 'ui' / 'output' / name

    def case(self, title, needs_all=False):
        def add(function):
            self.cases.append((title, function, needs_all))
            return function
        return add

    @staticmethod
    def skip(reason):
        raise Skip(reason)

    @staticmethod
    def tell(error):
        """What went wrong in the first line, then where: often only the beginning is read."""
        print(f'# {type(error).__name__}: {error}'.replace('\n', '\n# '))
        for frame in reversed(traceback.extract_tb(error.__traceback__)[1:]):
            print(f'#   {pathlib.Path(frame.filename).name}:{frame.lineno}: {frame.line}')

    def leave(self, title):
        if not os.environ.keys() & {'PAYLINKS_SCREEN', 'PAYLINKS_SCREENS'}:
            return
        from .screen import Screen
        name = re.sub(r'[^a-z0-9]+', '-', title.lower()).strip('-')
        print(f'# picture: {Screen.grab().save(self.output / (name + ".png"))}')
        for callback in self.on_failure:
            callback()

    def run(self):
        print(f'1..{len(self.cases)}', flush=True)
        failed = 0
        for number, (title, function, needs_all) in enumerate(self.cases, 1):
            if needs_all and failed:
                failed += 1
                print(f'not ok {number} - {title}\n# not tried: a step before it failed', flush=True)
                continue
            begin = time.monotonic()
            try:
                function()
            except Skip as skip:
                print(f'ok {number} - {title} # SKIP {skip}', flush=True)
            except Exception as error:
                failed += 1
                print(f'not ok {number} - {title}')
                self.tell(error)
                try:
                    self.leave(title)
                except Exception as trouble:
                    print(f'# no picture: {trouble}')
                sys.stdout.flush()
            else:
                print(f'ok {number} - {title}\n# {time.monotonic() - begin:.2f} s', flush=True)
        sys.exit(1 if failed else 0)
