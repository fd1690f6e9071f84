#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""README's picture, made anew: tests/bed/session -- tests/ui/screenshot.py data/screenshots/main.png"""

import json
import re
import sys
import urllib.request
import uuid

from bed import key
from bed.programs import DIRECT
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


def main():
    stage = Stage()
    stage.try_out()
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
    stage.window.find(name=re.compile(f'Open.*{CHOSEN}'), timeout=15).click()
    stage.window.find('label', 'Address')
    stage.picture(sys.argv[1])
    stage.app.stop()


if __name__ == '__main__':
    main()
