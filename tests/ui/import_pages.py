#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table on its way to become links, pictured: asked about, mended, reviewed, and done; see tests/bed/shots."""

import os
import pathlib
import re
import sys

from bed import Screen, key, wait
from pages import Stage, main, page as add_page

PAGES = {}
TABLE = pathlib.Path(os.environ.get('XDG_DATA_HOME', '/nonexistent')) / 'customers.csv'
CUSTOMERS = [('Sarah Hopper', 'sarah@example.com', 'Large pepperoni pizza'),
             ('Bob Byrne', 'bob@example.com', 'Shelves'),
             ('Tom Byrne', 'tom@example.com', 'Kitchen table, oak, with two benches and delivery to the second floor'),
             ('Ada Hopper', '', 'Gift voucher')]


def page(name):
    return add_page(name, PAGES)


class ImportStage(Stage):
    def write(self, *rows):
        TABLE.write_text('\n'.join(rows) + '\n')

    def open(self):
        form = self.open_table(TABLE)
        Screen.settled()
        return form


@page('import-no-table')
def _(stage):
    stage.try_out()
    TABLE.write_bytes(b'\0\1\2\3' * 40)
    stage.choose_table(TABLE)
    stage.app.node.find('label', 'The File Cannot Be Imported')


@page('import-no-headings')
def _(stage):
    stage.back()
    stage.write('INV-1,10.50,sarah@example.com', 'INV-2,20.00,bob@example.com')
    stage.open()


@page('import-like-the-others')
def _(stage):
    stage.dialog('Import Links').find(name='The first row is one like the others').click()
    stage.dialog('Import Links').find('label', 'Column 3')
    Screen.settled()


@page('import-questions')
def _(stage):
    stage.back()
    rows = [f'INV-{number};{10 + number},50;{"EUR" if number % 3 else "USD"};{name};{mail};{what};1/2/2031;Shelf 7'
            for number, (name, mail, what) in enumerate(CUSTOMERS * 4, 1)]
    stage.write('Invoice no.;Amount;Currency;Customer;E-mail;What;Open until;Mine', *rows,
                'INV-16;7x;USD;Sarah Hopper;sarah@example.com;Twice;;', ';3,00;USD;;;No reference;;')
    stage.open()


@page('import-mend')
def _(stage):
    form = stage.dialog('Import Links')
    form.find(name='With a Decimal Comma').click()
    form.find(name='Day, Month, Year').click()
    form.find('label', re.compile('rows are to be mended first'))
    form.find('label', re.compile('^Row 19$')).click()
    Screen.settled()


@page('import-review')
def _(stage):
    form = stage.dialog('Import Links')
    form.find('push button', 'Leave Out').click()
    form.find('push button', 'Take In Row 19')
    form.find('label', re.compile('^Row 18:')).click()
    form.find('push button', 'Leave Out').click()
    form.find('push button', re.compile('^Take In Row 18'))
    Screen.settled()


@page('import-columns')
def _(stage):
    stage.dialog('Import Links').find('label', 'Columns').click()
    Screen.settled()


@page('import-mail')
def _(stage):
    form = stage.dialog('Import Links')
    form.find('label', 'Columns').click()
    form.find(name='Send Each Link by E-mail').click()
    form.find('text', 'Message')
    form.find('label', 'Preview').click()
    Screen.settled()


@page('import-rows')
def _(stage):
    stage.dialog('Import Links').find('label', re.compile('^All Rows')).click()
    stage.dialog('Rows of the Table').find('list item', re.compile('^Row 2: INV-1'))
    Screen.settled()


@page('import-row')
def _(stage):
    rows = stage.dialog('Rows of the Table')
    rows.find('list item', re.compile('^Row 2: INV-1')).click()
    rows.find('text', 'Reference')
    Screen.settled()


@page('import-discard')
def _(stage):
    key('Escape')
    stage.dialog('Import Links')
    key('Escape')
    stage.app.node.find('label', 'Discard What Was Mended?')


@page('import-done')
def _(stage):
    stage.back()
    stage.write('Reference,Amount,Customer,E-mail', 'NEW-1,15,Sarah Hopper,sarah@example.com', 'NEW-2,16,,')
    form = stage.open()
    form.find(name='Send Each Link by E-mail').click()
    form.find(name=re.compile('1 e-mail$'))
    key('ctrl+Return')
    form.find('label', re.compile('^Finished'))
    Screen.settled()


@page('import-details')
def _(stage):
    stage.dialog('Import Links').find('push button', 'Details').click()
    stage.dialog('Changes from').find('list item', re.compile('To .*Sarah Hopper'))


@page('import-paid')
def _(stage):
    stage.back()
    for link in stage.practice.state_now()['links']:
        if link['merchantReference'].startswith('NEW-'):
            stage.practice.call('POST', 'pay', {'paymentLinkId': link['paymentLinkId']})
    key('F5')
    for reference in ('NEW-1', 'NEW-2'):
        stage.window.find(name=re.compile(f'Paid.*{reference}'), timeout=15)
    stage.write('Reference,Amount', 'NEW-1,15', 'NEW-2,16')
    form = stage.open()
    form.find('push button', re.compile('^Create All Anyway')).click()
    form.find('label', re.compile('New link though one was used'))
    Screen.settled()


@page('import-asked')
def _(stage):
    stage.back()
    stage.write('Reference,Amount,Customer,E-mail', 'NEW-1,15,,', 'new-2,25000000,Sarah Hopper,sarah@example.com',
                'NEW-9,3,,"Sarah Hopper <sarah@example.com>, bob@example.com"', 'NEW-10,5 CHF,,')
    form = stage.open()
    form.find(name='Send Each Link by E-mail').click()
    form.find(name=re.compile('whoever pays first;'))
    form.find('label', re.compile('^Row 3:')).click()
    form.find('push button', 'It Is Meant')
    Screen.settled()


@page('import-running')
def _(stage):
    stage.back()
    stage.write('Reference,Amount', *(f'MORE-{number},{number}' for number in range(10, 40)))
    form = stage.open()
    stage.practice.faults({'operation': 'createLink', 'kind': 'delay', 'ms': 60000, 'skip': 9, 'times': 20})
    key('ctrl+Return')
    form.find('label', re.compile('You can close this'))
    Screen.settled()


STAGE = ImportStage
NOT_OURS = set()
# The stand-in answers after a while.
PASSING = {'import-running'}

if __name__ == '__main__':
    sys.exit(main(PAGES, STAGE))
