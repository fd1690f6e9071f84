#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every state of New Link and Share, pictured one after the other; see tests/bed/shots."""

import re
import sys

from bed import Screen, key, type_text, wait
from pages import Stage, main, page as add_page

PAGES = {}
LONG = 'Kitchen shelves, oak, made to measure, with delivery and fitting on a Saturday morning. '


def page(name):
    return add_page(name, PAGES)


def new_link(stage):
    stage.back()
    stage.practice.call('DELETE', 'faults')
    key('ctrl+n')
    return stage.dialog('New Link')


def share(stage):
    stage.back()
    stage.practice.call('DELETE', 'faults')
    stage.open_link('Open')
    stage.window.find('push button', 'Share by E-mail').click()
    return stage.dialog('Share')


def refuse(stage, operation, **fields):
    errors = [{'parameter': name, 'detail': words, 'message': words} for name, words in fields.items()]
    stage.practice.faults({'operation': operation, 'kind': 'status', 'status': 400, 'type': 'bad-request',
                           'errors': errors})


def create(form):
    form.find('push button', re.compile('^Create( Create)?$')).click()


def send_to(form, people):
    form.find('text', 'Name and E-mail Address').click()
    type_text(people)
    form.find('push button', 'Send').click()


@page('new-link')
def _(stage):
    stage.try_out()
    stage.fill_the_shop()
    new_link(stage)


@page('new-link-filled')
def _(stage):
    form = stage.dialog('New Link')
    stage.fill(form, 'Amount', '1234567.89')
    stage.fill(form, 'Description', LONG)


@page('new-link-expiry')
def _(stage):
    form = stage.dialog('New Link')
    form.find('push button', 'Last day').click()
    wait(lambda: len(stage.app.x_windows()) > 2, 'the calendar')


@page('new-link-currency')
def _(stage):
    key('Escape')
    form = stage.dialog('New Link')
    form.find('push button', 'Currency').click()
    wait(lambda: stage.app.node.find_now('entry', 'Search currencies'), 'the currencies')
    type_text('dinar')


@page('new-link-prompt')
def _(stage):
    key('Escape')
    form = stage.dialog('New Link')
    form.find(name='Let the Customer Choose the Amount').click()


@page('new-link-more')
def _(stage):
    form = stage.dialog('New Link')
    form.find(name='More Choices').click()
    Screen.settled()
    for name in ('Pay by Bank Transfer', 'Hold the Money', 'Save the Customer'):
        form.find(name=name).click()
    form.find('text', 'Text on the Pay Button').click()
    type_text('Pay for the shelves now, please')
    form.find('text', 'Order Number').bring_into_view()


@page('new-link-errors-top')
def _(stage):
    form = stage.dialog('New Link')
    form.find(name='Let the Customer Choose the Amount').click()
    stage.fill(form, 'Amount', '1234.567')
    stage.fill(form, 'Reference', 'x' * 49)
    create(form)


@page('new-link-errors-more')
def _(stage):
    stage.dialog('New Link').find('text', 'Order Number').bring_into_view()


@page('new-link-discard')
def _(stage):
    key('Escape')
    stage.app.node.find('push button', 'Discard')


@page('new-link-sending')
def _(stage):
    form = new_link(stage)
    stage.practice.faults({'operation': 'createLink', 'kind': 'delay', 'ms': 60000})
    stage.fill(form, 'Amount', '25')
    create(form)
    form.find('label', 'Creating')


@page('new-link-refused')
def _(stage):
    stage.practice.call('POST', 'release')
    stage.all_closed()
    form = new_link(stage)
    refuse(stage, 'createLink', merchantReference='This reference is used by another link.',
           tip='Tips are not enabled for this terminal.')
    stage.fill(form, 'Amount', '25')
    create(form)
    form.find('label', re.compile('used by another link'))


@page('share')
def _(stage):
    share(stage)


@page('share-filled')
def _(stage):
    form = stage.dialog('Share')
    form.find('text', 'Name and E-mail Address').click()
    for person in ('Sarah Hopper <sarah@example.com>', 'Bartholomew Featherstonehaugh-Cholmondeley '
                   '<bartholomew.featherstonehaugh@a-very-long-domain-name.example.com>', 'tom@example.com'):
        type_text(person)
        key('Return')
    form.find('list item', 'tom')


@page('share-message')
def _(stage):
    form = stage.dialog('Share')
    form.find('text', 'Message').click()
    key('ctrl+End')
    key('Return')
    type_text(LONG * 5)
    key('Return')
    type_text('The last line.')
    Screen.settled()


@page('share-preview')
def _(stage):
    form = stage.dialog('Share')
    form.find(name='Preview').click()
    Screen.settled()
    form.find(name='Use This Message').bring_into_view()


@page('share-errors')
def _(stage):
    form = stage.dialog('Share')
    form.find('text', 'Message').click()
    key('ctrl+Home')
    type_text('Dear {name}, ')
    form.find('push button', 'Send').click()
    Screen.settled()


@page('share-errors-person')
def _(stage):
    key('alt+n')
    type_text('sarah, <sarah@')
    stage.dialog('Share').find('push button', 'Send').click()
    Screen.settled()


@page('share-discard')
def _(stage):
    key('Escape')
    stage.app.node.find('push button', 'Discard')


@page('share-sending')
def _(stage):
    form = share(stage)
    stage.practice.faults({'operation': 'shareLink', 'kind': 'delay', 'ms': 60000})
    send_to(form, 'Sarah Hopper <sarah@example.com>, Tom <tom@example.com>')
    form.find('label', 'Sending')


@page('share-sent')
def _(stage):
    stage.practice.call('POST', 'release')
    stage.all_closed()
    stage.window.find('label', re.compile('sent to 2 people'))


@page('share-suggestions')
def _(stage):
    form = share(stage)
    form.find('text', 'Name and E-mail Address').click()
    type_text('sar')
    form.find('list', 'People you wrote to before').find(name='Sarah Hopper')


@page('share-refused')
def _(stage):
    form = share(stage)
    refuse(stage, 'shareLink', **{'recipients[0].email': 'This address refuses e-mail.'})
    send_to(form, 'Sarah Hopper <sarah@example.com>')
    form.find('label', re.compile('refuses'))


@page('create-and-share')
def _(stage):
    form = new_link(stage)
    stage.fill(form, 'Amount', '25')
    form.find('push button', 'Create and').click()
    stage.dialog('Share')


@page('new-link-mail-too')
def _(stage):
    form = stage.dialog('Share')
    refuse(stage, 'createLink', merchantReference='This reference is used by another link.')
    send_to(form, 'Sarah Hopper <sarah@example.com>')
    form = stage.dialog('New Link')
    form.find('label', re.compile('used by another link'))
    create(form)
    stage.app.node.find('push button', 'Create Only')


@page('new-link-stays')
def _(stage):
    stage.answer('Cancel')
    form = new_link(stage)
    form.find(name=re.compile('Takes Many Payments')).click()
    form.find('label', re.compile('^A code on paper')).bring_into_view()


@page('leave-unsent')
def _(stage):
    stage.back()
    form = new_link(stage)
    stage.practice.faults({'operation': 'createLink', 'kind': 'cutBefore', 'times': 1000})
    stage.fill(form, 'Amount', '25')
    create(form)
    stage.all_closed()
    key('ctrl+q')
    stage.app.node.find('push button', 'Keep Open')


STAGE = Stage
NOT_OURS = set()
PASSING = {'new-link-sending', 'share-sending', 'share-sent'}

if __name__ == '__main__':
    sys.exit(main(PAGES, Stage))
