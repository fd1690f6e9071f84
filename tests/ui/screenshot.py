#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of README and of shops of programs, made anew; ImageMagick gives them their shadow.

    tests/bed/session -- tests/ui/screenshot.py data/screenshots
"""

import json
import pathlib
import re
import struct
import subprocess
import sys
import time
import urllib.request
import uuid

from bed import Screen, key, move_away
from bed.programs import DIRECT
from overview_pages import fill_the_books
from pages import Stage

LINKS = [
    ('INV-2036', 4800, 'Pruning two apple trees'),
    ('INV-2037', 125000, 'Kitchen shelves, oak, made to measure'),
    ('Tip jar', None, 'On the counter'),
    ('INV-2039', 8950, 'Bicycle service'),
    ('INV-2040', 3200, 'Piano lesson, 2 November'),
    ('INV-2041', 2500, 'Two hours of gardening'),
]
PAID = {'INV-2036', 'INV-2040', 'INV-2041'}
CHOSEN = 'INV-2039'

SIZE = (930, 620)
SHEET = '1000x700'
ROUND = 15
# What was just told would stand in the way.
WHILE_TOLD = 25


def post(address, body=None, **headers):
    request = urllib.request.Request(address, method='POST', data=json.dumps(body).encode() if body else b'',
                                     headers={'Content-Type': 'application/json', **headers})
    with DIRECT.open(request, timeout=10) as reply:
        return json.loads(reply.read())


def link(reference, amount, description):
    charge = {'type': 'preset', 'amount': amount} if amount else {'type': 'prompt'}
    order = {'description': description, 'charge': {**charge, 'currency': 'USD'}}
    body = {'merchantReference': reference, 'authType': 'sale', 'paymentMethods': ['card']}
    if amount:
        return {**body, 'type': 'singleUse', 'order': {'orderId': reference, **order}, 'expiresOn': '2027-01-15'}
    return {**body, 'type': 'multiUse', 'order': order}


def frame(path):
    """On a sheet of one size, with round corners and a shadow: a window without a desktop around it."""
    width, height = struct.unpack('>2I', path.read_bytes()[16:24])
    mask = f'roundrectangle 0,0,{width - 1},{height - 1},{ROUND},{ROUND}'
    subprocess.run(['convert', path,
                    '(', '-size', f'{width}x{height}', 'xc:none', '-fill', 'white', '-draw', mask, ')',
                    '-alpha', 'set', '-compose', 'DstIn', '-composite', '-compose', 'over',
                    '(', '+clone', '-background', 'black', '-shadow', '35x14+0+5', ')', '+swap',
                    '-background', 'none', '-layers', 'merge', '+repage', '-gravity', 'center', '-extent', SHEET,
                    '-strip', '-define', 'png:color-type=6', path], check=True)


def picture(folder, name, node):
    move_away()
    window, margin, _top = node.window()
    shot = Screen.settled().crop(window.x + margin, window.y + margin, window.width - 2 * margin,
                                 window.height - 2 * margin)
    frame(shot.save(folder / f'{name}.png'))


def open_shop(stage):
    stage.try_out()
    stage.size = SIZE
    stage.resize(*SIZE)
    where = stage.practice.addresses
    token = post(where['identityUrl'], **{'x-api-key': where['apiKey']})['access_token']
    for row in LINKS:
        made = post(f'{where["apiUrl"]}/processing-terminals/{where["terminal"]}/payment-links', link(*row),
                    **{'Authorization': f'Bearer {token}', 'Idempotency-Key': str(uuid.uuid4())})
        if row[0] in PAID:
            stage.practice.call('POST', 'pay', {'paymentLinkId': made['paymentLinkId']})
    key('F5')
    for reference in PAID:
        stage.window.find(name=re.compile(f'Paid.*{reference}'), timeout=15)
    time.sleep(WHILE_TOLD)


def main():
    folder = pathlib.Path(sys.argv[1])
    stage = Stage()
    open_shop(stage)

    stage.window.find(name=re.compile(f'Open.*{CHOSEN}'), timeout=15).click()
    stage.window.find('label', 'Address')
    picture(folder, 'main', stage.window)

    stage.window.find(name=re.compile('Paid.*INV-2041')).click()
    stage.window.find('label', 'Payments')
    picture(folder, 'paid', stage.window)

    stage.window.find(name=re.compile(f'Open.*{CHOSEN}')).click()
    form = stage.begin_share('Sarah Hopper', 'sarah@example.com')
    picture(folder, 'share', form)
    form.find('push button', 'Send').click()
    stage.all_closed()

    fill_the_books()
    key('F5')
    key('alt+Home')
    stage.window.find('list', 'Paid Each Day')
    time.sleep(WHILE_TOLD)
    picture(folder, 'overview', stage.window)

    form = stage.begin_link('120', 'INV-2042', 'Two evenings of babysitting')
    picture(folder, 'new-link', form)
    stage.app.stop()


if __name__ == '__main__':
    main()
