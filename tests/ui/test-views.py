#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A merchant keeps a filter under a name, deletes it, and takes that back; by keyboard where a keyboard will do."""

import re

from bed import Suite, key, type_text, wait
from pages import Stage

suite = Suite('views')
stage = Stage()


def view():
    return stage.window.find('push button', re.compile('^View: ')).name


def shown(count):
    stage.window.find('label', re.compile(rf'^{count}\b.* links?$'))


def sees(name):
    wait(lambda: view() == f'View: {name}', f'the view {name}, not {view()}')


def choose(item):
    stage.menu(re.compile('^View: '), item)


@suite.case('there are links of several states')
def _():
    stage.try_out()
    stage.window.find('label', 'No Links Yet')
    stage.fill_the_shop()
    sees('All Links')
    shown(12)


@suite.case('a view that everybody needs is chosen from the menu', needs_all=True)
def _():
    choose('Paid')
    sees('Paid')
    stage.window.find('push button', 'Remove Filter: Paid')


@suite.case('what needs the merchant is in one view, and each part of it can be taken away', needs_all=True)
def _():
    choose('Needs Attention')
    sees('Needs Attention')
    shown(0)
    key('ctrl+shift+f')
    form = stage.dialog('Filter Links')
    for state in 'Partly Paid', 'On Hold', 'On Its Way', 'Declined', 'Unclear', 'Returned':
        assert form.find('check box', state).checked, state
    for state in 'Open', 'Paid', 'Refunded', 'Expired', 'Switched Off':
        assert not form.find('check box', state).checked, state
    stage.window.find('push button', 'Remove Filter: Needs Attention')
    assert not stage.window.find_now('push button', 'Remove Filter: Declined')
    form.find('check box', 'Open').click()
    form.find('check box', 'Unclear').click()
    wait(lambda: stage.window.find_now('push button', 'Remove Filter: Declined'), 'a chip for each that is left')
    form.find('check box', 'Open').click()
    key('Escape')
    stage.all_closed()
    # What a bank took back and what was called off are one choice: without it, none of both is left.
    for state in 'Returned', 'Declined', 'Partly Paid', 'On Its Way', 'On Hold':
        sees('Needs Attention, changed')
        stage.window.find('push button', f'Remove Filter: {state}').click()
        wait(lambda: not stage.window.find_now('push button', f'Remove Filter: {state}'), 'the chip to go')
    sees('All Links')
    choose('Needs Attention')
    stage.window.find('push button', 'Remove Filter: Needs Attention').click()
    sees('All Links')
    choose('Paid')
    sees('Paid')


@suite.case('links are filtered by keyboard alone', needs_all=True)
def _():
    key('ctrl+shift+f')
    page = stage.dialog('Filter Links')
    wait(lambda: page.focus(), 'the keyboard to be on the page')
    key('alt+p')
    key('alt+o')
    wait(lambda: stage.window.find_now('push button', 'Remove Filter: Open'), 'the chip')
    key('Escape')
    stage.all_closed()
    sees('Open')


@suite.case('what is shown is saved under a name', needs_all=True)
def _():
    stage.window.find('push button', 'Sort').click()
    stage.window.find(name='Amount').click()
    sees('Open, changed')
    choose('Save as View…')
    dialog = stage.dialog('Save View')
    dialog.find('text', 'Name')
    type_text('Large ones')
    key('Return')
    stage.all_closed()
    sees('Large ones')


@suite.case('it is deleted, and comes back', needs_all=True)
def _():
    choose('Delete View')
    sees('Some Links')
    stage.window.find('push button', 'Undo').click()
    sees('Large ones')


@suite.case('the next start shows it again', needs_all=True)
def _():
    global stage
    key('ctrl+q')
    stage.ended()
    stage = Stage()
    stage.at_the_list()
    sees('Large ones')
    stage.window.find('label', re.compile(r'^[0-9]+ of 12 links$'))


suite.on_failure.append(lambda: print('# ' + stage.app.node.tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    stage.app.stop()
