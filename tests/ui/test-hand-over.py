#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves the window otherwise than by Payroc's e-mail, read by the programs that it is meant for: files, the
clipboard, a mail program, a printer. And that the link's history says so."""

import os
import pathlib
import re
import subprocess
import urllib.parse

from bed import Screen, Suite, key, type_text, wait
from bed.hands import click_at
from merchant import Merchant

BED = pathlib.Path(__file__).resolve().parents[1] / 'bed'
HOME = pathlib.Path(os.environ['HOME'])
MAIL = HOME / 'mail-program-got'

suite = Suite('hand-over')
link = None


def install_mail_program():
    """As a desktop has one: it takes "mailto:" and writes down what it was given."""
    program = HOME / 'mail-program'
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {MAIL}.new && mv {MAIL}.new {MAIL}\n')
    program.chmod(0o755)
    applications = pathlib.Path(os.environ['XDG_DATA_HOME']) / 'applications'
    applications.mkdir(parents=True, exist_ok=True)
    (applications / 'mail-program.desktop').write_text(
        f'[Desktop Entry]\nType=Application\nName=Mail\nExec={program} %u\nMimeType=x-scheme-handler/mailto;\n')
    (pathlib.Path(os.environ['XDG_CONFIG_HOME']) / 'mimeapps.list').write_text(
        '[Default Applications]\nx-scheme-handler/mailto=mail-program.desktop\n')


def output(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, check=True, timeout=60).stdout


def read_code(picture):
    return output('zbarimg', '--quiet', '--raw', picture).decode().strip()


def read_drawing(drawing):
    picture = drawing.with_suffix('.drawn.png')
    output('rsvg-convert', '--zoom', '4', drawing, '--output', picture)
    return read_code(picture)


def read_page(pdf):
    """Its words, and its QR codes."""
    stem = pdf.with_suffix('')
    output('pdftoppm', '-png', '-r', '150', '-singlefile', pdf, stem)
    return output('pdftotext', '-layout', pdf, '-').decode(), read_code(f'{stem}.png').split('\n')


def pasted(mime_type):
    return output(BED / 'clipboard', mime_type)


def press(name):
    """As a screen reader does: no toast is in the way."""
    merchant.window.find('push button', re.compile(name)).activate()


def save_as(title, path):
    box = wait(lambda: next((node for node in merchant.app.node.children if node.shown and title in node.name), None),
               f'the dialog "{title}"')
    wait(lambda: box.has_keyboard, 'the keyboard to be there')
    Screen.settled()
    key('ctrl+a')
    type_text(str(path))
    key('Return')
    wait(lambda: path.exists() and path.stat().st_size > 0, f'{path}')


def noted(words):
    wait(lambda: merchant.window.find_now('list', 'Handed Over Otherwise'), 'the history')
    merchant.window.find('list', 'Handed Over Otherwise').find(name=re.compile(words))


def choose(item):
    merchant.menu('Hand Over Otherwise', item)


def click_below_title(node):
    """The printer's dialog has a title bar of the window manager's, which the node's own place does not count."""
    surface, _margin, _top = node.window()
    extents = output('xprop', '-id', surface.number, '_NET_FRAME_EXTENTS').decode()
    x, y = node.point()
    click_at(x, y - int(extents.split('=')[1].split(',')[2]))


class Hands(Merchant):
    def menu(self, button, item):
        def opened():
            if not self.window.find_now('menu item', re.compile(item)):
                self.window.find('push button', re.compile(button)).click()
                Screen.settled()
            return self.window.find_now('menu item', re.compile(item))

        wait(opened, f'the menu item {item!r}').click()


install_mail_program()
# Without a folder for documents, the printer's dialog proposes the one that the program was started in.
os.chdir(HOME)
merchant = Hands('--practice')


@suite.case('the code is copied as a picture and as a drawing')
def _():
    global link
    merchant.at_the_list()
    link = merchant.finish_link(merchant.begin_link('1250.50', 'INV-7', 'Oak & <b>shelves</b>'), 'INV-7')
    press('^Copy Code')
    merchant.window.find('label', 'QR code copied')
    for mime_type, name, read in (('image/png', 'copied.png', read_code),
                                  ('image/svg+xml', 'copied.svg', read_drawing)):
        path = HOME / name
        path.write_bytes(pasted(mime_type))
        assert read(path) == link['assets']['paymentUrl'], path


@suite.case('the code is saved as a picture and as a drawing, whichever the name says', needs_all=True)
def _():
    for name, read in (('code.png', read_code), ('code.svg', read_drawing)):
        press('^Save Code')
        save_as('Save QR Code', HOME / name)
        assert read(HOME / name) == link['assets']['paymentUrl'], name
        merchant.in_front()


@suite.case('the ready text is copied, and noted', needs_all=True)
def _():
    choose('Copy with a Text')
    noted('Copied with a text')
    text = pasted('text/plain;charset=utf-8').decode()
    assert link['assets']['paymentUrl'] in text and '$1,250.50' in text and '{' not in text, text


@suite.case('the mail program gets subject and text, and it is noted', needs_all=True)
def _():
    choose('Mail Program')
    noted('Opened in your mail program')
    got = urllib.parse.urlsplit(wait(lambda: MAIL.exists() and MAIL.read_text(), 'the mail program'))
    fields = urllib.parse.parse_qs(got.query, strict_parsing=True)
    assert got.scheme == 'mailto' and got.path == '', got
    assert 'INV-7' in fields['subject'][0] and link['assets']['paymentUrl'] in fields['body'][0], fields


@suite.case('the button for a web page is shown, copied, and noted', needs_all=True)
def _():
    choose('Web Page')
    box = wait(lambda: next((node for node in merchant.dialogs() if node.shown), None), 'the dialog')
    box.find('label', re.compile('href='))
    box.find('push button', 'Copy').click()
    noted('Button for a web page copied')
    assert f'href="{link["assets"]["paymentUrl"]}"' in pasted('text/plain;charset=utf-8').decode()
    merchant.all_closed()


@suite.case('paper is saved, says that it is practice, and is noted', needs_all=True)
def _():
    press('^On Paper')
    box = merchant.dialog('Paper')
    box.find('push button', re.compile('PDF')).click()
    save_as('Save as PDF', HOME / 'paper.pdf')
    words, codes = read_page(HOME / 'paper.pdf')
    assert codes == [link['assets']['paymentUrl']], codes
    for text in ('$1,250.50', 'INV-7', 'Oak & <b>shelves</b>', 'Practice: no real payment'):
        assert text in words, words
    noted('Saved as PDF')


@suite.case('paper is printed by the desktop\'s dialog, and is noted', needs_all=True)
def _():
    before = set(HOME.rglob('*.pdf'))
    box = merchant.dialog('Paper')
    box.find('push button', re.compile('^Print')).click()
    printer = wait(lambda: next((node for node in merchant.app.node.children if node.shown
                                 and node.find_now('label', 'Print to File')), None), 'the printer\'s dialog')
    click_below_title(printer.find('label', 'Print to File'))
    Screen.settled()
    click_below_title(printer.find('push button', re.compile('^Print')))
    noted('Given to the printer')
    printed, = wait(lambda: {path for path in HOME.rglob('*.pdf') if path.stat().st_size > 0} - before, 'the page')
    words, codes = read_page(printed)
    assert codes == [link['assets']['paymentUrl']] and 'INV-7' in words, (codes, words)


@suite.case('it closes cleanly', needs_all=True)
def _():
    key('Escape')
    merchant.all_closed()
    merchant.close()


suite.on_failure.append(lambda: print('# ' + merchant.app.node.tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    merchant.app.stop()
