#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Payments: the customer's page, both of Payroc's lists, refunds and what comes back."""

import html
import re
import urllib.parse

from stand import LINKS, Stand, day, equal, multi, single
from tap import Suite

suite = Suite('practice-payments')
stand = Stand('--no-sync', '--currencies', 'USD,JPY,KWD,CLF')


def cards(**filters):
    reply = stand.get('/v1/payments?' + urllib.parse.urlencode(filters))
    assert reply.status == 200, reply
    return reply.json['data']


def banks(**filters):
    reply = stand.get('/v1/bank-transfer-payments?' + urllib.parse.urlencode({'processingTerminalId': '1234001',
                                                                              **filters}))
    assert reply.status == 200, reply
    return reply.json['data']


def of(link):
    return {'paymentLinkId': link['paymentLinkId']}


@suite.case('a card payment, as Payroc lists it: without the link\'s id')
def _():
    link = stand.create(credentialOnFile={'tokenize': True})
    paid = stand.pay(link, payer='Bob Miller')
    equal(cards(**of(link)), [paid])
    equal(banks(**of(link)), [])
    assert link['paymentLinkId'] not in str(paid)
    equal(paid['order']['orderId'], 'Order')
    equal((paid['order']['amount'], paid['order']['currency'], paid['order']['description']), (4999, 'USD', 'Pizza'))
    equal((paid['card']['cardholderName'], paid['refunds']), ('Bob Miller', []))
    assert paid['card']['secureToken']['token'] and paid['card']['cardNumber'].endswith('1111')
    result = paid['transactionResult']
    equal((result['type'], result['status'], result['authorizedAmount'], result['responseCode'], result['currency']),
          ('sale', 'ready', 4999, 'A', 'USD'))
    equal(stand.read(link)['status'], 'completed')


@suite.case('a bank payment; it can come back')
def _():
    link = stand.create(paymentMethods=['bankTransfer'])
    paid = stand.pay(link)
    equal((paid['transactionResult']['type'], paid['returns']), ('payment', []))
    equal((banks(**of(link)), cards(**of(link))), ([paid], []))
    back = stand.control('POST', 'return',
                         {'paymentId': paid['paymentId'], 'returnCode': 'R02', 'returnReason': 'Closed'})
    equal(back['transactionResult']['status'], 'returned')
    equal((back['returns'][0]['returnCode'], back['returns'][0]['returnReason']), ('R02', 'Closed'))
    equal(banks(**of(link), status='returned'), [back])
    card = stand.pay(stand.create())
    equal(stand.ask('POST', '/control/return', f'{{"paymentId":"{card["paymentId"]}"}}').blamed, ['paymentId'])


@suite.case('only a single-use link is completed, and only by money')
def _():
    link = stand.create_multi()
    for amount in (1, 2500, 10 ** 12):
        equal(stand.pay(link, amount=amount)['transactionResult']['authorizedAmount'], amount)
    equal(stand.read(link)['status'], 'active')
    orders = [payment['order']['orderId'] for payment in cards(**of(link))]
    equal(len(set(orders)), 3)
    assert all(1 <= len(order) <= 24 for order in orders), orders
    link = stand.create()
    for code, status in (('D', 'declined'), ('R', 'referral'), ('C', 'pickup'), ('E', 'pending')):
        payment = stand.pay(link, responseCode=code, status=status)['transactionResult']
        equal((payment['responseCode'], payment['status']), (code, status))
        assert (payment['authorizedAmount'] == 4999) == (code == 'E'), payment
        equal(stand.read(link)['status'], 'active')
    equal(stand.pay(link, responseCode='P', amount=1000)['transactionResult']['authorizedAmount'], 1000)
    equal(stand.read(link)['status'], 'completed')
    equal(len(cards(**of(link))), 5)


@suite.case('a pre-authorization is one, and can be captured later')
def _():
    link = stand.create(authType='preAuthorization')
    paid = stand.pay(link)
    equal(paid['transactionResult']['type'], 'preAuthorization')
    later = stand.control('POST', 'payment', {'paymentId': paid['paymentId'], 'type': 'preAuthorizationCompletion',
                                              'status': 'complete', 'authorizedAmount': 4000})
    equal(later['transactionResult']['authorizedAmount'], 4000)
    equal(cards(**of(link), type='preAuthorizationCompletion'), [later])
    equal(cards(**of(link), type='preAuthorization'), [])


@suite.case('refunds, until nothing is left')
def _():
    paid = stand.pay(stand.create())
    equal(stand.control('POST', 'refund', {'paymentId': paid['paymentId'], 'amount': 1000})['refunds'][0]['amount'],
          1000)
    stand.control('POST', 'refund', {'paymentId': paid['paymentId'], 'amount': 3999, 'status': 'declined'})
    refunds = stand.control('POST', 'refund', {'paymentId': paid['paymentId'], 'amount': 3999})['refunds']
    equal([(refund['amount'], refund['status'], refund['responseCode']) for refund in refunds],
          [(1000, 'ready', 'A'), (3999, 'declined', 'D'), (3999, 'ready', 'A')])
    for amount in (1, 0, -1):
        reply = stand.ask('POST', '/control/refund', f'{{"paymentId":"{paid["paymentId"]}","amount":{amount}}}')
        equal(reply.blamed, ['amount'])
    equal(stand.ask('POST', '/control/refund', '{"paymentId":"AAAAAAAAAA","amount":1}').status, 404)


@suite.case('the lists\' filters')
def _():
    link = stand.create_multi()
    first = stand.pay(link, amount=10, payer='First Person')
    second = stand.pay(link, amount=20, payer='Second Person', status='complete')
    bank = stand.pay(link, amount=30, payer='Third Person', method='bankTransfer')
    equal(cards(**of(link)), [second, first])
    equal(banks(**of(link)), [bank])
    equal(cards(**of(link), cardholderName='First Person'), [first])
    equal(banks(**of(link), nameOnAccount='Third Person'), [bank])
    equal(cards(**of(link), orderId=first['order']['orderId']), [first])
    equal(cards(**of(link), status='ready'), [first])
    equal(cards(**of(link), status='ready,complete'), [second, first])
    equal(cards(**of(link), type='sale', last4='1111', processingTerminalId='1234001'), [second, first])
    equal(cards(**of(link), dateFrom='2099-01-01T00:00:00Z'), [])
    equal(cards(**of(link), dateFrom='2001-01-01T00:00:00+02:00', dateTo='2099-01-01T00:00:00Z'), [second, first])
    equal(cards(paymentLinkId='AAAAAAAAAA'), [])
    page = stand.get(f'/v1/payments?limit=1&paymentLinkId={link["paymentLinkId"]}').json
    equal((page['data'], page['hasMore']), ([second], True))
    equal(cards(**of(link), after=second['paymentId']), [first])
    for path, blamed in (('/v1/bank-transfer-payments', ['processingTerminalId']),
                         ('/v1/bank-transfer-payments?processingTerminalId=123', ['processingTerminalId']),
                         ('/v1/payments?paymentLinkId=AAAA', ['paymentLinkId']),
                         ('/v1/payments?status=gone', ['status']),
                         ('/v1/payments?type=payment', ['type']), ('/v1/payments?dateFrom=today', ['dateFrom']),
                         ('/v1/payments?orderId=' + 'x' * 25, ['orderId'])):
        equal(stand.get(path).blamed, blamed)
    for path in '/v1/payments', '/v1/bank-transfer-payments':
        equal(stand.get(path + '?processingTerminalId=9999999').problem, 'forbidden')
    equal(cards(**of(link), operator='Payment Link', tender='creditDebit', tipMode='noTip', first6='411111',
                settlementState='unsettled'), [first])
    equal(cards(**of(link), settlementState='settled', settlementDate=second['order']['dateTime'][:10]), [second])
    equal(cards(**of(link), settlementState='settled,unsettled', tipMode='prompted,noTip'), [second, first])
    equal(banks(**of(link), settlementState='unsettled'), [bank])
    for nobody in ({'operator': 'Somebody'}, {'tender': 'ebt'}, {'tipMode': 'adjusted'}, {'first6': '400000'},
                   {'settlementDate': '2001-01-01'}):
        equal(cards(**of(link), **nobody), [])


@suite.case('what the lists\' filters refuse, at the edges')
def _():
    long_terminal = 'x' * 50
    for path, name, good, bad in (
            ('/v1/payments', 'processingTerminalId', ['1234001'], ['123', long_terminal + 'x']),
            ('/v1/payments', 'orderId', ['x', 'x' * 23, 'x' * 24], ['', 'x' * 25]),
            ('/v1/payments', 'operator', ['x', 'x' * 50], ['', 'x' * 51]),
            ('/v1/payments', 'cardholderName', ['x', 'é' * 50], ['', 'é' * 51]),
            ('/v1/payments', 'first6', ['000000', '999999'], ['', '12345', '1234567', '12345x', '１２３４５６']),
            ('/v1/payments', 'last4', ['0000'], ['', '123', '12345', '12x4', '٠٠٠٠']),
            ('/v1/payments', 'tender', ['ebt', 'creditDebit'], ['', 'cash', 'EBT']),
            ('/v1/payments', 'tipMode', ['noTip', 'prompted', 'adjusted,noTip'], ['', 'noTip,', 'tip']),
            ('/v1/payments', 'type', ['sale', 'preAuthorization,preAuthorizationCompletion'],
             ['', 'refund', 'payment']),
            ('/v1/payments', 'status', ['accepted', 'expired', 'pickup,referral'], ['', 'returned', 'ready,gone']),
            ('/v1/payments', 'settlementState', ['settled', 'unsettled'], ['', 'open']),
            ('/v1/payments', 'settlementDate', ['2026-02-28'], ['', '2026-02-30', '20260228', 'today']),
            ('/v1/payments', 'dateFrom', ['2026-01-01T00:00:00Z'], ['', '2026-01-01', 'now']),
            ('/v1/payments', 'paymentLinkId', ['x' * 10], ['', 'x' * 9, 'x' * 11]),
            ('/v1/payments', 'limit', ['1', '99', '100'], ['', '0', '101', '-1', '1.5', 'x']),
            ('/v1/bank-transfer-payments', 'nameOnAccount', ['x', 'x' * 50], ['', 'x' * 51]),
            ('/v1/bank-transfer-payments', 'last4', ['0000'], ['123', '12345']),
            ('/v1/bank-transfer-payments', 'type', ['payment', 'accountVerification'], ['', 'sale']),
            ('/v1/bank-transfer-payments', 'status', ['returned', 'ready,admin'], ['accepted', 'expired', 'pickup']),
            ('/v1/bank-transfer-payments', 'settlementState', ['settled'], ['open'])):
        terminal = {'processingTerminalId': '1234001'} if 'bank' in path else {}
        for value in good:
            reply = stand.get(path + '?' + urllib.parse.urlencode({**terminal, name: value}))
            assert reply.status == 200, (name, value, reply)
        for value in bad:
            reply = stand.get(path + '?' + urllib.parse.urlencode({**terminal, name: value}))
            assert reply.status == 400 and reply.blamed == [name], (name, value, reply)


@suite.case('what cannot be paid is refused on the control path')
def _():
    link = stand.create()
    for details, blamed in (({'method': 'cash'}, ['method']), ({'method': 'bankTransfer'}, ['method']),
                            ({'amount': 5}, ['amount']), ({'status': 'returned'}, ['status']),
                            ({'responseCode': 'X'}, ['responseCode']), ({'responseCode': ''}, ['responseCode']),
                            ({'payer': 'x' * 51}, ['payer'])):
        document = str({**of(link), **details}).replace("'", '"')
        equal(stand.ask('POST', '/control/pay', document).blamed, blamed)
    equal(stand.ask('POST', '/control/pay', '{"paymentLinkId":"AAAAAAAAAA"}').status, 404)
    many = str(of(stand.create_multi())).replace("'", '"')
    equal(stand.ask('POST', '/control/pay', many).blamed, ['amount'])
    stand.pay(link)
    equal(stand.ask('POST', '/control/pay', str(of(link)).replace("'", '"')).status, 409)
    stand.pay(link, force=True)


def title(reply):
    return html.unescape(re.search('<h1>(.*?)</h1>', reply.text).group(1))


def fields(reply, **more):
    found = dict(re.findall('<input type="hidden" name="([^"]+)" value="([^"]*)"', reply.text))
    return {**found, 'method': 'card', **more}


def follow(reply):
    equal(reply.status, 303)
    return stand.page(reply.headers['Location'])


@suite.case('the page shows what is to pay, says that it is practice, and takes the payment once')
def _():
    link = stand.create(order={'orderId': 'O', 'description': '<b>Large & hot</b>',
                               'charge': {'type': 'preset', 'amount': 1234567, 'currency': 'KWD'}},
                        customLabels=[{'element': 'paymentButton', 'label': '"Pay" & <go>'}])
    url = link['assets']['paymentUrl']
    page = stand.page(url)
    equal(page.status, 200)
    text = page.text
    assert 'Practice: no money moves' in text and 'KWD\xa01,234.567' in text
    assert '&lt;b&gt;Large &amp; hot&lt;/b&gt;' in text and '<b>' not in text
    assert '&quot;Pay&quot; &amp; &lt;go&gt;</button>' in text
    assert '<script' not in text and "default-src 'none'" in page.headers['Content-Security-Policy']
    assert 'lang="en"' in text and 'prefers-color-scheme: dark' in text
    for name in set(re.findall('<input type="text" id="([^"]+)"', text)):
        assert f'<label for="{name}">' in text, name
    for name in set(re.findall('aria-describedby="([^"]+)"', text)):
        assert f' id="{name}"' in text, name
    form = fields(page, payer='Sarah Hopper')
    first = stand.page(url, 'POST', form)
    thanks = follow(first)
    equal((thanks.status, title(thanks)), (200, 'Thank you'))
    assert 'KWD\xa01,234.567' in thanks.text
    again = stand.page(url, 'POST', form)
    equal(again.headers['Location'], first.headers['Location'])
    equal(title(stand.page(url, 'POST', {**form, 'form': 'another'})), 'Already paid')
    equal(len(cards(**of(link))), 1)
    equal(title(stand.page(url)), 'Already paid')


@suite.case('the customer\'s own amount, in each currency\'s decimals')
def _():
    for currency, good, bad in (('USD', {'25': 2500, '0.01': 1, ' 19.90 ': 1990, '1.5': 150},
                                 ['0', '0.001', '-1', '1e3']),
                                ('JPY', {'5000': 5000, '10,000': 10000, '¥7': 7}, ['0.5', '1.0.0', '$7']),
                                ('KWD', {'1.234': 1234}, ['1.2345']),
                                ('CLF', {'0.0001': 1}, ['0.00001'])):
        link = stand.call('POST', LINKS, multi(order={'charge': {'type': 'prompt', 'currency': currency}})).json
        url = link['assets']['paymentUrl']
        page = stand.page(url)
        assert f'Amount in {currency}' in page.text
        for text, minor in good.items():
            follow(stand.page(url, 'POST', fields(stand.page(url), amount=text)))
            equal(cards(**of(link))[0]['transactionResult']['authorizedAmount'], minor)
        for text in [*bad, '', 'abc', '9' * 25, '٥٠', '1,5']:
            reply = stand.page(url, 'POST', fields(page, amount=text))
            equal((text, reply.status), (text, 422))
            assert 'role="alert"' in reply.text and f'value="{html.escape(text)}"' in reply.text, text
            assert 'aria-invalid="true" aria-describedby="trouble"' in reply.text and ' id="trouble"' in reply.text
        equal(len(cards(**of(link), limit=100)), len(good))


@suite.case('a multi-use link: one form pays once, a new form again')
def _():
    link = stand.create_multi()
    url = link['assets']['paymentUrl']
    form = fields(stand.page(url), amount='5')
    equal(stand.page(url, 'POST', form).headers['Location'], stand.page(url, 'POST', form).headers['Location'])
    stand.page(url, 'POST', fields(stand.page(url), amount='5', method='bankTransfer'))
    equal((len(cards(**of(link))), len(banks(**of(link)))), (1, 1))


@suite.case('amounts are written as people write them')
def _():
    for currency, amount, text in (('USD', 123456789, '$1,234,567.89'), ('JPY', 10000, '¥10,000'),
                                   ('KWD', 1500, 'KWD\xa01.500'), ('CLF', 12345, 'CLF\xa01.2345')):
        link = stand.create(order={'orderId': 'O',
                                   'charge': {'type': 'preset', 'amount': amount, 'currency': currency}})
        url = link['assets']['paymentUrl']
        assert f'<p class="amount">{text}</p>' in stand.page(url).text, stand.page(url).text
        thanks = follow(stand.page(url, 'POST', fields(stand.page(url))))
        assert f'<p class="amount">{text}</p>' in thanks.text, thanks.text


@suite.case('declined at the press of a button: pays nothing, says so, and can be followed by a good one')
def _():
    for method, words, lists in (('card', 'The card was declined', cards),
                                 ('bankTransfer', 'The bank transfer was declined', banks)):
        link = stand.create(paymentMethods=['card', 'bankTransfer'])
        url = link['assets']['paymentUrl']
        assert 'name="outcome" value="declined"' in stand.page(url).text
        reply = stand.page(url, 'POST', fields(stand.page(url), method=method, outcome='declined', payer='Sarah'))
        equal(reply.status, 422)
        assert words in reply.text and 'value="Sarah"' in reply.text, reply
        assert f'value="{method}" required checked' in reply.text, reply
        payment, = lists(**of(link))
        equal((payment['transactionResult']['responseCode'], payment['transactionResult']['status'],
               payment['transactionResult']['authorizedAmount']), ('D', 'declined', 0))
        equal(stand.read(link)['status'], 'active')
        # The same form again, from an impatient customer: still nothing paid.
        equal(stand.page(url, 'POST', fields(reply, method=method, outcome='declined')).status, 422)
        follow(stand.page(url, 'POST', fields(reply, method=method, outcome='paid')))
        equal(stand.read(link)['status'], 'completed')
        equal([p['transactionResult']['responseCode'] for p in lists(**of(link))], ['A', 'D', 'D'])


@suite.case('only the ways to pay that the link has, and what else there is to know')
def _():
    for methods in (['card'], ['bankTransfer'], ['card', 'bankTransfer']):
        text = stand.page(stand.create(paymentMethods=methods)['assets']['paymentUrl']).text
        equal(re.findall('name="method" value="([^"]+)"', text), methods)
        equal(len(re.findall(' checked>', text)), 1)
    text = stand.page(stand.create(authType='preAuthorization', credentialOnFile={'tokenize': True},
                                   expiresOn='2030-12-31')['assets']['paymentUrl']).text
    for words in 'held on your card', 'keeps your payment details', '31 December 2030', 'Authorise</button>':
        assert words in text, words


@suite.case('an address that no longer works says why')
def _():
    link = stand.create(expiresOn=day())
    old = link['assets']['paymentUrl']
    path = '/v1/payment-links/' + link['paymentLinkId']
    new = stand.call('PATCH', path,
                     [{'op': 'replace', 'path': '/order/description', 'value': 'x'}]).json['assets']['paymentUrl']
    for url, status, heading in ((old, 410, 'This link is no longer valid'), (new, 200, 'Payment'),
                                 (stand.base + '/pay/none', 404, 'No such payment link'),
                                 (stand.base + '/pay', 404, 'No such page'), (new + '/x', 404, 'No such page'),
                                 (new + '/thanks?payment=AAAAAAAAAA', 404, 'No such payment'),
                                 (new + '/thanks', 404, 'No such payment')):
        reply = stand.page(url)
        equal((reply.status, title(reply)), (status, heading))
    equal(title(stand.page(old, 'POST', {'method': 'card'})), 'This link is no longer valid')
    stand.control('POST', 'clock', {'offsetSeconds': 86400})
    equal(title(stand.page(new)), 'This link has expired')
    equal(title(stand.page(new, 'POST', {'method': 'card'})), 'This link has expired')
    stand.control('POST', 'clock', {'offsetSeconds': 0})
    stand.call('POST', path + '/deactivate')
    equal(title(stand.page(new)), 'This link was cancelled')
    equal(cards(**of(link)), [])


@suite.case('a form that nobody rendered is met with the form')
def _():
    link = stand.create()
    url = link['assets']['paymentUrl']
    for form in ({'method': ''}, {'method': 'cash'}, {'method': 'bankTransfer'}, {'x': 'y'},
                 {'method': 'card', 'payer': 'x' * 51}):
        reply = stand.page(url, 'POST', form)
        assert reply.status == 422, (form, reply)
    path = urllib.parse.urlsplit(url).path
    for body in (b'', b'&&&=', b'method=%ff', b'\xff\xfe', b'payer=%ff&method=card',
                 b'method=card&method=bankTransfer'):
        reply = stand.ask('POST', path, body)
        assert reply.status == 422, (body, reply)
    equal(stand.ask('DELETE', path).status, 405)
    other = stand.create_multi()
    payment = stand.pay(other, amount=5)['paymentId']
    equal(title(stand.page(f'{url}/thanks?payment={payment}')), 'No such payment')


try:
    suite.run()
finally:
    stand.stop()
