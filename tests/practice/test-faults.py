#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trouble on demand: each kind does what --help says, to the requests it was meant for."""

import concurrent.futures
import email.utils
import http.client
import json
import subprocess
import os
import time
import uuid

from stand import LINKS, Stand, equal, share, single
from tap import Suite

suite = Suite('practice-faults')
stand = Stand('--no-sync')
KINDS = ['status', 'delay', 'cutBefore', 'cutAfter', 'html', 'empty', 'truncated', 'huge', 'nested', 'wrongTypes',
         'replace', 'redirect', 'nextElsewhere', 'tokenExpired', 'ignoreEdit', 'ignoreFilter', 'random']


def create(key=None, **more):
    return stand.call('POST', LINKS, single(), key=key, **more)


def none_left():
    equal(stand.control('GET', 'faults'), {'faults': []})


@suite.case('a status, with everything that a problem document and Retry-After can say')
def _():
    errors = [{'parameter': 'order.orderId', 'detail': 'x', 'message': 'y'}]
    stand.fault('status', 'createLink', status=400, detail='No', errors=errors)
    reply = create()
    equal((reply.problem, reply.json['detail'], reply.json['errors']), ('bad-request', 'No', errors))
    for status, kind in ((401, 'not-authorized'), (403, 'forbidden'), (404, 'not-found'), (406, 'not-acceptable'),
                         (413, 'payload-too-large'), (415, 'unsupported-media-type'), (500, 'api-error'),
                         (503, 'api-error')):
        stand.fault('status', 'createLink', status=status)
        reply = create()
        equal((reply.status, reply.problem), (status, kind))
    for kind in ('capabilities-missing', 'cannot-be-modified', 'something-new'):
        stand.fault('status', 'createLink', status=409, type=kind)
        equal(create().problem, kind)
    stand.fault('status', 'createLink', status=429, retryAfter=7)
    reply = create()
    equal((reply.status, reply.headers['Retry-After']), (429, '7'))
    stand.fault('status', 'createLink', status=503, retryAfter='date:+5')
    begin = time.time()
    then = email.utils.parsedate_to_datetime(create().headers['Retry-After']).timestamp()
    assert begin + 4 <= then <= time.time() + 5, (begin, then)
    stand.fault('status', 'createLink', status=503, retryAfter='soon')
    equal(create().headers['Retry-After'], 'soon')
    equal(stand.counts()['links'], 0)
    none_left()


@suite.case('operation, skip and times; the first that fits is taken')
def _():
    stand.control('POST', 'faults', [
        {'operation': 'listLinks', 'kind': 'status', 'status': 418, 'skip': 1, 'times': 2},
        {'operation': '*', 'kind': 'status', 'status': 420, 'times': 2},
        {'kind': 'status', 'status': 421, 'operation': 'createLink'}])
    equal(stand.get(LINKS).status, 420)
    equal(create().status, 420)
    equal(create().status, 421)
    equal([stand.get(LINKS).status for _ in range(3)], [418, 418, 200])
    none_left()
    stand.fault('status', 'listLinks', status=500, times=0)
    equal([stand.get(LINKS).status for _ in range(5)], [500] * 5)
    equal(create().status, 201)
    stand.control('DELETE', 'faults')
    equal(stand.get(LINKS).status, 200)
    stand.fault('status', 'authorize', status=503)
    equal(stand.ask('POST', '/authorize', headers={'x-api-key': 'practice'}).status, 503)


@suite.case('every operation can be hit by its name')
def _():
    link = stand.create()
    path = '/v1/payment-links/' + link['paymentLinkId']
    for operation, *request in (('createLink', 'POST', LINKS, single()), ('listLinks', 'GET', LINKS),
                                ('retrieveLink', 'GET', path), ('editLink', 'PATCH', path, []),
                                ('deactivateLink', 'POST', path + '/deactivate'),
                                ('shareLink', 'POST', path + '/sharing-events', share()),
                                ('listSharingEvents', 'GET', path + '/sharing-events'),
                                ('listPayments', 'GET', '/v1/payments'),
                                ('listBankPayments', 'GET', '/v1/bank-transfer-payments?processingTerminalId=1234001'),
                                ('retrieveTerminal', 'GET', '/v1/processing-terminals/1234001'),
                                ('authorize', 'POST', '/authorize')):
        stand.fault('status', operation, status=507)
        equal((operation, stand.call(*request).status), (operation, 507))
        last = stand.requests()[-1]
        equal((last['operation'], last['fault'], last['status']), (operation, 'status', 507))
    none_left()


@suite.case('delay: the work later, or the work at once and the answer later')
def _():
    for done in (False, True):
        links = stand.counts()['links']
        stand.fault('delay', 'createLink', ms=600, done=done)
        begin = time.monotonic()
        equal(create().status, 201)
        assert time.monotonic() - begin > 0.55
        equal(stand.counts()['links'], links + 1)


@suite.case('who waits is answered at once when that is asked for')
def _():
    for done in (False, True):
        links = stand.counts()['links']
        asked = len(stand.requests('createLink'))
        stand.fault('delay', 'createLink', ms=3_600_000, done=done, times=3)
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            replies = [pool.submit(create, timeout=60) for _ in range(3)]
            while len(stand.requests('createLink')) < asked + 3:
                time.sleep(0.01)
            equal(stand.counts()['links'], links + 3 * done)
            stand.control('POST', 'release')
            equal([reply.result().status for reply in replies], [201] * 3)
        equal(stand.counts()['links'], links + 3)
    # Nobody waits: it is no promise for later.
    stand.control('POST', 'release')
    stand.fault('delay', 'listLinks', ms=300)
    begin = time.monotonic()
    equal(stand.get(LINKS).status, 200)
    assert time.monotonic() - begin > 0.28


@suite.case('a client that gives up waiting: the work is done all the same, once')
def _():
    links = stand.counts()['links']
    for done in (False, True):
        asked = len(stand.requests('createLink'))
        stand.fault('delay', 'createLink', ms=3_600_000, done=done)
        try:
            create(timeout=0.5)
            assert False, 'answered'
        except TimeoutError:
            pass
        # On a slow computer it is read after the client has gone.
        while len(stand.requests('createLink')) == asked:
            time.sleep(0.01)
    stand.control('POST', 'release')
    while stand.counts()['links'] < links + 2:
        time.sleep(0.01)
    equal(stand.counts()['links'], links + 2)
    equal(stand.get(LINKS).status, 200)


@suite.case('any kind can wait first')
def _():
    stand.fault('status', 'listLinks', status=503, ms=300)
    begin = time.monotonic()
    equal(stand.get(LINKS).status, 503)
    assert time.monotonic() - begin > 0.28


def is_cut(call):
    try:
        reply = call()
    except (http.client.RemoteDisconnected, ConnectionResetError):
        return True
    assert False, reply


@suite.case('cut before the work and after it')
def _():
    links = stand.counts()['links']
    key = str(uuid.uuid4())
    stand.fault('cutBefore', 'createLink')
    is_cut(lambda: create(key))
    equal(stand.counts()['links'], links)
    equal(stand.requests()[-1]['status'], 0)
    stand.fault('cutAfter', 'createLink')
    is_cut(lambda: create(key))
    equal(stand.counts()['links'], links + 1)
    equal(create(key).status, 201)
    equal(stand.counts()['links'], links + 1)


@suite.case('a cut leaves other connections alone, also a kept-alive one that is used again')
def _():
    connection = stand.connect()
    for expected in (200, None, 200):
        if expected is None:
            stand.fault('cutBefore', 'listLinks')
        try:
            connection.request('GET', LINKS, headers={'Authorization': stand.bearer})
            reply = connection.getresponse()
            reply.read()
            equal(reply.status, expected)
        except http.client.RemoteDisconnected:
            equal(expected, None)
            connection.close()
    connection.close()


@suite.case('HTML, nothing, nesting and size instead of the answer')
def _():
    links = stand.counts()['links']
    stand.fault('html', 'createLink')
    reply = create()
    assert reply.status == 200 and reply.headers['Content-Type'].startswith('text/html') and b'<html' in reply.body
    stand.fault('html', 'createLink', status=502)
    equal(create().status, 502)
    stand.fault('empty', 'createLink')
    reply = create()
    equal((reply.status, reply.body, reply.headers['Content-Type']), (200, b'', None))
    stand.fault('empty', 'createLink', status=201)
    equal(create().status, 201)
    stand.fault('nested', 'createLink', depth=1000)
    equal(create().body, b'[' * 1000 + b']' * 1000)
    stand.fault('nested', 'createLink')
    equal(len(create().body), 200000)
    for chunked in (False, True):
        stand.fault('huge', 'createLink', bytes=5000001, chunked=chunked)
        reply = create()
        equal((len(reply.body), list(reply.json)), (5000001, ['data']))
        equal(reply.headers['Transfer-Encoding'] == 'chunked', chunked)
        equal(reply.headers['Content-Length'] is None, chunked)
    stand.fault('huge', 'createLink')
    equal(len(create().body), 50 * 1024 * 1024)
    equal(stand.counts()['links'], links)


@suite.case('half an answer: of HTTP, or of JSON')
def _():
    stand.fault('truncated', 'listLinks')
    try:
        stand.get(LINKS)
        assert False, 'whole'
    except http.client.IncompleteRead as error:
        assert 0 < len(error.partial) and error.expected > 0
    stand.fault('truncated', 'listLinks', http=False)
    reply = stand.get(LINKS)
    equal(reply.status, 200)
    try:
        json.loads(reply.body)
        assert False, 'whole'
    except json.JSONDecodeError:
        pass
    stand.fault('truncated', 'createLink', done=False)
    links = stand.counts()['links']
    try:
        create()
        assert False, 'whole'
    except http.client.IncompleteRead:
        equal(stand.counts()['links'], links)


def mistyped(value, wrong):
    if isinstance(value, dict):
        return isinstance(wrong, dict) and all(mistyped(value[name], wrong[name]) for name in value)
    return type(value) is not type(wrong)


@suite.case('wrong types, everywhere')
def _():
    stand.fault('wrongTypes', 'createLink')
    key = str(uuid.uuid4())
    wrong = create(key)
    assert wrong.status == 201 and mistyped(create(key).json, wrong.json), wrong
    right = stand.get(LINKS)
    stand.fault('wrongTypes', 'listLinks')
    assert mistyped(right.json, stand.get(LINKS).json)
    stand.fault('wrongTypes', 'authorize')
    equal(stand.ask('POST', '/authorize', headers={'x-api-key': 'practice'}).json,
          {'access_token': 42, 'expires_in': 'forty-two', 'scope': 42, 'token_type': 42})


@suite.case('replace: the right reply but for some of its bytes, and only that once')
def _():
    key = str(uuid.uuid4())
    stand.fault('replace', 'createLink', text='"Reference"', by='"\\u0000"')
    assert b'"merchantReference":"\\u0000"' in create(key).body
    equal(create(key).json['merchantReference'], 'Reference')
    stand.fault('replace', 'listLinks', text='[{', by='')
    assert b'[{' not in stand.get(LINKS).body
    none_left()
    for details in ({}, {'text': 'x'}, {'text': '', 'by': 'x'}, {'text': 7, 'by': 'x'}, {'text': 'x', 'by': None}):
        body = json.dumps({'kind': 'replace', **details}).encode()
        equal(stand.ask('POST', '/control/faults', body).status, 400)
    none_left()


@suite.case('redirect, and a next page elsewhere')
def _():
    for status in (301, 302, 307, 308):
        stand.fault('redirect', 'listLinks', location='https://example.com/', status=status)
        reply = stand.get(LINKS)
        equal((reply.status, reply.headers['Location']), (status, 'https://example.com/'))
    stand.fault('redirect', 'listLinks', location='/v1/payments')
    equal(stand.get(LINKS).status, 307)
    stand.fault('nextElsewhere', 'listLinks', href='https://example.com/v1?after=X')
    reply = stand.get(LINKS + '?limit=100').json
    equal((reply['hasMore'], reply['links']),
          (True, [{'rel': 'next', 'method': 'get', 'href': 'https://example.com/v1?after=X'}]))
    assert reply['count'] > 0


@suite.case('an expired token: this request and every later one, until there is a new one')
def _():
    stand.fault('tokenExpired', 'listLinks')
    for _ in range(3):
        reply = stand.get(LINKS)
        equal((reply.status, reply.problem), (401, 'not-authorized'))
    stand.authorize()
    equal(stand.get(LINKS).status, 200)


@suite.case('an edit that says yes and does nothing')
def _():
    link = stand.create()
    path = '/v1/payment-links/' + link['paymentLinkId']
    patch = [{'op': 'replace', 'path': '/order/charge/amount', 'value': 1}]
    stand.fault('ignoreEdit', 'editLink')
    reply = stand.call('PATCH', path, patch)
    equal((reply.status, reply.json), (200, link))
    equal(stand.read(link), link)
    equal(stand.call('PATCH', path, patch).json['order']['charge']['amount'], 1)
    stand.fault('ignoreEdit', 'deactivateLink')
    equal(stand.call('POST', path + '/deactivate').json['status'], 'active')


@suite.case('payments of every link, though one was asked for')
def _():
    paid, other = stand.create(), stand.create()
    stand.pay(paid)
    path = f'/v1/payments?paymentLinkId={other["paymentLinkId"]}'
    equal(stand.get(path).json['count'], 0)
    stand.fault('ignoreFilter', 'listPayments')
    assert stand.get(path).json['count'] > 0
    equal(stand.get(path).json['count'], 0)


@suite.case('now and then: as often as asked, the same again from the same seed')
def _():
    runs = []
    for _ in range(2):
        stand.control('DELETE', 'faults')
        stand.fault('random', 'listLinks', probability=0.5, seed=7,
                    kinds=[{'kind': 'status', 'status': 503}, 'html',
                           {'kind': 'status', 'status': 429, 'retryAfter': 1}])
        runs.append([(reply.status, reply.headers['Content-Type'].split(';')[0])
                     for reply in (stand.get(LINKS) for _ in range(200))])
    equal(runs[0], runs[1])
    hits = [row for row in runs[0] if row != (200, 'application/json')]
    assert 60 < len(hits) < 140 and len(set(hits)) == 3, hits
    stand.control('DELETE', 'faults')
    for probability, expected in ((0, 200), (1, 503)):
        stand.fault('random', 'listLinks', probability=probability, kinds=[{'kind': 'status', 'status': 503}], times=5)
        equal({stand.get(LINKS).status for _ in range(5)}, {expected})
        stand.control('DELETE', 'faults')


@suite.case('a fault that makes no sense is refused, and none of its array is taken')
def _():
    stand.control('DELETE', 'faults')
    good = {'kind': 'html'}
    for wrong in ({}, {'kind': 'flood'}, {'kind': 5}, {'kind': 'html', 'operation': 'createLinks'}, 5, 'html', None, [],
                  {'kind': 'html', 'skip': -1}, {'kind': 'html', 'times': 'two'}, {'kind': 'delay', 'ms': -5},
                  {'kind': 'delay', 'ms': 10 ** 12}, {'kind': 'status'}, {'kind': 'status', 'status': 99},
                  {'kind': 'status', 'status': 600}, {'kind': 'redirect'}, {'kind': 'nextElsewhere'},
                  {'kind': 'huge', 'bytes': 2 ** 40}, {'kind': 'nested', 'depth': 10 ** 9}, {'kind': 'random'},
                  {'kind': 'random', 'probability': 2, 'kinds': ['html']},
                  {'kind': 'random', 'probability': 1, 'kinds': []},
                  {'kind': 'random', 'probability': '1', 'kinds': ['html']},
                  {'kind': 'random', 'probability': 1, 'kinds': ['random']},
                  {'kind': 'random', 'probability': 1, 'kinds': ['flood']},
                  {'kind': 'random', 'probability': 1, 'kinds': ['redirect']},
                  {'kind': 'random', 'probability': 1, 'kinds': [{'kind': 'status'}]},
                  {'kind': 'random', 'probability': 1, 'kinds': [5]}):
        reply = stand.ask('POST', '/control/faults', json.dumps([good, wrong]))
        assert reply.status == 400, (wrong, reply)
    none_left()


@suite.case('--latency makes everything later, at once rather than one after another')
def _():
    with Stand('--no-sync', '--latency', '1000') as slow:
        slow.authorize()
        begin = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            equal({reply.status for reply in pool.map(lambda _: slow.get(LINKS), range(10))}, {200})
        assert 0.98 < time.monotonic() - begin < 9


@suite.case('--help names every kind, operation and knob')
def _():
    text = subprocess.run([os.environ['PAYLINKS_PRACTICE'], '--help'], capture_output=True, text=True).stdout
    for word in [*KINDS, 'createLink', 'listBankPayments', '/hold', '/mails', '/clock', '--state', '--token-lifetime',
                 '--latency', '--stay', '--no-sync', 'alreadyRunning']:
        assert word in text, word


try:
    suite.run()
finally:
    stand.stop()
