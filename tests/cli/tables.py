# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables beside a shop's data, and what became of their rows."""

import csv
import os


def equal(got, wanted):
    assert got == wanted, f'{got!r} is not {wanted!r}'


class Table:
    """A file beside the shop's data."""

    def __init__(self, shop, content, name='links.csv', encoding='utf-8'):
        self.path = os.path.join(shop.folder, name)
        with open(self.path, 'wb') as file:
            file.write(content if isinstance(content, bytes) else content.encode(encoding))

    @property
    def rows(self):
        with open(self.path, encoding='utf-8-sig', newline='') as file:
            return list(csv.reader(file))


def path(shop, name):
    return os.path.join(shop.folder, name)


def states(run):
    return [(row['row'], row['state']) for row in run.json['rows']]


def references(shop):
    return sorted(link['merchantReference'] for link in shop.run('list', '--json').json['links'])
