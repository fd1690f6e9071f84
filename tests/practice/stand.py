# SPDX-License-Identifier: GPL-3.0-or-later
"""A practice server and somebody who talks to it in plain HTTP: what these tests share."""

import copy
import datetime
import http.client
import json
import os
import random
import signal
import socket
import ssl
import subprocess
import urllib.parse
import uuid

PROBLEMS = 'https://docs.payroc.com/api/errors#'
TERMINAL = '1234001'
LINKS = f'/v1/processing-terminals/{TERMINAL}/payment-links'


class Reply:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()

    @property
    def problem(self):
        """The fragment of a problem's type, once the document is what RFC 7807 and Payroc say."""
        assert self.headers['Content-Type'] == 'application/problem+json', self
        assert self.json['status'] == self.status, self
        assert self.json['title'] and self.json['detail'], self
        assert self.json['type'].startswith(PROBLEMS), self
        return self.json['type'][len(PROBLEMS):]

    @property
    def blamed(self):
        """The fields that a 400 names, in order."""
        assert self.status == 400 and self.problem == 'bad-request', self
        for error in self.json['errors']:
            assert set(error) == {'parameter', 'detail', 'message'} and all(error.values()), self
        return [error['parameter'] for error in self.json['errors']]

    def __repr__(self):
        return f'{self.status} {dict(self.headers)} {self.body[:2000]!r}'


def quiet_port():
    """One that still is free after a kill: not among those that the system hands out to whoever asks for any."""
    with open('/proc/sys/net/ipv4/ip_local_port_range') as file:
        first = int(file.read().split()[0])
    while True:
        port = random.randrange(first // 3, first)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(('127.0.0.1', port))
            except OSError:
                continue
        return port


class Stand:
    def __init__(self, *options, stdin=subprocess.PIPE, leaks=True):
        """leaks: whether a sanitized server looks for leaks at its end."""
        environment = dict(os.environ)
        if not leaks:
            environment['ASAN_OPTIONS'] = environment.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
        self.process = subprocess.Popen([os.environ['PAYLINKS_PRACTICE'], *options], stdin=stdin, env=environment,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.line = self.process.stdout.readline()
        assert self.line, self.process.stderr.read()
        self.facts = json.loads(self.line)
        address = urllib.parse.urlsplit(self.facts['apiUrl'])
        self.secure = address.scheme == 'https'
        self.port = address.port
        self.base = f'{address.scheme}://127.0.0.1:{self.port}'
        self.bearer = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """It ends by itself, with 0 and without a word of complaint."""
        if self.process.stdin:
            self.process.stdin.close()
        status = self.process.wait(10)
        complaints = self.process.stderr.read()
        self.process.stderr.close()
        self.process.stdout.close()
        assert status == 0 and not complaints, (status, complaints)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()

    def connect(self, timeout=20):
        if self.secure:
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            return http.client.HTTPSConnection('127.0.0.1', self.port, timeout=timeout, context=context)
        return http.client.HTTPConnection('127.0.0.1', self.port, timeout=timeout)

    def ask(self, method, path, body=None, headers=None, timeout=20):
        """Nothing is added: neither token nor type nor key."""
        connection = self.connect(timeout)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            reply = connection.getresponse()
            return Reply(reply.status, reply.headers, reply.read())
        finally:
            connection.close()

    def authorize(self):
        reply = self.ask('POST', '/authorize', headers={'x-api-key': self.facts['apiKey']})
        assert reply.status == 200, reply
        self.bearer = 'Bearer ' + reply.json['access_token']
        return reply.json

    def call(self, method, path, document=None, key=None, headers=None, timeout=20):
        """As a client does it; a header given as None is left out."""
        if self.bearer is None:
            self.authorize()
        all_headers = {'Authorization': self.bearer, 'Accept': 'application/json', 'Content-Type': 'application/json'}
        if method in ('POST', 'PATCH'):
            all_headers['Idempotency-Key'] = key or str(uuid.uuid4())
        all_headers.update(headers or {})
        body = None
        if document is not None:
            body = document if isinstance(document, bytes) else json.dumps(document).encode()
        return self.ask(method, path, body, {k: v for k, v in all_headers.items() if v is not None}, timeout)

    def get(self, path):
        return self.call('GET', path)

    def control(self, method, command, document=None):
        body = None if document is None else json.dumps(document).encode()
        reply = self.ask(method, '/control/' + command, body)
        assert reply.status in (200, 204), reply
        return reply.json if reply.body else None

    def fault(self, kind, operation='*', **details):
        self.control('POST', 'faults', {'operation': operation, 'kind': kind, **details})

    def requests(self, operation=None):
        return self.control('GET', 'requests' + (f'?operation={operation}' if operation else ''))['requests']

    def counts(self):
        return self.control('GET', 'state')['counts']

    def create(self, **changes):
        reply = self.call('POST', LINKS, single(**changes) if 'type' not in changes else changes)
        assert reply.status == 201, reply
        return reply.json

    def create_multi(self):
        reply = self.call('POST', LINKS, multi())
        assert reply.status == 201, reply
        return reply.json

    def read(self, link):
        reply = self.get('/v1/payment-links/' + link['paymentLinkId'])
        assert reply.status == 200, reply
        return reply.json

    def pay(self, link, **details):
        return self.control('POST', 'pay', {'paymentLinkId': link['paymentLinkId'], **details})

    def page(self, url, method='GET', fields=None, headers=None):
        """The customer's browser."""
        path = urllib.parse.urlsplit(url)
        body = urllib.parse.urlencode(fields) if fields is not None else None
        all_headers = {'Content-Type': 'application/x-www-form-urlencoded', 'Origin': self.base} if fields else {}
        return self.ask(method, path.path + ('?' + path.query if path.query else ''), body,
                        {**all_headers, **(headers or {})})


def day(offset=0):
    return (datetime.datetime.now() + datetime.timedelta(days=offset)).strftime('%Y-%m-%d')


def single(**changes):
    return {'type': 'singleUse', 'merchantReference': 'Reference',
            'order': {'orderId': 'Order', 'description': 'Pizza',
                      'charge': {'type': 'preset', 'amount': 4999, 'currency': 'USD'}},
            'authType': 'sale', 'paymentMethods': ['card'], 'expiresOn': day(30), **changes}


def multi(**changes):
    return {'type': 'multiUse', 'merchantReference': 'Reference',
            'order': {'description': 'Donation', 'charge': {'type': 'prompt', 'currency': 'USD'}},
            'authType': 'sale', 'paymentMethods': ['card', 'bankTransfer'], **changes}


def share(*emails, **changes):
    return {'sharingMethod': 'email',
            'recipients': [{'name': 'Sarah Hopper', 'email': email} for email in emails or ['sarah@example.com']],
            **changes}


MISSING = object()


def changed(document, path, value):
    """A copy with the member that dots lead to set, or taken out."""
    result = copy.deepcopy(document)
    *parents, last = path.split('.')
    place = result
    for parent in parents:
        place = place[int(parent)] if parent.isdigit() else place[parent]
    if value is MISSING:
        del place[last]
    elif last.isdigit():
        place[int(last)] = value
    else:
        place[last] = value
    return result


def equal(got, wanted):
    assert got == wanted, f'{got!r} is not {wanted!r}'
