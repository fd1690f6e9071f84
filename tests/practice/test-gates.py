#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every request must get past before anything is done: token, headers, key, size, whoever it comes from."""

import socket
import uuid

from stand import LINKS, Stand, equal, share, single
from tap import Suite

suite = Suite('practice-gates')
stand = Stand('--no-sync', '--max-body', '20000')


def reads():
    link = stand.create()
    path = '/v1/payment-links/' + link['paymentLinkId']
    return [('GET', LINKS), ('GET', path), ('GET', path + '/sharing-events'), ('GET', '/v1/payments'),
            ('GET', '/v1/bank-transfer-payments?processingTerminalId=1234001'),
            ('GET', '/v1/processing-terminals/1234001')]


def writes():
    path = '/v1/payment-links/' + stand.create()['paymentLinkId']
    return [('POST', LINKS, single()), ('PATCH', path, []), ('POST', path + '/sharing-events', share())]


@suite.case('a token is given for the right key only')
def _():
    for headers in ({}, {'x-api-key': ''}, {'x-api-key': 'Practice'}, {'x-api-key': 'practice2'}):
        reply = stand.ask('POST', '/authorize', headers=headers)
        equal((reply.status, reply.problem), (401, 'not-authorized'))
    facts = stand.authorize()
    equal((facts['expires_in'], facts['token_type']), (3600, 'Bearer'))
    assert facts['access_token'].count('.') == 2 and facts['scope'], facts
    reply = stand.ask('GET', '/authorize', headers={'x-api-key': 'practice'})
    equal((reply.status, reply.headers['Allow']), (405, 'POST'))
    with Stand('--api-key', 'another') as other:
        equal(other.facts['apiKey'], 'another')
        equal(other.ask('POST', '/authorize', headers={'x-api-key': 'practice'}).status, 401)
        equal(stand.call('GET', LINKS,
                         headers={'Authorization': 'Bearer ' + other.authorize()['access_token']}).status, 401)


@suite.case('nothing is done without a good token')
def _():
    good = stand.bearer
    head, claims, signature = good[7:].split('.')
    before = stand.counts()
    for wrong in (None, '', 'Bearer', 'Bearer ', 'Bearer x', 'Basic ' + good[7:], good[:-1], good + 'A',
                  f'Bearer {head}..{signature}', f'Bearer .{claims}.{signature}', 'Bearer ' + '.' * 5000,
                  f'Bearer {head}.{claims[:-2]}AA.{signature}'):
        for method, path, *body in reads()[:1] + writes()[:1]:
            reply = stand.call(method, path, *body, headers={'Authorization': wrong})
            assert (reply.status, reply.problem) == (401, 'not-authorized'), (wrong, reply)
    equal(stand.counts()['links'] - before['links'], 24)
    equal(stand.call('GET', LINKS, headers={'Authorization': good.replace('Bearer', 'bearer')}).status, 200)


@suite.case('a token ends when its time is over, by the clock of the server')
def _():
    with Stand('--token-lifetime', '60') as short:
        equal(short.authorize()['expires_in'], 60)
        short.control('POST', 'clock', {'offsetSeconds': 58})
        equal(short.get(LINKS).status, 200)
        short.control('POST', 'clock', {'offsetSeconds': 61})
        equal(short.get(LINKS).status, 401)
        short.authorize()
        equal(short.get(LINKS).status, 200)
        short.control('POST', 'tokens')
        equal(short.get(LINKS).status, 401)
        short.authorize()
        equal(short.get(LINKS).status, 200)
    with Stand('--token-lifetime', '0') as none:
        equal(none.get(LINKS).status, 401)


@suite.case('Accept must allow JSON')
def _():
    for method, path, *body in reads() + writes():
        for accept in ('text/html', 'application/xml, text/*', 'application/json;q=0'):
            reply = stand.call(method, path, *body, headers={'Accept': accept})
            assert (reply.status, reply.problem) == (406, 'not-acceptable'), (path, accept, reply)
    for accept in (None, '*/*', 'application/*', 'text/html, application/json;q=0.1',
                   'Application/JSON; charset=utf-8'):
        equal(stand.call('GET', LINKS, headers={'Accept': accept}).status, 200)


@suite.case('a body must be called JSON')
def _():
    for method, path, body in writes():
        before = stand.counts()
        for kind in (None, 'text/plain', 'application/x-www-form-urlencoded', 'application/json-patch+json', 'json'):
            reply = stand.call(method, path, body, headers={'Content-Type': kind})
            assert (reply.status, reply.problem) == (415, 'unsupported-media-type'), (path, kind, reply)
        equal(stand.counts(), before)
        status = stand.call(method, path, body, headers={'Content-Type': 'application/json; charset=UTF-8'}).status
        assert status in (200, 201), status


@suite.case('a change needs a key, a UUID of version 4')
def _():
    for method, path, body in writes():
        before = stand.counts()
        for key in (None, ''):
            reply = stand.call(method, path, body, headers={'Idempotency-Key': key})
            equal((reply.status, reply.problem), (400, 'idempotency-key-missing'))
        for key in ('1', 'x' * 36, str(uuid.uuid1()), str(uuid.uuid4())[:-1], '{' + str(uuid.uuid4()) + '}',
                    uuid.uuid4().hex, '00000000-0000-0000-0000-000000000000'):
            equal(stand.call(method, path, body, headers={'Idempotency-Key': key}).blamed, ['Idempotency-Key'])
        equal(stand.counts(), before)


@suite.case('a body may be as large as it may be, and no larger')
def _():
    body = b'{"a":"%s"}' % (b'x' * 19992)
    equal(len(body), 20000)
    equal(stand.call('POST', LINKS, body).blamed, ['type'])
    for size in (20001, 5000000):
        reply = stand.call('POST', LINKS, body + b' ' * (size - len(body)))
        equal((reply.status, reply.problem), (413, 'payload-too-large'))
    chunks = stand.ask('POST', LINKS, (b'x' * 1000 for _ in range(1000)),
                       {'Authorization': stand.bearer, 'Content-Type': 'application/json',
                        'Idempotency-Key': str(uuid.uuid4())})
    equal((chunks.status, chunks.problem), (413, 'payload-too-large'))
    equal(stand.ask('POST', '/control/faults', b'[' + b' ' * 20000 + b']').status, 413)
    equal(stand.ask('POST', '/pay/x', b'a=' + b' ' * 20000).status, 413)


@suite.case('an address that is not there, a method that is not taken')
def _():
    for path in ('/', '/v1', '/v1/', '/v2/payments', '/v1/payment-links', '/v1/payments/', '/v1//payments',
                 '/v1/payment-links/AAAAAAAAAA/x', '/v1/processing-terminals', '//', '/authorize/', '/v1/pay%ffments',
                 '/v1/processing-terminals/1234001%2Fpayment-links/x', '/control', '/control/', '/control/none',
                 '/control/hold/x'):
        reply = stand.get(path)
        assert (reply.status, reply.problem) == (404, 'not-found'), (path, reply)
    equal(stand.get('/%').status, 400)
    for method, path in (('DELETE', LINKS), ('PUT', '/v1/payment-links/AAAAAAAAAA'), ('POST', '/v1/payments'),
                         ('BREW', LINKS), ('PUT', '/control/faults')):
        equal(stand.call(method, path).status, 405)
    equal(stand.get(LINKS + '?status=%ff').blamed, ['query'])


def host_status(path, *lines, method='GET'):
    with socket.create_connection(('127.0.0.1', stand.port), 10) as connection:
        request = [f'{method} {path} HTTP/1.1', *lines, 'Connection: close', 'Content-Length: 0', '', '']
        connection.sendall('\r\n'.join(request).encode())
        return int(connection.makefile('rb').readline().split()[1])


@suite.case('only who means this computer is served: no rebinding of names')
def _():
    port = stand.port
    for path in ('/control/state', '/pay/x', '/v1/payments', '/authorize', '/control/hold'):
        for host in ('example.com', f'example.com:{port}', '127.0.0.1.example.com', '127.0.0.1:1', '127.0.0.2', '',
                     f'127.0.0.1:{port}@example.com', '0.0.0.0', 'localhost.example.com', '[::2]'):
            status = host_status(path, f'Host: {host}')
            assert status in (400, 403), (path, host, status)
    for host in ('127.0.0.1', f'127.0.0.1:{port}', 'localhost', f'LocalHost:{port}', '[::1]', f'[::1]:{port}'):
        equal(host_status('/control/state', f'Host: {host}'), 200)


@suite.case('no web page of somebody else\'s can pay, or pull the strings')
def _():
    port = stand.port
    before = stand.counts()
    for path in ('/control/links', '/control/quit', '/control/faults', '/pay/x', LINKS, '/authorize'):
        for origin in ('http://example.com', 'null', f'https://127.0.0.1:{port}', f'http://127.0.0.1:{port + 1}',
                       f'http://127.0.0.1:{port}.example.com', 'file://'):
            equal(host_status(path, 'Host: 127.0.0.1', f'Origin: {origin}', method='POST'), 403)
    equal(host_status('/control/requests', 'Host: 127.0.0.1', 'Origin: http://example.com', method='DELETE'), 403)
    equal(stand.counts(), before)
    for origin in (f'http://127.0.0.1:{port}', f'http://localhost:{port}'):
        equal(host_status('/control/tokens', 'Host: 127.0.0.1', f'Origin: {origin}', method='POST'), 204)
    stand.authorize()


@suite.case('it listens on the loopback only')
def _():
    with open('/proc/net/tcp') as table:
        rows = [line.split() for line in table.read().split('\n')[1:] if line.strip()]
    listening = [row[1] for row in rows if row[3] == '0A' and int(row[1].split(':')[1], 16) == stand.port]
    equal(listening, [f'0100007F:{stand.port:04X}'])


@suite.case('the log tells what came, and no secret')
def _():
    stand.control('DELETE', 'requests')
    key = str(uuid.uuid4())
    stand.authorize()
    stand.call('POST', LINKS + '?a=%20b', single(), key=key)
    stand.call('POST', LINKS + '?a=%20b', single(), key=key)
    stand.ask('GET', '/v1/nowhere', headers={'Cookie': 'secret=1'})
    stand.call('POST', LINKS, b'\xffno JSON')
    log = stand.requests()
    equal([(r['operation'], r['method'], r['status'], r.get('replayed', False)) for r in log],
          [('authorize', 'POST', 200, False), ('createLink', 'POST', 201, False), ('createLink', 'POST', 201, True),
           ('unknown', 'GET', 404, False), ('createLink', 'POST', 400, False)])
    equal([r['n'] for r in log], list(range(log[0]['n'], log[0]['n'] + 5)))
    equal((log[0]['headers']['x-api-key'], log[0]['headers']['authorization']), ('present', 'absent'))
    equal((log[1]['headers']['x-api-key'], log[1]['headers']['authorization']), ('absent', 'present'))
    equal((log[1]['path'], log[1]['query'], log[1]['body'], log[1]['headers']['idempotency-key']),
          (LINKS, 'a=%20b', single(), key))
    equal(log[4]['body'], '\ufffdno JSON')
    text = str(log)
    assert stand.bearer[7:] not in text and "'practice'" not in text and 'secret=1' not in text, text
    equal([r['n'] for r in stand.requests('createLink')], [log[1]['n'], log[2]['n'], log[4]['n']])
    equal(stand.control('GET', f'requests?after={log[3]["n"]}')['requests'], log[4:])


@suite.case('the log forgets the oldest')
def _():
    with Stand('--log-size', '3') as small:
        small.authorize()
        for _ in range(4):
            small.get(LINKS)
        equal([r['n'] for r in small.requests()], [3, 4, 5])


try:
    suite.run()
finally:
    stand.stop()
