#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A spreadsheet becomes links: asked about the amounts, mended in place, created, sent, and not a second time."""

import os
import pathlib
import re

from bed import Suite, key, type_text, wait
from merchant import Merchant

suite = Suite('import')
merchant = Merchant()
FOLDER = pathlib.Path(os.environ['XDG_DATA_HOME'])
TABLE = FOLDER / 'customers.csv'
TABLE.write_text('Invoice no.;Amount;Customer;E-mail;Mine\n'
                 'A1;10,50;Sarah Hopper;sarah@example.com;=x\n'
                 'A2;1.234,00;Bob Byrne;bob@example.com;\n'
                 'A2;7x;Sarah Hopper;;\n'
                 ';3,00;Bob Byrne;;\n')


@suite.case('the practice account is open')
def _():
    merchant.try_out()
    merchant.window.find('label', 'No Links Yet')


@suite.case('amounts are asked about, not guessed', needs_all=True)
def _():
    form = merchant.open_table(TABLE)
    form.find(name='Say how the amounts are written')
    assert not form.find('push button', re.compile('^Create')).sensitive
    form.find('check box', 'With a Decimal Comma').click() if form.find_now('check box', 'With a Decimal Comma') \
        else form.find(name='With a Decimal Comma').click()
    form.find('label', re.compile('3 rows are to be mended first'))


@suite.case('rows are mended in place, or left out', needs_all=True)
def _():
    form = merchant.dialog('Import Links')
    form.find('label', re.compile(r'This is not an amount\. Write it like 1\.234,50\.'))
    form.find('label', re.compile('^Row 4: A2')).click()
    # Not confirmed: the keyboard goes on.
    form.find('text', 'Amount').click()
    key('ctrl+a')
    type_text('7,00')
    form.find('text', 'Reference').click()
    key('ctrl+a')
    type_text('A3')
    key('Return')
    form.find('label', re.compile('1 row is to be mended first'))
    form.find('label', 'Row 5').click()
    form.find('push button', 'Leave Out').click()
    form.find('label', re.compile('1 row is left out'))
    # It does not vanish, and can be taken in again.
    form.find('push button', 'Take In Row 5').click()
    form.find('label', re.compile('1 row is to be mended first'))
    form.find('label', 'Row 5').click()
    form.find('push button', 'Leave Out').click()
    form.find('push button', 'Take In Row 5')
    form.find(name=re.compile(r'^3 links, .*1,251\.50.* in all$'))
    form.find('label', 'Send Each Link by E-mail').click()
    form.find(name=re.compile(r'in all; 2 e-mails$'))
    form.find(name='2 people get an e-mail')
    form.find(name=re.compile(r'; e-mail to .*sarah@example\.com'))
    form.find(name=re.compile('5 of 5 are used|4 of 5 are used; not used: “Mine”'))


@suite.case('they are created and sent', needs_all=True)
def _():
    form = merchant.dialog('Import Links')
    form.find('push button', re.compile('^Create')).click()
    wait(lambda: merchant.practice.state_now()['counts']['links'] == 3, 'three links at the stand-in')
    wait(lambda: len(merchant.practice.mails()) == 2, 'two mails')
    references = {link['merchantReference']: link['order']['charge']['amount']
                  for link in merchant.practice.state_now()['links']}
    assert references == {'A1': 1050, 'A2': 123400, 'A3': 700}, references
    # The words of Share, each with its own name and amount.
    words = {mail['recipients'][0]['email'] if 'recipients' in mail else str(mail): str(mail) for mail in
             merchant.practice.mails()}
    assert any('$10.50' in text for text in words.values()), words
    assert not any('{' + word + '}' in text for text in words.values() for word in ('name', 'amount')), words
    # What became of each of them opens from inside the form, too.
    form.find('push button', re.compile('^Details')).click()
    details = wait(lambda: next((node for node in merchant.dialogs() if node != form), None), 'the details')
    details.find(name=re.compile('A3'))
    details.find('list item', re.compile('E-mail with link.*A1.*To .*Sarah Hopper'))
    key('Escape')
    wait(lambda: merchant.dialogs() == [form], 'the details to close')
    # It ended, and says nothing else; one button closes both.
    form.find('label', re.compile('^Finished'))
    form.find('label', '3 of 3 links created, 2 of 2 e-mails sent')
    form.find('label', re.compile('^Import the same file again'))
    assert not form.find_now('label', re.compile('You can close this'))
    closes = [node for node in form.all('push button') if re.match('^Close', node.name)]
    assert len(closes) == 1, closes
    closes[0].click()
    merchant.all_closed()
    merchant.window.find(name=re.compile('A3'))


@suite.case('the same file again: only what is new could be created', needs_all=True)
def _():
    form = merchant.open_table(TABLE)
    form.find(name='With a Decimal Comma').click()
    form.find('label', re.compile('3 rows were imported before|2 rows were imported before'))
    form.find('push button', re.compile('^Save Results'))
    key('Escape')
    merchant.all_closed()
    assert merchant.practice.state_now()['counts']['links'] == 3


@suite.case('another amount than before is told, and the merchant decides', needs_all=True)
def _():
    TABLE.write_text('Invoice no.;Amount;Expires\nA1;11,50;1/2/2031\nA2;1.234,00;\nA9;5,00;31/12/2030\n')
    form = merchant.open_table(TABLE)
    form.find(name='With a Decimal Comma').click()
    form.find(name='Say how the days are written')
    form.find(name='Day, Month, Year').click()
    form.find('label', re.compile(r'Amount: imported before, with \$10\.50'))
    assert not form.find('push button', re.compile('^Create')).sensitive
    # In the list of all rows, by the keyboard.
    form.find('label', re.compile('^All Rows')).click()
    rows = merchant.dialog('Rows of the Table')
    rows.find(name=re.compile('New link, until 31 December 2030'))
    # The arrows read each row out.
    rows.find('list item', re.compile('^Row 4: A9, .*New link, until 31 December 2030'))
    rows.find(name='To Mend').click()
    rows.find(name=re.compile('3 rows, 1 to mend'))
    key('Tab')
    key('Return')
    rows.find('push button', 'Leave Out').click()
    rows.find(name='No Row to Mend')
    key('Escape')
    form.find('label', re.compile('1 row is left out'))
    form.find('push button', re.compile('^Create')).click()
    wait(lambda: merchant.practice.state_now()['counts']['links'] == 4, 'the fourth link')
    form.find('push button', re.compile('^Close')).click()
    merchant.all_closed()


@suite.case('a table without headings loses no customer', needs_all=True)
def _():
    TABLE.write_text('B1,15.50,sarah@example.com\nB2,16.50,bob@example.com\n')
    form = merchant.open_table(TABLE)
    form.find('label', re.compile('^1 row$'))
    form.find(name='The first row is one like the others').click()
    form.find('label', re.compile('^2 rows$'))
    form.find('label', re.compile('^Column 3$'))
    key('Escape')
    merchant.all_closed()


@suite.case('a file that is no table is told', needs_all=True)
def _():
    TABLE.write_bytes(b'PK\x03\x04rubbish')
    merchant.choose_table(TABLE)
    told = merchant.dialog('The File Cannot Be Imported')
    told.find('push button', 'Close').click()
    merchant.all_closed()


suite.run()
