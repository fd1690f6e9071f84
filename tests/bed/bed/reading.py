# SPDX-License-Identifier: GPL-3.0-or-later
"""A window in another language, read as the English one: so whatever drives the one drives the other, too."""

import functools
import os
import re
import struct

from .programs import BUILD
from .tree import READERS

MNEMONICS = str.maketrans('', '', '_')
PLACE = re.compile(r"%(?:(\d)\$)?'?(?:[sdu%]|l?[du]|\.\df)|\{\w+\}")
# What sentences and lists are put together with.
SEAMS = re.compile(r'(\n+| · |, |(?<=[.?!]) )')


def read_catalogue(path):
    """All originals with their translations, in each plural form; contexts are left out."""
    data = path.read_bytes()
    _magic, _revision, count, originals, translations = struct.unpack('<5I', data[:20])

    def text(table, number):
        length, place = struct.unpack_from('<2I', data, table + 8 * number)
        return data[place:place + length].decode()

    for number in range(count):
        english = text(originals, number).split('\x04')[-1].split('\0')
        for form, words in enumerate(text(translations, number).split('\0')):
            if english[0]:
                yield english[min(form, len(english) - 1)].translate(MNEMONICS), words.translate(MNEMONICS)


class Form:
    """A translation with places that something stands in."""

    def __init__(self, english, words):
        self.english = english
        self.numbers = []
        pattern, end = '', 0
        for place in PLACE.finditer(words):
            pattern += re.escape(words[end:place.start()]) + '(.+?)'
            self.numbers.append(int(place[1] or len(self.numbers) + 1))
            end = place.end()
        self.pattern = re.compile(pattern + re.escape(words[end:]), re.DOTALL)
        literal = PLACE.sub('', words)
        self.says = sum(map(str.isalpha, literal)), len(literal)

    def read(self, words, to_english):
        found = self.pattern.fullmatch(words)
        if not found:
            return None
        said = dict(zip(self.numbers, map(to_english, found.groups())))
        order = iter(range(1, len(self.numbers) + 1))
        return PLACE.sub(lambda place: said.get(int(place[1] or next(order)), ''), self.english)


class Reader:
    def __init__(self, catalogue):
        self.words, self.forms = {}, []
        for english, words in read_catalogue(catalogue):
            if PLACE.search(words):
                self.forms.append(Form(english, words))
            else:
                # A word for two of them is both.
                known = self.words.setdefault(words, english)
                if english not in known.split(' / '):
                    self.words[words] = f'{known} / {english}'
        # Those that say the most first: "%s · %s" fits nearly everything.
        self.forms.sort(key=lambda form: form.says, reverse=True)
        self.read = functools.cache(self.read)

    def read(self, words):
        if words in self.words:
            return self.words[words]
        # A button is called by its label and by what it is labelled by.
        for place in (place for place, letter in enumerate(words) if letter == ' '):
            if words[:place] in self.words and words[place + 1:] in self.words:
                return f'{self.words[words[:place]]} {self.words[words[place + 1:]]}'
        for form in self.forms:
            english = form.read(words, self.read) if form.says > (2,) else None
            if english is not None:
                return english
        parts = SEAMS.split(words)
        if len(parts) > 1:
            parts[::2] = map(self.read, parts[::2])
        return ''.join(parts)


def learn(language):
    """To be called before the program is started, which speaks that language then."""
    os.environ.update(LANGUAGE=language, TEXTDOMAINDIR=str(BUILD / 'po'))
    READERS[:] = [Reader(BUILD / 'po' / language / 'LC_MESSAGES' / 'paylinks.mo')]
