#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window writes a table in the merchant's own words, of whichever language; an import knows each of them again."""

import csv
import gettext
import os
import pathlib
import re
import subprocess
import tempfile

from shop import Shop
from tap import Suite

SOURCE = pathlib.Path(__file__).resolve().parents[2]
FIELDS = ('reference', 'amount', 'currency', 'description', 'customer-amount', 'kind', 'order-id', 'expires', 'methods',
          'hold', 'button', 'save-card')

suite = Suite('export-words')


def equal(got, wanted):
    assert got == wanted, f'{got!r} is not {wanted!r}'


def catalog(language):
    if language == 'en':
        return gettext.NullTranslations()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'words.mo')
        subprocess.run(['msgfmt', '-o', path, str(SOURCE / f'po/{language}.po')], check=True)
        with open(path, 'rb') as file:
            return gettext.GNUTranslations(file)


def words(language):
    """As pl_table_words() has them: from its table, and for what an import reads from the names of its columns."""
    said = catalog(language)
    table = (SOURCE / 'src/ui/import/pl-table-words.c').read_text()
    names = {name: said.pgettext('table', english)
             for name, english in re.findall(r'{ "([\w-]+)", NC_\("table", "([^"]+)"\) }', table)}
    text = (SOURCE / 'src/ui/import/pl-import-text.c').read_text()
    fields = dict(re.findall(r'case PL_IMPORT_FIELD_(\w+):\s+return _\("([^"]+)"\);', text))
    for field in FIELDS:
        names[field] = said.gettext(fields[field.upper().replace('-', '_')])
    return names


def translate(rows, names):
    """The headings, and the cells that are names and not the merchant's own."""
    head, *rest = rows
    own = {head.index(name) for name in ('reference', 'description', 'order-id', 'button', 'currency')}

    def cell(place, value):
        return value if place in own else '+'.join(names.get(part, part) for part in value.split('+'))

    return [[names[name] for name in head]] + [[cell(*pair) for pair in enumerate(row)] for row in rest]


def described(shop):
    """What links are, without what Payroc makes up for each."""
    def of(link):
        link = {key: value for key, value in link.items() if key not in ('paymentLinkId', 'createdOn', 'assets')}
        return str(sorted(link.items(), key=lambda item: item[0]))

    return sorted(of(link) for link in shop.run('list', '--json').json['links'])


def fill(shop):
    shop.create('A1', '--description', 'Large pepperoni pizza', '--order-id', 'ORDER-1', '--button', 'Pay now')
    shop.run('create', '--reference', 'Jar', '--customer-amount', '--currency', 'USD', '--multi-use', status=0)
    shop.run('create', '--reference', 'Held', '--amount', '5.00', '--currency', 'USD', '--hold', '--methods', 'card',
             '--order-id', 'ORDER-2', status=0)
    for kept in ('unscheduled', 'recurring', 'installment'):
        shop.run('create', '--reference', kept, '--amount', '7.00', '--currency', 'USD', '--save-card', kept,
                 '--order-id', kept, status=0)


@suite.case('a table of links in the words of each language becomes the same links elsewhere')
def _():
    with Shop() as shop:
        fill(shop)
        path = os.path.join(shop.folder, 'out.csv')
        shop.run('export', path)
        with open(path, encoding='utf-8-sig', newline='') as file:
            rows = list(csv.reader(file))
        before = described(shop)

    for language in ('en', 'de', 'es', 'fr'):
        with Shop() as other:
            table = os.path.join(other.folder, f'{language}.csv')
            with open(table, 'w', encoding='utf-8-sig', newline='') as file:
                csv.writer(file).writerows(translate(rows, words(language)))
            run = other.run('import', table, '--decimal', '.', '--json')
            equal((language, run.json['created']), (language, len(rows) - 1))
            equal(described(other), before)


@suite.case('no two columns of a table have the same heading')
def _():
    for language in ('en', 'de', 'es', 'fr'):
        names = words(language)
        code = (SOURCE / 'src/core/export/pl-export-rows.c').read_text()
        for table in ('link_headings', 'payment_headings', 'list_payment_headings'):
            headings = re.findall(r'"([\w-]+)"', re.search(table + r'\[\] = {(.*?)};', code, re.DOTALL).group(1))
            said = [names[name] for name in headings]
            equal((language, len(set(said))), (language, len(headings)))


suite.run()
