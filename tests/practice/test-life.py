#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a server lives, who shares it, and what outlives it."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import uuid

from stand import LINKS, Stand, equal, quiet_port, share, single
from tap import Suite

suite = Suite('practice-life')
folder = pathlib.Path(tempfile.mkdtemp(prefix='practice-'))


def state(name):
    return ['--state', str(folder / name)]


def alive(stand):
    return stand.process.poll() is None


def gone(stand, seconds=5):
    try:
        return stand.process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        return False


def hold(stand):
    connection = socket.create_connection(('127.0.0.1', stand.port), 5)
    connection.sendall(f'GET /control/hold HTTP/1.1\r\nHost: 127.0.0.1:{stand.port}\r\n\r\n'.encode())
    assert connection.recv(12) == b'HTTP/1.1 200'
    return connection


def let_go(stand):
    for pipe in (stand.process.stdout, stand.process.stderr):
        pipe.close()


@suite.case('one line of JSON says where everything is')
def _():
    with Stand() as stand:
        facts = stand.facts
        equal(facts, {'apiUrl': stand.base + '/v1', 'identityUrl': stand.base + '/authorize',
                      'controlUrl': stand.base + '/control', 'payUrl': stand.base + '/pay', 'apiKey': 'practice',
                      'terminal': '1234001', 'currency': 'USD', 'pid': stand.process.pid, 'alreadyRunning': False})
    assert stand.line.endswith('}\n') and stand.line.count('\n') == 1


@suite.case('it ends when its standard input does')
def _():
    stand = Stand()
    time.sleep(0.2)
    assert alive(stand)
    stand.process.stdin.write('whatever is said on it\n' * 1000)
    stand.process.stdin.flush()
    equal(stand.get(LINKS).status, 200)
    stand.process.stdin.close()
    assert gone(stand)
    let_go(stand)
    stand = Stand(stdin=subprocess.DEVNULL)
    assert gone(stand)
    let_go(stand)


@suite.case('a killed parent leaves no orphan')
def _():
    script = ('import os, subprocess, sys, time\n'
              'p = subprocess.Popen([os.environ["PAYLINKS_PRACTICE"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n'
              'print(p.pid, flush=True)\n'
              'p.stdout.readline()\n'
              'print("ready", flush=True)\n'
              'time.sleep(60)\n')
    parent = subprocess.Popen(['/usr/bin/python3', '-c', script], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    equal(parent.stdout.readline(), 'ready\n')
    os.kill(pid, 0)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not pathlib.Path(f'/proc/{pid}').exists() or ') Z ' in pathlib.Path(f'/proc/{pid}/stat').read_text():
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    assert False, 'an orphan'


@suite.case('whoever holds it keeps it; the last one to let go ends it')
def _():
    stand = Stand()
    first, second = hold(stand), hold(stand)
    equal(stand.control('GET', 'state')['holds'], 2)
    stand.process.stdin.close()
    assert not gone(stand, 0.3)
    first.close()
    assert not gone(stand, 0.3)
    equal(stand.get(LINKS).status, 200)
    equal(stand.control('GET', 'state')['holds'], 1)
    second.close()
    assert gone(stand)
    let_go(stand)


@suite.case('a hold that ends does not end a server whose input is open')
def _():
    with Stand() as stand:
        hold(stand).close()
        time.sleep(0.3)
        equal(stand.get(LINKS).status, 200)


@suite.case('hello keeps it for a moment, so that a newcomer can hold it')
def _():
    stand = Stand()
    stand.control('GET', 'hello')
    stand.process.stdin.close()
    assert not gone(stand, 1)
    held = hold(stand)
    assert not gone(stand, 6)
    held.close()
    assert gone(stand)
    let_go(stand)


@suite.case('--stay stays until it is told to go; SIGTERM, SIGINT and quit end any')
def _():
    for end in (lambda s: s.process.terminate(), lambda s: s.process.send_signal(signal.SIGINT),
                lambda s: s.control('POST', 'quit')):
        for options in (['--stay'], []):
            stand = Stand(*options, stdin=subprocess.DEVNULL if options else subprocess.PIPE)
            assert not gone(stand, 0.2)
            end(stand)
            assert gone(stand)
            if stand.process.stdin:
                stand.process.stdin.close()
            let_go(stand)


@suite.case('a reader that is gone does not kill it')
def _():
    stand = Stand()
    stand.process.stdout.close()
    equal(stand.get(LINKS).status, 200)
    stand.process.stdin.close()
    assert gone(stand)
    stand.process.stderr.close()


@suite.case('two starts on one folder share one server')
def _():
    with Stand(*state('shared')) as first:
        made = first.create()
        with Stand(*state('shared')) as second:
            equal(second.facts, {**first.facts, 'alreadyRunning': True})
            assert gone(second)
            equal(second.read(made), made)
        assert alive(first)
        with Stand(*state('other')) as third:
            assert third.port != first.port
            equal(third.counts()['links'], 0)
        first.control('POST', 'quit')


@suite.case('ten starts at once: one serves, all say the same')
def _():
    stands = []

    def start():
        stands.append(Stand(*state('race')))

    threads = [threading.Thread(target=start) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal(len(stands), 10)
    equal(sorted(stand.facts['alreadyRunning'] for stand in stands), [False] + [True] * 9)
    equal(len({stand.facts['apiUrl'] for stand in stands}), 1)
    stands[0].control('POST', 'quit')
    for stand in stands:
        stand.stop()


@suite.case('a new start right after the end of another finds a server that works')
def _():
    for delay in range(10):
        first = Stand(*state('relay'))
        first.process.stdin.close()
        time.sleep(delay / 1000)
        with Stand(*state('relay')) as second:
            held = hold(second)
            equal(second.get(LINKS).status, 200)
            if second.facts['alreadyRunning']:
                second.control('POST', 'quit')
            held.close()
        assert gone(first)
        let_go(first)


@suite.case('all that was answered outlives kill -9, at the same address')
def _():
    stand = Stand(*state('kept'), '--port', str(quiet_port()), '--token-lifetime', '600')
    token = stand.authorize()['access_token']
    link, other = stand.create(), stand.create_multi()
    key = str(uuid.uuid4())
    path = f'/v1/payment-links/{other["paymentLinkId"]}/sharing-events'
    event = stand.call('POST', path, share(), key=key)
    payment = stand.pay(link)
    stand.control('POST', 'clock', {'offsetSeconds': 300})
    before = stand.control('GET', 'state')
    mails = stand.control('GET', 'mails')
    stand.kill()
    with Stand(*state('kept')) as again:
        equal(again.facts['apiUrl'], stand.facts['apiUrl'])
        assert again.facts['pid'] != stand.facts['pid'] and not again.facts['alreadyRunning']
        equal(again.control('GET', 'state'), before)
        equal(again.control('GET', 'mails'), mails)
        equal(again.control('GET', 'clock')['offsetSeconds'], 300)
        again.bearer = 'Bearer ' + token
        equal(again.call('POST', path, share(), key=key).body, event.body)
        equal(again.call('POST', path, share(message='other'), key=key).problem, 'idempotency-key-in-use')
        equal(again.counts()['mails'], 1)
        equal(again.get(f'/v1/payments?paymentLinkId={link["paymentLinkId"]}').json['data'], [payment])
        again.control('POST', 'tokens')
    with Stand(*state('kept')) as once_more:
        once_more.bearer = 'Bearer ' + token
        equal(once_more.get(LINKS).status, 401)


@suite.case('killed at random moments under load: each answered key has its link, and no key has two')
def _():
    answered = {}
    keys = [str(uuid.uuid4()) for _ in range(400)]
    for round_ in range(8):
        stand = Stand(*state('killed'))
        stand.authorize()

        def work(mine, server=stand):
            for key in mine:
                try:
                    reply = server.call('POST', LINKS, single(merchantReference=key), key=key)
                except OSError:
                    return
                except Exception as error:
                    if 'Remote' in type(error).__name__ or 'Incomplete' in type(error).__name__:
                        return
                    raise
                if reply.status == 201:
                    assert answered.setdefault(key, reply.body) == reply.body, key

        threads = [threading.Thread(target=work, args=(keys[n::4],)) for n in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.02 + 0.03 * round_)
        stand.kill()
        for thread in threads:
            thread.join()
    with Stand(*state('killed')) as stand:
        for key in keys:
            reply = stand.call('POST', LINKS, single(merchantReference=key), key=key)
            equal(reply.status, 201)
            equal(answered.get(key, reply.body), reply.body)
        equal(stand.counts()['links'], len(keys))
    print(f'# {len(answered)} were answered before a kill')
    assert answered


@suite.case('links keep working at another port, when the old one is taken')
def _():
    stand = Stand(*state('moved'), '--port', str(quiet_port()))
    link = stand.create()
    stand.kill()
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(('127.0.0.1', stand.port))
        squatter.listen()
        with Stand(*state('moved')) as again:
            assert again.port != stand.port
            moved = again.read(link)
            assert moved['assets']['paymentUrl'].startswith(again.base + '/pay/')
            equal(again.page(moved['assets']['paymentUrl']).status, 200)
        port = stand.port
        failed = subprocess.run([os.environ['PAYLINKS_PRACTICE'], '--port', str(port)], capture_output=True, text=True)
        assert failed.returncode == 1 and not failed.stdout and 'paylinks-practice: ' in failed.stderr, failed


@suite.case('a folder that cannot be used, and options that make no sense, are told')
def _():
    (folder / 'file').write_text('x')
    (folder / 'spoilt').mkdir()
    (folder / 'spoilt' / 'practice.db').write_text('this is no database, and long enough to be seen as such' * 50)
    for options, status in ((['--state', str(folder / 'file')], 1), (['--state', str(folder / 'spoilt')], 1),
                            (['--port', '70000'], 2), (['--port', 'x'], 2), (['--token-lifetime', '-1'], 2),
                            (['--currencies', 'USD,EURO'], 2), (['--currencies', ''], 2), (['--terminal', 'abc'], 2),
                            (['--time-zone', 'Nowhere/Land'], 2), (['--tls-cert', 'x'], 2), (['--page-size', '101'], 2),
                            (['--unheard-of'], 2), (['word'], 2), (['--latency', '-5'], 2),
                            (['--tls-cert', 'x', '--tls-key', 'y'], 1)):
        result = subprocess.run([os.environ['PAYLINKS_PRACTICE'], *options], capture_output=True, text=True, timeout=20)
        assert result.returncode == status and not result.stdout, (options, result)
        assert result.stderr.startswith('paylinks-practice: ') and result.stderr.count('\n') == 1, (options, result)
    with Stand('--currencies', 'all') as stand:
        equal(stand.facts['currency'], 'USD')
        for currency in ('USD', 'CHF', 'KWD', 'CLF', 'ZMW'):
            stand.create(order={'orderId': 'O', 'charge': {'type': 'preset', 'amount': 1, 'currency': currency}})


@suite.case('the folder and what is in it are private')
def _():
    with Stand(*state('private')) as stand:
        stand.create()
        for path in [folder / 'private', *(folder / 'private').iterdir()]:
            assert path.stat().st_mode & 0o077 == 0, (path, oct(path.stat().st_mode))


@suite.case('over TLS everything is the same')
def _():
    openssl = shutil.which('openssl')
    if openssl is None:
        suite.skip('there is no openssl')
    certificate, key = str(folder / 'certificate.pem'), str(folder / 'key.pem')
    subprocess.run([openssl, 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate,
                    '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'],
                   check=True, capture_output=True)
    # The leak checker itself falls over in a process that loaded GnuTLS.
    with Stand(*state('tls'), '--tls-cert', certificate, '--tls-key', key, leaks=False) as stand:
        assert stand.facts['apiUrl'].startswith('https://127.0.0.1:'), stand.facts
        link = stand.create()
        assert link['assets']['paymentUrl'].startswith('https://'), link
        equal(stand.page(link['assets']['paymentUrl']).status, 200)
        stand.fault('cutAfter', 'createLink')
        try:
            stand.create()
            assert False, 'answered'
        except OSError:
            equal(stand.counts()['links'], 2)
        with Stand(*state('tls'), leaks=False) as second:
            equal(second.facts, {**stand.facts, 'alreadyRunning': True})
        stand.control('POST', 'quit')


try:
    suite.run()
finally:
    shutil.rmtree(folder, ignore_errors=True)
