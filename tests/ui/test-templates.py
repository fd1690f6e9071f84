#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A merchant saves a template, makes links from it, changes, renames and deletes it, and takes that back."""

import json
import re

from bed import Screen, Suite, key, type_text, wait
from pages import Stage

suite = Suite('templates')
stage = Stage()
MENU = 'New Link from Template'
SAVE = re.compile('^Save( Save)?$')
CREATE = re.compile('^Create( Create)?$')


def templates(*expected):
    page = stage.dialog('Templates')
    wait(lambda: [n.name for n in page.all('push button', re.compile('^Rename “'))]
         == [f'Rename “{name}”' for name in expected], f'the templates {expected}')
    return page


def body():
    """Of the newest create request."""
    sent = stage.practice.requests('createLink')[-1]['body']
    return json.loads(sent) if isinstance(sent, str) else sent


@suite.case('what is typed for one link is saved as a template')
def _():
    stage.try_out()
    stage.window.find('label', 'No Links Yet')
    Screen.settled()
    key('ctrl+n')
    form = stage.dialog('New Link')
    stage.fill(form, 'Amount', '35.50')
    stage.fill(form, 'Description', 'Haircut')
    form.find('push button', 'Save as Template…').click()
    page = stage.dialog('Save as Template')
    page.find('text', 'Name')
    type_text('Cut & dry')
    page.find('text', 'Message').click()
    key('ctrl+a')
    type_text('See you soon: {amount}')
    page.find('push button', SAVE).click()
    # In front of the form that it was saved from, not behind it.
    stage.dialog('New Link').find('label', 'Template saved')
    stage.back()


@suite.case('a link is made from it, with a reference of its own', needs_all=True)
def _():
    stage.menu(MENU, 'Cut & dry')
    form = stage.dialog('New Link')
    assert form.find('text', 'Amount').text == '35.50', form.find('text', 'Amount').text
    reference = form.find('text', 'Reference').text
    assert reference.startswith('LINK-'), reference
    form.find('push button', 'Create and').click()
    share = stage.dialog('Share')
    assert share.find('text', 'Message').text == 'See you soon: {amount}'
    share.find('text', 'Name and E-mail Address').click()
    type_text('Sarah Hopper <sarah@example.com>')
    share.find('push button', re.compile('Send')).click()
    stage.all_closed()
    stage.window.find('list', 'Details')
    sent = body()
    assert sent['merchantReference'] == reference, sent
    assert sent['order']['charge'] == {'type': 'preset', 'amount': 3550, 'currency': 'USD'}, sent
    assert sent['order']['description'] == 'Haircut', sent
    wait(lambda: [m for m in stage.practice.mails() if m.get('message') == 'See you soon: $35.50'], 'the e-mail')


@suite.case('it is changed by saving under its name again', needs_all=True)
def _():
    stage.menu(MENU, 'Cut & dry')
    form = stage.dialog('New Link')
    stage.fill(form, 'Amount', '40')
    form.find('push button', 'Save as Template…').click()
    page = stage.dialog('Save as Template')
    assert page.find('text', 'Name').text == 'Cut & dry'
    assert page.find('text', 'Message').text == 'See you soon: {amount}'
    page.find('label', 'It will be replaced')
    page.find('push button', SAVE).click()
    stage.dialog('New Link').find('push button', 'Undo')
    stage.back()
    stage.menu(MENU, 'Cut & dry')
    form = stage.dialog('New Link')
    wait(lambda: form.find('text', 'Amount').text == '40.00', 'the new amount')
    stage.back()


@suite.case('a link is the pattern of another', needs_all=True)
def _():
    stage.menu('More Actions', 'Save as Template…')
    stage.fill(stage.dialog('Save as Template'), 'Name', 'From a link')
    stage.dialog('Save as Template').find('push button', SAVE).click()
    stage.all_closed()
    stage.menu(MENU, 'Templates…')
    templates('Cut & dry', 'From a link')


@suite.case('one is renamed, the name of another is refused', needs_all=True)
def _():
    page = templates('Cut & dry', 'From a link')
    page.find('push button', 'Rename “From a link”').click()
    dialog = stage.dialog('Rename Template')
    dialog.find('text', 'Name')
    key('ctrl+a')
    type_text('cut & DRY')
    dialog.find('label', 'Another template has this name')
    key('ctrl+a')
    type_text('Weekly')
    key('Return')
    templates('Cut & dry', 'Weekly')


@suite.case('one is deleted, and comes back', needs_all=True)
def _():
    page = templates('Cut & dry', 'Weekly')
    page.find('push button', 'Delete “Weekly”').click()
    templates('Cut & dry')
    page.find('push button', 'Undo').click()
    templates('Cut & dry', 'Weekly')


@suite.case('one is used by keyboard alone', needs_all=True)
def _():
    page = stage.dialog('Templates')
    wait(lambda: page.focus(), 'the keyboard to be on the page')
    for _ in range(6):
        if page.focus() and page.focus().find_now('label', 'Weekly'):
            break
        key('Tab')
        Screen.settled()
    key('Return')
    form = stage.dialog('New Link')
    assert form.find('text', 'Amount').text == '35.50', form.find('text', 'Amount').text
    stage.back()


@suite.case('the next start has them', needs_all=True)
def _():
    global stage
    key('ctrl+q')
    stage.ended()
    stage = Stage()
    stage.at_the_list()
    stage.menu(MENU, 'Templates…')
    templates('Cut & dry', 'Weekly')


suite.on_failure.append(lambda: print('# ' + stage.app.node.tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    stage.app.stop()
