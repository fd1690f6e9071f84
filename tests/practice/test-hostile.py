#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rubbish, at every door: the server answers or hangs up, never dies, and goes on serving the others."""

import json
import os
import pathlib
import random
import socket
import threading
import time
import uuid

from stand import LINKS, Stand, equal, multi, share, single
from tap import Suite

suite = Suite('practice-hostile')
# libsoup 3.2 loses the path of a request line that it cannot read to the end.
stand = Stand('--no-sync', '--max-body', '100000', leaks=False)
chance = random.Random(int(os.environ.get('PRACTICE_SEED', '20261122')))
ROUNDS = int(os.environ.get('PRACTICE_ROUNDS', '400'))


def raw(data, half_close=True):
    """What came back, whatever it was."""
    with socket.create_connection(('127.0.0.1', stand.port), 5) as connection:
        try:
            connection.sendall(data)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
            got = b''
            while chunk := connection.recv(65536):
                got += chunk
            return got
        except OSError:
            return b''


def still_there():
    equal(stand.get(LINKS + '?limit=1').status, 200)


@suite.case('requests that are none')
def _():
    head = f'Host: 127.0.0.1\r\nAuthorization: {stand.bearer}\r\nContent-Type: application/json\r\n'.encode()
    key = b'Idempotency-Key: ' + str(uuid.uuid4()).encode() + b'\r\n'
    for data in (b'', b'\r\n\r\n', b'\0' * 5000, b'GET', b'GET /\r\n\r\n', b'GET / HTTP/9.9\r\n\r\n',
                 b'GET / HTTP/1.1\r\n\r\n',
                 b'GET ' + b'/' * 100000 + b' HTTP/1.1\r\n' + head + b'\r\n', b'GET * HTTP/1.1\r\n' + head + b'\r\n',
                 b'OPTIONS * HTTP/1.1\r\n' + head + b'\r\n', b'CONNECT example.com:443 HTTP/1.1\r\n' + head + b'\r\n',
                 b'GET http://example.com/v1/payments HTTP/1.1\r\n' + head + b'\r\n',
                 b'GET http://example.com/control/state HTTP/1.1\r\nHost: example.com\r\n\r\n',
                 b'GET / HTTP/1.1\r\n' + b'X: y\r\n' * 20000 + b'\r\n',
                 b'GET / HTTP/1.1\r\nX: ' + b'y' * 200000 + b'\r\n\r\n',
                 b'GET / HTTP/1.1\r\n' + head + b'Host: 127.0.0.1\r\nHost: example.com\r\n\r\n',
                 b'POST /authorize HTTP/1.1\r\n' + head + b'Content-Length: -1\r\n\r\n',
                 b'POST /authorize HTTP/1.1\r\n' + head + b'Content-Length: 99999999999999999999\r\n\r\nx',
                 b'POST /authorize HTTP/1.1\r\n' + head + b'Content-Length: 5\r\nContent-Length: 6\r\n\r\nxxxxxx',
                 b'POST /authorize HTTP/1.1\r\n' + head + b'Content-Length: 100\r\n\r\nshort',
                 b'POST /authorize HTTP/1.1\r\n' + head + b'Transfer-Encoding: chunked\r\n\r\nzz\r\n',
                 b'POST /authorize HTTP/1.1\r\n' + head + b'Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx',
                 b'POST /authorize HTTP/1.1\r\n' + head + b'Transfer-Encoding: gzip\r\n\r\nx',
                 b'POST ' + LINKS.encode() + b' HTTP/1.1\r\n' + head + key
                 + b'Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}',
                 b'GET /v1/payments HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \xff\xfe.\x01.\x02\r\n\r\n',
                 b'GET /v1/payments HTTP/1.1\r\n' + head + b'Accept: ;;;,,,=\r\n\r\n',
                 b'GET /control/hold HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n',
                 b'GET /control/hold HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
                 b'HEAD /pay/x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', b'HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
                 b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + b'\0' * 500):
        raw(data)
        still_there()


@suite.case('paths and queries nobody would write')
def _():
    pieces = ['..', '.', '%2e%2e', '%2f', '%5c', '%00', '%ff', '%', "'", '"', ';', '--', '%F0%9F%8D%95', 'A' * 3000,
              '//', '*',
              '?', '??', '&', '=', '&&==', '%26', '[]', '{}', '\\', 'payment-links', 'v1', 'pay', 'control',
              'authorize',
              'processing-terminals', '1234001', 'sharing-events', 'limit=1', 'after=x', 'status=active', 'limit=-1']
    for _ in range(ROUNDS):
        path = '/' + ''.join(chance.choice(pieces) + chance.choice(['/', '?', '&',
                                                                    '']) for _ in range(chance.randint(1, 9)))
        method = chance.choice(['GET', 'POST', 'PATCH', 'DELETE', 'HEAD', 'PUT'])
        raw(f'{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {stand.bearer}\r\nConnection: close\r\n'
            f'Content-Length: 0\r\n\r\n'.encode())
    still_there()


ODD = [None, True, False, 0, -1, 1, 2 ** 63, -2 ** 63, 2 ** 64 + 1, 1e308, 1.5, '', 'x', 'x' * 5000, '\0', '\ud83c',
       '\u202e', '\ufeff',
       '2026-02-30', '9999-99-99', '<script>', '%s%n', "'; DROP TABLE link; --", [], {}, [[]], {'': ''}, ['card'] * 300,
       {'type': 'preset'}, 'preAuthorization', 'multiUse', 'prompt', 'USD', '/order/charge/amount', 'add', 'replace',
       '-']


def twisted(value, depth=0):
    """The same document with a few places changed to something odd."""
    if chance.random() < 0.12:
        return chance.choice(ODD)
    if isinstance(value, dict):
        result = {name: twisted(member, depth + 1) for name, member in value.items() if chance.random() > 0.03}
        if chance.random() < 0.1:
            result[chance.choice(['x', '', 'amount', 'type', '\0'])] = chance.choice(ODD)
        return result
    if isinstance(value, list):
        return [twisted(member, depth + 1) for member in value] * chance.choice([1, 1, 1, 2])
    return value


def send(method, path, document):
    reply = stand.call(method, path, json.dumps(document).encode())
    assert reply.status in (200, 201, 400, 404, 409), (method, path, document, reply)
    if reply.status == 400:
        assert reply.problem == 'bad-request' and reply.json['errors'], reply
    return reply


@suite.case('documents with something wrong somewhere: refused with reasons, or taken and told back as they were')
def _():
    taken = 0
    for _ in range(ROUNDS):
        document = twisted(chance.choice([single(customLabels=[{'element': 'paymentButton', 'label': 'x'}],
                                                 credentialOnFile={'tokenize': True, 'mitAgreement': 'recurring'}),
                                                 multi()]))
        reply = send('POST', LINKS, document)
        if reply.status == 201:
            taken += 1
            equal(stand.read(reply.json), reply.json)
            equal(stand.page(reply.json['assets']['paymentUrl']).status, 200)
    print(f'# {taken} of {ROUNDS} were taken')
    assert 0 < taken < ROUNDS


@suite.case('twisted patches and shares, and twisted commands on the control path')
def _():
    paths = ['', '/', '/expiresOn', '/customLabels', '/customLabels/-', '/customLabels/0', '/customLabels/0/label',
             '/customLabels/99999999999999999999', '/customLabels/-1', '/customLabels/00', '/order/charge/amount',
             '/order/charge',
             '/~', '/~2', '/order~1charge', '/credentialOnFile/tokenize', '/credentialOnFile/x/y/z', '/a' * 500]
    link, other = stand.create(), stand.create_multi()
    for _ in range(ROUNDS):
        target = chance.choice([link, other])
        path = '/v1/payment-links/' + target['paymentLinkId']
        operations = [{'op': chance.choice(['add', 'remove', 'replace', 'move', 'copy', 'test', 'x', 5]),
                       'path': chance.choice(paths), 'from': chance.choice(paths), 'value': chance.choice(ODD)}
                      for _ in range(chance.randint(0, 4))]
        send('PATCH', path, twisted(operations))
        send('POST', path + '/sharing-events',
             twisted(share('a@example.com', 'b@example.com', message='x', merchantCopy=True)))
    for _ in range(ROUNDS):
        command, document = chance.choice([
            ('faults', [{'operation': 'listPayments', 'kind': 'html', 'skip': 1, 'times': 1}]),
            ('faults',
             {'operation': 'listPayments', 'kind': 'random', 'probability': 0.5,
              'kinds': ['html', {'kind': 'delay', 'ms': 1}]}),
            ('pay',
             {'paymentLinkId': other['paymentLinkId'], 'amount': 5, 'method': 'card', 'payer': 'x', 'status': 'ready'}),
            ('refund', {'paymentId': 'AAAAAAAAAA', 'amount': 1}),
            ('return', {'paymentId': 'AAAAAAAAAA', 'returnCode': 'x'}),
            ('payment', {'paymentId': 'AAAAAAAAAA', 'status': 'ready'}), ('clock', {'offsetSeconds': 1}),
            ('clock', {'now': '2026-11-22T00:00:00Z'}), ('links', {'count': 1, 'first': 5})])
        stand.ask('POST', '/control/' + command, json.dumps(twisted(document)))
    stand.control('DELETE', 'faults')
    stand.control('POST', 'clock', {'offsetSeconds': 0})
    stand.authorize()
    still_there()
    equal(stand.get(LINKS + '?limit=100').status, 200)
    assert stand.control('GET', 'state?limit=100000')['counts']['links'] > 0
    assert stand.control('GET', 'requests')['requests'] and stand.control('GET', 'mails')['mails'] is not None


@suite.case('bytes flipped at random in good requests')
def _():
    body = json.dumps(single()).encode()
    for _ in range(ROUNDS):
        request = bytearray(f'POST {LINKS} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {stand.bearer}\r\n'
                            f'Idempotency-Key: {uuid.UUID(int=chance.getrandbits(128), version=4)}\r\n'
                            f'Connection: close\r\nContent-Type: application/json\r\n'
                            f'Content-Length: {len(body)}\r\n\r\n'.encode() + body)
        for _ in range(chance.randint(1, 6)):
            request[chance.randrange(len(request))] = chance.randrange(256)
        raw(bytes(request[:chance.choice([len(request), chance.randrange(len(request))])]))
    still_there()


@suite.case('clients that hang up at any moment, waiting or not')
def _():
    question = f'GET {LINKS} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {stand.bearer}\r\n\r\n'.encode()
    stand.fault('delay', 'listLinks', ms=30, times=0)
    for n in range(100):
        with socket.create_connection(('127.0.0.1', stand.port), 5) as connection:
            connection.sendall(question)
            time.sleep(chance.random() * 0.04)
            if n % 2:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
    for kind in ('cutBefore', 'cutAfter', 'truncated', 'huge'):
        stand.control('DELETE', 'faults')
        stand.fault(kind, 'listLinks', times=0, ms=5, bytes=20000000)
        for _ in range(20):
            with socket.create_connection(('127.0.0.1', stand.port), 5) as connection:
                connection.sendall(question)
                connection.settimeout(0.02)
                try:
                    connection.recv(100)
                except OSError:
                    pass
    stand.control('DELETE', 'faults')
    time.sleep(0.2)
    still_there()


@suite.case('slow clients do not keep the others waiting')
def _():
    slow = [socket.create_connection(('127.0.0.1', stand.port), 5) for _ in range(50)]
    for connection in slow:
        connection.sendall(b'POST /authorize HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nx')
    begin = time.monotonic()
    still_there()
    assert time.monotonic() - begin < 15
    for connection in slow:
        connection.close()


@suite.case('everybody at once')
def _():
    failures = []

    def work():
        try:
            for _ in range(10):
                link = stand.create()
                stand.call('POST', f'/v1/payment-links/{link["paymentLinkId"]}/sharing-events', share())
                stand.pay(link)
                equal(stand.read(link)['status'], 'completed')
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures[:3]


@suite.case('after all that it holds no more memory, sockets and files than it should')
def _():
    count = lambda: len(os.listdir(f'/proc/{stand.process.pid}/fd'))
    # What clients let go of is closed when its turn comes.
    deadline = time.monotonic() + 30
    while count() >= 60 and time.monotonic() < deadline:
        time.sleep(0.1)
    status = pathlib.Path(f'/proc/{stand.process.pid}/status').read_text()
    resident = int(status.split('VmRSS:')[1].split()[0])
    descriptors = count()
    print(f'# {resident} KiB, {descriptors} descriptors')
    assert descriptors < 60, descriptors
    # A sanitizer holds on to what was freed.
    if 'libasan' not in pathlib.Path(f'/proc/{stand.process.pid}/maps').read_text():
        assert resident < 300 * 1024, resident


try:
    suite.run()
finally:
    stand.stop()
