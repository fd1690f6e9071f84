#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour: the main job on the practice account, walked through in the window; leaves pictures and a transcript.

It ends well only when each step really happened, which is looked up in the window and at the stand-in.
"""

import pathlib
import sys
import traceback

from bed import Screen, wait
from merchant import Merchant

REFERENCE = 'INV-2041'
SECOND = 'INV-2042'
NAME, ADDRESS = 'Sarah Hopper', 'sarah@example.com'


class Transcript:
    def __init__(self, folder):
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in [*self.folder.glob('*.png'), *self.folder.glob('*.html')]:
            old.unlink()
        self.file = open(self.folder / 'transcript.txt', 'w', encoding='utf-8')
        self.number = 0

    def say(self, words):
        print(words, flush=True)
        self.file.write(words + '\n')
        self.file.flush()

    def step(self, words, merchant, picture):
        self.number += 1
        name = f'{self.number:02}-{picture}.png'
        merchant.picture(self.folder / name)
        self.say(f'{self.number}. {words}  [{name}]')


def choose(merchant, item):
    """In the menu of the link's page."""
    def opened():
        # A window that only now gets the keyboard closes the menu again: as a person would, press once more.
        if not merchant.window.find_now('menu item', item):
            merchant.window.find('push button', 'More Actions').click()
            Screen.settled()
        return merchant.window.find_now('menu item', item)

    wait(opened, f'the menu item {item!r}').click()


def link_now(merchant, reference):
    return next(row for row in merchant.practice.state_now()['links'] if row['merchantReference'] == reference)


def tour(merchant, transcript):
    def step(words, picture):
        transcript.step(words, merchant, picture)

    merchant.window.find('push button', 'Try It Out')
    step('Paylinks opens for the first time and offers to try it out.', 'welcome')

    merchant.try_out()
    step('The practice account is open. Its stand-in for Payroc runs on this computer.', 'practice')

    form = merchant.begin_link('25.00', REFERENCE, 'Two hours of gardening')
    step(f'A new link is filled in: 25.00, reference {REFERENCE}.', 'new-link')

    link = merchant.finish_link(form, REFERENCE)
    assert link['order']['charge']['amount'] == 2500 and link['status'] == 'active', link
    address = link['assets']['paymentUrl']
    step(f'Created. The stand-in has one such link, and its page shows the address {address}.', 'link')

    form = merchant.begin_share(NAME, ADDRESS)
    step(f'Sharing it by e-mail with {NAME} <{ADDRESS}>.', 'share')

    merchant.finish_share(form, NAME, ADDRESS)
    step('Sent. The stand-in has one such mail (it sends none), and the link’s history shows it.', 'shared')

    page = merchant.customer_pays(link)
    (transcript.folder / 'customer.html').write_text(page)
    transcript.say('   Meanwhile the customer opens the address, and pays on the page there.  [customer.html]')

    merchant.sees_it_paid(REFERENCE)
    step('The list and the link’s page say: Paid.', 'paid')

    told = merchant.is_told('Practice: $25.00 received', REFERENCE)
    step(f'The desktop has told it, once: “{told["title"]}”, “{told["body"]}”.', 'told')

    second = merchant.finish_link(merchant.begin_link('40.00', SECOND, 'Cutting the hedge'), SECOND)
    choose(merchant, 'Edit')
    form = merchant.dialog('Edit Link')
    merchant.fill(form, 'Description', 'Cutting both hedges')
    step('A second link was made, and its description is changed.', 'edit')

    form.find('push button', 'Save').click()
    merchant.app.node.find('push button', 'Save Only')
    step('Its address will be another one: that is said before anything is sent.', 'edit-question')
    merchant.app.node.find('push button', 'Save Only').click()
    merchant.all_closed()
    now = link_now(merchant, SECOND)
    assert now['order']['description'] == 'Cutting both hedges', now
    assert now['assets']['paymentUrl'] != second['assets']['paymentUrl'], now
    merchant.window.find('label', now['assets']['paymentUrl'])
    step(f'Changed. The stand-in has the new words, and the page shows the new address {now["assets"]["paymentUrl"]}.',
         'edited')

    choose(merchant, 'Switch Off')
    merchant.app.node.find('label', 'never be switched on again')
    step('Switching it off is for good, which is asked about first.', 'switch-off')
    merchant.app.node.find('push button', 'Switch Off').click()
    wait(lambda: link_now(merchant, SECOND)['status'] == 'deactivated', 'the link to be switched off')
    merchant.window.find('label', 'This link was switched off for good.')
    step('Switched off, here and at the stand-in.', 'switched-off')

    merchant.close()
    transcript.say('Each step was seen in the window and at the stand-in. That is the whole job.')


def main():
    transcript = Transcript(pathlib.Path(sys.argv[1]))
    merchant = Merchant()
    try:
        tour(merchant, transcript)
    except Exception as error:
        transcript.say(f'It went wrong after step {transcript.number}: {error}')
        traceback.print_exc()
        try:
            merchant.picture(transcript.folder / 'went-wrong.png')
            (transcript.folder / 'went-wrong.txt').write_text(merchant.app.node.tree())
        except Exception as second:
            transcript.say(f'(no picture of it: {second})')
        return 1
    finally:
        merchant.app.stop()
    print(f'Pictures and transcript are in {transcript.folder}')
    return 0


if __name__ == '__main__':
    sys.exit(main())
