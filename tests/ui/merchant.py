# SPDX-License-Identifier: GPL-3.0-or-later
"""A merchant with a mouse: the steps of the main job, each seen to have happened in the window and at the stand-in."""

import os
import pathlib
import re
import time

from bed import notifications
from bed import Paylinks, Practice, Screen, key, move_away, pay, type_text, wait


class Merchant:
    def __init__(self, *options, hidden=False):
        self.app = Paylinks(*options, hidden=hidden)
        self.window = None if hidden else self.app.window()
        self.practice = None

    def try_out(self):
        self.window.find('push button', 'Try It Out').click()
        self.at_the_list()

    def at_the_list(self):
        self.window.find('push button', 'New Link', timeout=20)
        self.window.find('label', 'Practice')
        # The stand-in that the window has started: whoever asks for the same folder joins it.
        self.practice = Practice(pathlib.Path(os.environ['XDG_DATA_HOME']) / 'paylinks' / 'practice')
        assert self.practice.addresses['alreadyRunning'], 'the window has started no stand-in'

    def dialogs(self):
        return [node for node in self.app.node.children if node != self.window]

    def dialog(self, name):
        """Open, and with the keyboard: what is typed next is typed there."""
        node = wait(lambda: next((node for node in self.dialogs() if name in node.name), None), f'the window "{name}"')
        wait(lambda: node.has_keyboard, f'the keyboard to be with {node!r}')
        return node

    def all_closed(self):
        wait(lambda: not self.dialogs(), f'{self.dialogs()} to close')
        self.in_front()

    def in_front(self):
        """The main window has the keyboard again; a menu that opens before would close again at once."""
        wait(lambda: 'active' in self.window.states and self.window.has_keyboard, 'the main window to be active')

    def fill(self, where, name, text):
        entry = where.find('text', name).click()
        key('ctrl+a')
        type_text(text)
        wait(lambda: entry.text == text, f'{text!r} in {entry!r}')

    def begin_link(self, amount, reference, description):
        self.window.find('push button', 'New Link').click()
        form = self.dialog('New Link')
        self.fill(form, 'Amount', amount)
        self.fill(form, 'Reference', reference)
        self.fill(form, 'Description', description)
        return form

    def finish_link(self, form, reference):
        form.find('push button', re.compile('^Create( Create)?$')).click()
        return self.made(reference)

    def made(self, reference):
        """The new link's page opens, and Payroc has exactly one such link, which is returned."""
        self.all_closed()
        created = wait(lambda: self.practice.requests('createLink'), 'a link to be made at the stand-in')
        assert {row['status'] for row in created} == {201}, created
        links = [link for link in self.practice.state_now()['links'] if link['merchantReference'] == reference]
        assert len(links) == 1, links
        # On its page: the very address that the stand-in gave it.
        self.window.find('label', links[0]['assets']['paymentUrl'])
        return links[0]

    def begin_share(self, name, address):
        self.window.find('push button', 'Share by E-mail').click()
        form = self.dialog('Share')
        form.find('text', 'Name and E-mail Address').click()
        type_text(f'{name} <{address}>')
        form.find('push button', 'Add Recipient').click()
        form.find(name=name)
        return form

    def finish_share(self, form, name, address):
        form.find('push button', 'Send').click()
        return self.sent(name, address)

    def sent(self, name, address):
        """The mail is with the stand-in, once, and in the link's history."""
        self.all_closed()
        mails = wait(self.practice.mails, 'a mail at the stand-in')
        assert len(mails) == 1 and address in str(mails[0]), mails
        self.window.find('list', 'Sent by E-mail').find('list item', name)
        return mails[0]

    def customer_pays(self, link):
        page = pay(link['assets']['paymentUrl'])
        assert 'Thank you' in page, page[-500:]
        assert self.practice.state_now()['counts']['payments'] == 1
        return page

    def sees_it_paid(self, reference):
        """Nobody asks for it: the list and the link's page say Paid, in words."""
        row = self.window.find(name=re.compile(f'Paid.*{re.escape(reference)}'), timeout=15)
        self.window.find('label', re.compile('^Paid'))
        return row

    def is_told(self, title, body):
        """The desktop is given one notification that says so. Returns it."""
        told = wait(notifications.shown, 'a notification of the desktop')
        assert [(one['title'], body in one['body']) for one in told] == [(title, True)], told
        return told[0]

    def choose_table(self, path):
        key('ctrl+i')
        self.choose_file(path)

    def choose_file(self, path):
        """In the desktop's own dialog: its entry comes with the first sign, and on a slow computer some of what is
        typed meanwhile is lost."""
        chooser = wait(lambda: next(iter(self.dialogs()), None), 'the file chooser')
        wait(lambda: chooser.has_keyboard, 'the keyboard to be with the file chooser')

        def typed():
            entry = chooser.find_now('text')
            if entry is None:
                type_text('/')
            elif entry.text != str(path):
                key('ctrl+a')
                type_text(str(path))
            time.sleep(0.5)
            return entry is not None and entry.text == str(path)

        wait(typed, f'{path} in the file chooser', 30)
        key('Return')

    def open_table(self, path):
        self.choose_table(path)
        return self.dialog('Import Links')

    def picture(self, path):
        """All windows that stand on the screen, and nothing of the desktop around them."""
        move_away()
        shot = Screen.settled()
        windows = self.app.x_windows()
        left, top = min(w.x for w in windows), min(w.y for w in windows)
        right, bottom = max(w.x + w.width for w in windows), max(w.y + w.height for w in windows)
        return shot.crop(left, top, right - left, bottom - top).save(path)

    def close(self):
        self.window.find('push button', 'Close').click()
        self.ended()

    def ended(self):
        """By itself, well, and without a complaint in its log."""
        deadline = time.monotonic() + 15
        while self.app.process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        status = self.app.process.poll()
        assert status == 0, f'paylinks ended with {status}:\n{self.app.log.read_text(errors="replace")[-8000:]}'
        assert not self.app.warnings(), '\n'.join(self.app.warnings())
