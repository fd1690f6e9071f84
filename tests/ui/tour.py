#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour: the main job on the practice account, walked through in the window; leaves pictures and a transcript.

It ends well only when each step really happened, which is looked up in the window and at the stand-in.
"""

import pathlib
import sys
import traceback

from merchant import Merchant

REFERENCE = 'INV-2041'
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
