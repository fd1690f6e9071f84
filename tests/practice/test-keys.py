#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Idempotency: the same again for the same question, a refusal for another one, nothing done twice."""

import concurrent.futures
import json
import uuid

from stand import LINKS, Stand, equal, share, single
from tap import Suite

suite = Suite('practice-keys')
stand = Stand('--no-sync')


def writes():
    path = '/v1/payment-links/' + stand.create()['paymentLinkId']
    edit = [{'op': 'replace', 'path': '/order/charge/amount', 'value': 1}]
    return [('POST', LINKS, single(), single(merchantReference='other')), ('PATCH', path, edit, []),
            ('POST', path + '/sharing-events', share(), share(message='other'))]


@suite.case('the same question has the same answer, and is done once')
def _():
    for method, path, body, _other in writes():
        key = str(uuid.uuid4())
        first = stand.call(method, path, body, key=key)
        assert first.status in (200, 201), first
        counts, state = stand.counts(), stand.control('GET', 'state')['links']
        for again in (key, key.upper()):
            second = stand.call(method, path, body, key=again)
            equal((second.status, second.body, second.headers['Content-Type'], second.headers['Location']),
                  (first.status, first.body, first.headers['Content-Type'], first.headers['Location']))
        equal((stand.counts(), stand.control('GET', 'state')['links']), (counts, state))


@suite.case('another body, address or method under the same key is refused, and the first answer stays')
def _():
    for method, path, body, other in writes():
        key = str(uuid.uuid4())
        first = stand.call(method, path, body, key=key)
        counts = stand.counts()
        reordered = json.dumps(body).replace(', ', ',').encode()
        assert reordered != json.dumps(body).encode()
        for wrong in (stand.call(method, path, other, key=key), stand.call(method, path, reordered, key=key),
                      stand.call(method, path + '?x=1', body, key=key),
                      stand.call('POST', '/v1/payment-links/AAAAAAAAAA/sharing-events', body, key=key)):
            equal((wrong.status, wrong.problem), (409, 'idempotency-key-in-use'))
        equal(stand.call(method, path, body, key=key).body, first.body)
        equal(stand.counts(), counts)


@suite.case('a refusal of what was asked is remembered too, one of how it was asked is not')
def _():
    key = str(uuid.uuid4())
    bad = single(merchantReference='')
    first = stand.call('POST', LINKS, bad, key=key)
    equal(first.blamed, ['merchantReference'])
    equal(stand.call('POST', LINKS, bad, key=key).body, first.body)
    equal(stand.call('POST', LINKS, single(), key=key).problem, 'idempotency-key-in-use')
    key = str(uuid.uuid4())
    for headers in ({'Authorization': None}, {'Accept': 'text/html'}, {'Content-Type': 'text/plain'}):
        assert stand.call('POST', LINKS, single(), key=key, headers=headers).status in (401, 406, 415)
    equal(stand.call('POST', LINKS, single(), key=key).status, 201)


@suite.case('a fault that does not do the work leaves the key free, one that does it keeps the answer')
def _():
    for kind, details, done in (('status', {'status': 503}, 0), ('html', {}, 0), ('html', {'done': True}, 1),
                                ('empty', {'done': True}, 1), ('truncated', {}, 1), ('wrongTypes', {}, 1)):
        key = str(uuid.uuid4())
        counts = stand.counts()
        stand.fault(kind, 'createLink', **details)
        try:
            stand.call('POST', LINKS, single(), key=key)
        except Exception as error:
            assert kind == 'truncated', error
        equal(stand.counts()['links'], counts['links'] + done)
        equal(stand.call('POST', LINKS, single(), key=key).status, 201)
        equal(stand.counts()['links'], counts['links'] + 1)


@suite.case('switching off takes no key, and ignores one')
def _():
    path = '/v1/payment-links/%s/deactivate'
    key = str(uuid.uuid4())
    first, second = stand.create(), stand.create()
    equal(stand.call('POST', path % first['paymentLinkId'], key=key).status, 200)
    equal(stand.call('POST', path % second['paymentLinkId'], key=key).status, 200)
    equal(stand.call('POST', path % second['paymentLinkId'], key='no key at all').problem, 'cannot-be-modified')


@suite.case('after seven days a key is new again')
def _():
    key = str(uuid.uuid4())
    first = stand.call('POST', LINKS, single(expiresOn='2099-01-01'), key=key).json
    try:
        for offset, same in ((7 * 86400 - 5, True), (7 * 86400 + 5, False)):
            stand.control('POST', 'clock', {'offsetSeconds': offset})
            stand.authorize()
            again = stand.call('POST', LINKS, single(expiresOn='2099-01-01'), key=key).json
            equal(again['paymentLinkId'] == first['paymentLinkId'], same)
        third = stand.call('POST', LINKS, single(expiresOn='2099-01-01'), key=key).json
        equal(third, again)
    finally:
        stand.control('POST', 'clock', {'offsetSeconds': 0})
        stand.authorize()


@suite.case('twenty at once with one key: one link')
def _():
    key = str(uuid.uuid4())
    links = stand.counts()['links']
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda _: stand.call('POST', LINKS, single(), key=key), range(20)))
    equal({reply.status for reply in replies}, {201})
    equal(len({reply.body for reply in replies}), 1)
    equal(stand.counts()['links'], links + 1)


try:
    suite.run()
finally:
    stand.stop()
