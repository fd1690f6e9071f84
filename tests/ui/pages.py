#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of the window, brought to the front one after the other and pictured; see tests/bed/shots."""

import argparse
import datetime
import pathlib
import re
import sys

from bed import Screen, key, move_away, wait, wheel
from merchant import Merchant

PAGES = {}


def page(name, pages=PAGES):
    def add(function):
        pages[name] = function
        return function
    return add


class Stage(Merchant):
    """The merchant, who also finds the way back from every page."""

    size = None

    def resize(self, width, height, node=None):
        node = node or self.window
        x_window, margin, _top = node.window()
        x_window.resize(width + 2 * margin, height + 2 * margin)
        try:
            wait(lambda: node.extents[2:] == (width, height), 'the size', 3)
        except AssertionError:
            return f'asked for {width}×{height}, got {"×".join(map(str, node.extents[2:]))}'
        return None

    def dialog(self, name):
        """No larger than the window below it, as on a small screen."""
        node = super().dialog(name)
        wait(lambda: node.shown, f'{node!r} to have a size')
        size = node.extents[2:]
        room = tuple(min(pair) for pair in zip(size, self.size or size))
        if size != room:
            problem = self.resize(*room, node)
            assert not problem, f'{node!r}: {problem}'
            below = self.window.window()[0]
            node.window()[0].move(below.x, below.y)
        return node

    def fill_the_shop(self):
        """Links of every state, as after some weeks."""
        self.practice.seed(12)
        links = self.practice.state_now()['links']
        for link in links[:3]:
            if link['order']['charge']['type'] == 'preset':
                self.practice.call('POST', 'pay', {'paymentLinkId': link['paymentLinkId']})
        self.end_some(links)
        self.update()

    def end_some(self, links):
        """One is switched off, one was written to somebody, and one ends before today is over for the stand-in."""
        ids = {link['merchantReference']: link['paymentLinkId'] for link in links}
        self.followed, off, expired = ids['Seed-000009'], ids['Seed-000007'], ids['Seed-000006']
        self.practice.portal('POST', f'payment-links/{off}/deactivate')
        self.practice.portal('POST', f'payment-links/{self.followed}/sharing-events', {
            'sharingMethod': 'email', 'message': 'Thank you for your order!',
            'recipients': [{'name': 'Sarah Hopper', 'email': 'sarah@example.com'},
                           {'name': 'Tom Byrne', 'email': 'tom@example.com'}]})
        self.practice.portal('PATCH', f'payment-links/{expired}', [
            {'op': 'replace', 'path': '/expiresOn', 'value': datetime.date.today().isoformat()}])
        self.practice.call('POST', 'clock', {'offsetSeconds': 2 * 24 * 60 * 60})

    def change_elsewhere(self):
        """In Payroc's portal, while the form is open."""
        self.practice.portal('PATCH', f'payment-links/{self.followed}', [
            {'op': 'replace', 'path': '/order/charge/amount', 'value': 12300},
            {'op': 'replace', 'path': '/order/description', 'value': 'Kitchen shelves'}])

    def open_followed(self):
        self.open_row(re.compile(r'\bOpen\b.*Seed-000009'))

    def let_toasts_go(self):
        """On a small screen one lies on what is to be pressed, and stays where the pointer is."""
        move_away()
        wait(lambda: not self.window.find_now('push button', 'Show'), 'the toast to go', 30)

    def open_row(self, name):
        """From the top: a row that is scrolled away has no place, and may at any moment be the row of another link."""
        self.to_the_list()
        if self.size and self.size[0] < 600:
            self.let_toasts_go()
        wheel(*self.window.find('list', 'Links').point(), -1, 60)
        self.open_row_below(name)

    def open_row_below(self, name):
        self.to_the_list()
        rows = self.window.find('list', 'Links')
        # The pointer is there before it presses: what was below it is gone, a tooltip as well.
        wheel(*rows.point(), -1)
        Screen.settled(quiet=0.1)

        def in_view():
            row = self.window.find_now('panel', name)
            place = row.extents if row else (0, 0, 0, 0)
            # A toast stands over the last of them.
            if rows.extents[1] < place[1] + place[3] / 2 < rows.extents[1] + 0.7 * rows.extents[3]:
                # On a busy machine the list may still be on its way, and the row another link's when it is pressed.
                Screen.settled(quiet=0.2)
                again = self.window.find_now('panel', name)
                return again if again and again.extents == place else None
            wheel(*rows.point(), 1)
            Screen.settled(quiet=0.1)
            return None

        wait(in_view, f'a row {name.pattern!r}').click()
        self.window.find('list', 'Details')

    def answer(self, response):
        self.app.node.find('push button', response).click()
        Screen.settled()

    def update(self):
        key('F5')
        self.window.find('list item', re.compile('Seed-'), timeout=15)
        Screen.settled()

    def open_link(self, state):
        self.open_row(re.compile(rf'\b{state}\b.*Seed-'))

    def to_the_list(self):
        if not self.window.find_now('list', 'Links'):
            key('alt+Left')
            self.window.find('list', 'Links')

    def menu(self, button, item):
        def opened():
            # A window that only now gets the keyboard closes the menu again: as a person would, press once more.
            if not self.window.find_now('menu item', item):
                self.window.find('push button', button).click()
                Screen.settled()
            return self.window.find_now('menu item', item)

        wait(opened, f'the menu item {item!r}').click()

    def back(self):
        """Closes what lies above the window; typed text is given up when that is asked about."""
        for _ in range(4):
            Screen.settled(quiet=0.1)
            if not self.dialogs() and len(self.app.x_windows()) == 1:
                # When two windows close in one go, openbox gives the keyboard to nobody.
                self.window.window()[0].focus()
                self.in_front()
                return
            discard = self.app.node.find_now('push button', re.compile('^Discard( Discard)?$'))
            if discard:
                discard.click()
            else:
                key('Escape')
        raise AssertionError(f'still open: {self.dialogs()}')


@page('welcome')
def _(stage):
    stage.window.find('push button', 'Try It Out')


@page('connect')
def _(stage):
    stage.window.find('push button', 'Connect to Payroc').click()
    stage.dialog('Connect to Payroc')


@page('list-empty')
def _(stage):
    stage.back()
    stage.try_out()
    stage.window.find('label', 'No Links Yet')


@page('list')
def _(stage):
    stage.fill_the_shop()


@page('search')
def _(stage):
    key('ctrl+f')
    wait(lambda: stage.window.find_now('entry', 'Search links'), 'the search entry')


@page('list-views')
def _(stage):
    key('Escape')
    stage.back()
    stage.window.find('push button', re.compile('^View: ')).click()


@page('list-sort')
def _(stage):
    key('Escape')
    stage.back()
    stage.window.find('push button', 'Sort').click()


@page('filter')
def _(stage):
    key('Escape')
    stage.back()
    key('ctrl+shift+f')
    stage.dialog('Filter Links')


@page('filter-days')
def _(stage):
    form = stage.dialog('Filter Links')
    for state in ('Open', 'Expired', 'Paid'):
        form.find('check box', state).click()
    # The last of the choices: days of one's own.
    form.find('combo box', 'Created').bring_into_view()
    form.find('combo box', 'Created').click()
    Screen.settled()
    key('End')
    key('Return')
    form.find('label', 'From')


@page('list-filtered')
def _(stage):
    stage.back()
    stage.to_the_list()


@page('view-save')
def _(stage):
    stage.menu(re.compile('^View: '), 'Save as View…')
    stage.dialog('Save View')


@page('link-open')
def _(stage):
    stage.back()
    stage.window.find('push button', 'Clear').click()
    stage.open_link('Open')


@page('link-paid')
def _(stage):
    stage.open_link('Paid')


@page('link-expired')
def _(stage):
    stage.open_link('Expired')


@page('link-switched-off')
def _(stage):
    stage.open_link('Switched Off')


@page('list-attention')
def _(stage):
    """A payment was good at first, and was refused later."""
    link = next(link for link in stage.practice.state_now()['links']
                if link['type'] == 'singleUse' and link['status'] == 'active' and 'amount' in link['order']['charge']
                and link['paymentLinkId'] != stage.followed)
    paid = stage.practice.call('POST', 'pay', {'paymentLinkId': link['paymentLinkId'], 'status': 'pending'})
    stage.practice.call('POST', 'payment', {'paymentId': paid['paymentId'], 'status': 'declined'})
    stage.to_the_list()
    key('F5')
    stage.menu(re.compile('^View: '), 'Needs Attention')
    stage.window.find('panel', re.compile(rf'\bDeclined\b.*{link["merchantReference"]}'), timeout=30)


@page('link-declined')
def _(stage):
    stage.open_row(re.compile(r'\bDeclined\b.*Seed-'))
    stage.window.find('label', 'Declined')


@page('link-paper')
def _(stage):
    stage.to_the_list()
    stage.window.find('push button', 'Clear').click()
    stage.open_followed()
    stage.window.find('push button', 'On Paper').bring_into_view()
    stage.window.find('push button', 'On Paper').click()
    stage.dialog('QR Code on Paper')


@page('link-not-saved')
def _(stage):
    stage.back()
    stage.window.find('push button', 'Save Code').bring_into_view()
    stage.window.find('push button', 'Save Code').click()
    # Where nobody may write, whoever it is.
    stage.choose_file('/proc/code.png')
    stage.app.node.find('label', 'The File Was Not Saved')


@page('link-sent-to')
def _(stage):
    stage.back()
    stage.open_followed()
    stage.window.find('label', re.compile('^Sent to 2 people'))


@page('link-sent')
def _(stage):
    stage.window.find(name=re.compile('Sarah Hopper.*Tom Byrne')).click()
    Screen.settled()
    stage.window.find('push button', 'Send Again').bring_into_view()


@page('send-again')
def _(stage):
    stage.window.find('push button', 'Send Again').click()
    stage.dialog('Share')


@page('edit')
def _(stage):
    stage.back()
    stage.menu('More Actions', 'Edit')
    stage.dialog('Edit Link')


@page('edit-end')
def _(stage):
    stage.dialog('Edit Link').find('text', 'Text on the Pay Button').bring_into_view()


@page('edit-discard')
def _(stage):
    stage.fill(stage.dialog('Edit Link'), 'Text on the Pay Button', 'Settle Up')
    key('Escape')
    stage.app.node.find('push button', 'Discard')


@page('edit-changed-elsewhere')
def _(stage):
    stage.answer('Keep Editing')
    form = stage.dialog('Edit Link')
    stage.change_elsewhere()
    form.find('push button', 'Save').click()
    stage.answer('Save Only')
    form.find('label', 'Changed by Somebody Else')


@page('edit-new-address')
def _(stage):
    stage.dialog('Edit Link').find('push button', 'Save').click()
    stage.dialog('New Address').find('push button', 'Save and Send…')


@page('edit-and-send')
def _(stage):
    stage.app.node.find('push button', 'Save and Send…').click()
    stage.dialog('Send New Address')


@page('link-earlier-addresses')
def _(stage):
    key('Escape')
    Screen.settled()
    stage.dialog('Edit Link').find('push button', 'Save').click()
    stage.answer('Save Only')
    stage.all_closed()
    stage.window.find('list', 'Earlier Addresses').bring_into_view()


@page('edit-not-all')
def _(stage):
    stage.menu('More Actions', 'Edit')
    form = stage.dialog('Edit Link')
    stage.practice.faults({'operation': 'editLink', 'kind': 'ignoreEdit'})
    stage.fill(form, 'Text on the Pay Button', 'Kitchen shelves')
    form.find('push button', 'Save').click()
    stage.answer('Save Only')
    stage.app.node.find('label', 'Not All of It Was Changed')


@page('switch-off')
def _(stage):
    stage.back()
    stage.menu('More Actions', 'Switch Off')
    stage.dialog('Switch Off').find('push button', 'Switch Off')


@page('new-link')
def _(stage):
    stage.back()
    key('ctrl+n')
    stage.dialog('New Link')


@page('new-link-filled')
def _(stage):
    form = stage.dialog('New Link')
    stage.fill(form, 'Amount', '1250.00')
    stage.fill(form, 'Description', 'Kitchen shelves, oak, made to measure')


@page('new-link-more')
def _(stage):
    form = stage.dialog('New Link')
    form.find(name='More Choices').click()
    Screen.settled()
    form.find('text', 'Order Number').bring_into_view()


@page('new-link-discard')
def _(stage):
    key('Escape')
    stage.app.node.find('push button', 'Discard')


@page('share')
def _(stage):
    stage.back()
    stage.open_link('Open')
    stage.window.find('push button', 'Share by E-mail').click()
    stage.dialog('Share')


@page('hand-over')
def _(stage):
    stage.back()
    # A warning lies on it, and stays until somebody closes it.
    stage.window.find('push button', 'Hand Over Otherwise', nth=1).activate()


@page('web-button')
def _(stage):
    stage.app.node.find('menu item', 'Button for a Web Page').click()
    stage.dialog('Button for Your Web Page')


@page('picks')
def _(stage):
    stage.back()
    stage.to_the_list()
    stage.window.find('push button', 'Select Links').click()
    stage.window.find('push button', 'Select All').click()
    stage.window.find('push button', 'Extend')


@page('preferences')
def _(stage):
    key('Escape')
    stage.window.find('push button', 'New Link')
    key('ctrl+comma')
    stage.dialog('Preferences')


@page('preferences-end')
def _(stage):
    stage.dialog('Preferences').find(name='Find Links From the Desktop').bring_into_view()


@page('main-menu')
def _(stage):
    stage.back()
    stage.to_the_list()
    stage.window.find('push button', 'Main Menu').click()


@page('account-menu')
def _(stage):
    stage.back()
    stage.window.find('push button', 'Account:').click()


@page('shortcuts')
def _(stage):
    stage.back()
    key('ctrl+question')
    stage.dialog('Keyboard Shortcuts')


@page('about')
def _(stage):
    stage.back()
    stage.menu('Main Menu', 'About Paylinks')
    stage.dialog('About')


STAGE = Stage
# libadwaita's own window, whose back button has no name.
NOT_OURS = {'about'}
# Gone by itself, before anybody could walk through it by keyboard.
PASSING = set()


def main(pages, make_stage):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--size', default='980x680')
    parser.add_argument('output', type=pathlib.Path)
    parser.add_argument('page', nargs='*', metavar='PAGE')
    options = parser.parse_args()

    stage = make_stage()
    stage.size = tuple(map(int, options.size.split('x')))
    problems = []
    if problem := stage.resize(*stage.size):
        problems.append(problem)
    for name, show in pages.items():
        try:
            show(stage)
        except AssertionError as error:
            problems.append(f'{name}: {error}')
        if not options.page or name in options.page:
            stage.picture(options.output / f'{name}.png')
    problems += stage.app.warnings()
    stage.app.stop()
    for problem in problems:
        print(f'{options.output.name}: {problem}')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(PAGES, Stage))
