#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done with many links in one go, pictured: picked, asked about, on its way, and done; see tests/bed/shots."""

import re
import sys

from bed import Screen, key, type_text, wait
from pages import Stage, main, page as add_page

PAGES = {}
BATCH_DETAILS = re.compile('^Details')


def page(name):
    return add_page(name, PAGES)


class BulkStage(Stage):
    def pick(self, *numbers):
        """The first rows of the list; all links without any."""
        self.in_front()
        # On a narrow window the button stands in the header bar alone.
        self.window.find('push button', 'Select Links').click()
        self.window.find('push button', 'Cancel')
        if not numbers:
            key('ctrl+a')
        for number in numbers:
            self.window.find('list', 'Links').all('list item')[number].click()
        Screen.settled()

    def leave(self):
        self.back()
        key('Escape')
        self.window.find('push button', 'New Link')

    def ask(self, button, title):
        self.let_toasts_go()
        self.window.find('push button', button).click()
        form = self.dialog(title)
        # Looked at, Payroc was asked, and nothing moves any more.
        for words in (r'^Looking at', r'^Asking Payroc', r'^Looking at'):
            wait(lambda: not form.find_now(name=re.compile(words)), 'Payroc to be asked', 20)
        Screen.settled()
        return form


@page('batches-nothing')
def _(stage):
    stage.try_out()
    stage.menu('Main Menu', 'Imports and Group Changes')
    stage.dialog('Imports and Group Changes').find('label', 'Nothing Yet')


@page('picking-nothing')
def _(stage):
    stage.back()
    stage.fill_the_shop()
    stage.pick()
    key('ctrl+shift+a')
    Screen.settled()


@page('picking')
def _(stage):
    # Not the rows: a toast that comes now leaves them little room.
    stage.window.find('push button', 'Select All').click()
    Screen.settled()


@page('bulk-extend')
def _(stage):
    stage.ask('Extend…', 'Extend Links')


@page('bulk-extend-only')
def _(stage):
    form = stage.dialog('Extend Links')
    form.find(name='Send the New Addresses').click()
    Screen.settled()


@page('bulk-share')
def _(stage):
    stage.back()
    stage.ask('Send…', 'Send Links')


@page('bulk-share-nobody-yet')
def _(stage):
    form = stage.dialog('Send Links')
    form.find('check box', re.compile('^The Same People for All')).click()
    form.find(name='Enter whom these links shall be sent to.')
    Screen.settled()


@page('bulk-discard')
def _(stage):
    stage.dialog('Send Links').find('text', 'Name and E-mail Address').click()
    type_text('sarah@example.com')
    key('Escape')
    stage.app.node.find('label', 'Discard This?')


@page('bulk-switch-off')
def _(stage):
    stage.back()
    stage.ask('Switch Off…', 'Switch Off Links')


@page('bulk-asking')
def _(stage):
    stage.leave()
    stage.practice.seed(6)
    stage.update()
    stage.practice.faults({'operation': 'listSharingEvents', 'kind': 'delay', 'ms': 15000, 'times': 4})
    stage.pick()
    stage.window.find('push button', 'Switch Off…').click()
    stage.dialog('Switch Off Links').find(name=re.compile('Asking Payroc'))


@page('bulk-not-asked')
def _(stage):
    form = stage.dialog('Switch Off Links')
    form.find('push button', 'Stop').click()
    form.find('push button', 'Ask Payroc')
    stage.practice.faults()
    Screen.settled()


@page('batch-running')
def _(stage):
    stage.back()
    stage.practice.faults({'operation': 'editLink', 'kind': 'status', 'status': 409, 'type': 'cannot-be-modified',
                           'times': 1},
                          {'operation': 'editLink', 'kind': 'delay', 'ms': 60000, 'skip': 3, 'times': 20})
    stage.ask('Extend…', 'Extend Links')
    key('ctrl+Return')
    stage.all_closed()
    stage.window.find('push button', 'Correct')
    Screen.settled()


@page('batch-shown')
def _(stage):
    # Where both have no room, the batch waits behind the change that was refused.
    more = stage.window.find_now('push button', re.compile(r'^\W*Show .*More'))
    if more:
        more.click()
    stage.window.find('label', re.compile('^Giving'))
    Screen.settled()


@page('change-discard')
def _(stage):
    stage.window.find('push button', 'Discard').click()
    stage.app.node.find('label', 'Discard This Change')
    stage.app.node.find('push button', 'Keep')


@page('batch-results')
def _(stage):
    stage.answer('Keep')
    stage.all_closed()
    # Not "Copy Details".
    stage.window.find('push button', BATCH_DETAILS).click()
    stage.dialog('Giving').find('label', '1 refused')


@page('batch-cancel')
def _(stage):
    key('Escape')
    stage.all_closed()
    stage.window.find('push button', 'Cancel the Rest').click()
    stage.app.node.find('push button', 'Keep')


@page('batch-close')
def _(stage):
    key('Escape')
    stage.all_closed()
    key('ctrl+q')
    stage.app.node.find('push button', 'Keep Open')


@page('batches')
def _(stage):
    stage.app.node.find('push button', 'Keep Open').click()
    stage.in_front()
    stage.practice.faults()
    stage.menu('Main Menu', 'Imports and Group Changes')
    stage.dialog('Imports and Group Changes')


@page('batches-chosen')
def _(stage):
    form = stage.dialog('Imports and Group Changes')
    form.find(name=re.compile('^Giving')).click()
    form.find('push button', 'Back')
    form.find('label', '1 refused')


STAGE = BulkStage
NOT_OURS = set()
# The stand-in answers after a while.
PASSING = {'bulk-asking'}

if __name__ == '__main__':
    sys.exit(main(PAGES, STAGE))
