#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Payment links: what is accepted and refused, to the character; editing, switching off, sharing, expiring."""

from stand import LINKS, MISSING, Stand, changed, day, equal, multi, share, single
from tap import Suite

suite = Suite('practice-links')
stand = Stand('--no-sync', '--currencies', 'USD,JPY,KWD,CLF')


@suite.case('a created link has all that was sent, and what the server adds')
def _():
    sent = single(customLabels=[{'element': 'paymentButton', 'label': 'Pay <now>'}],
                  credentialOnFile={'tokenize': True, 'mitAgreement': 'recurring'}, authType='preAuthorization')
    reply = stand.call('POST', LINKS, sent)
    equal(reply.status, 201)
    link = reply.json
    equal({name: link[name] for name in sent}, sent)
    assert len(link['paymentLinkId']) == 10, link
    equal(reply.headers['Location'], f'{stand.base}/v1/payment-links/{link["paymentLinkId"]}')
    equal(link['status'], 'active')
    equal(link['createdOn'], day())
    assert link['assets']['paymentUrl'].startswith(stand.base + '/pay/'), link
    assert link['assets']['paymentUrl'] in link['assets']['paymentButton']
    assert 'Pay &lt;now&gt;' in link['assets']['paymentButton'], 'the label is not escaped'
    equal(stand.read(link), link)


@suite.case('what may be left out may be left out, and read-only fields are not taken over')
def _():
    link = stand.call('POST', LINKS, {**multi(), 'paymentLinkId': 'XXXXXXXXXX', 'status': 'completed',
                                      'createdOn': '2001-01-01', 'unheardOf': 1}).json
    assert link['paymentLinkId'] != 'XXXXXXXXXX' and link['status'] == 'active' and link['createdOn'] == day()
    assert not {'expiresOn', 'customLabels', 'credentialOnFile', 'unheardOf'} & set(link), link


LABEL = [{'element': 'paymentButton', 'label': 'PAY'}]
CREDENTIAL = {'tokenize': True, 'mitAgreement': 'recurring'}
FULL = single(customLabels=LABEL, credentialOnFile=CREDENTIAL)

# path, value, the fields that are blamed (none: accepted)
FIELDS = [
    ('type', MISSING, ['type']), ('type', 'once', ['type']), ('type', 1, ['type']), ('type', None, ['type']),
    ('merchantReference', MISSING, ['merchantReference']), ('merchantReference', '', ['merchantReference']),
    ('merchantReference', 'a', []), ('merchantReference', 'é' * 47, []), ('merchantReference', 'é' * 48, []),
    ('merchantReference', 'é' * 49, ['merchantReference']), ('merchantReference', 5, ['merchantReference']),
    ('order', MISSING, ['order']), ('order', [], ['order']),
    ('order.orderId', MISSING, ['order.orderId']), ('order.orderId', '', ['order.orderId']),
    ('order.orderId', 'x' * 23, []), ('order.orderId', '猫' * 24, []), ('order.orderId', 'x' * 25, ['order.orderId']),
    ('order.description', MISSING, []), ('order.description', '', []), ('order.description', 'a\nb', []),
    ('order.description', '🍕' * 1023, []), ('order.description', '🍕' * 1024, []),
    ('order.description', '🍕' * 1025, ['order.description']), ('order.description', False, ['order.description']),
    ('order.charge', MISSING, ['order.charge']), ('order.charge', 4999, ['order.charge']),
    ('order.charge', {'preset': {'amount': 1, 'currency': 'USD'}}, ['order.charge.type', 'order.charge.currency']),
    ('order.charge.type', 'later', ['order.charge.type']),
    ('order.charge.amount', MISSING, ['order.charge.amount']), ('order.charge.amount', -1, ['order.charge.amount']),
    ('order.charge.amount', 0, ['order.charge.amount']), ('order.charge.amount', 1, []),
    ('order.charge.amount', 2 ** 63 - 1, []), ('order.charge.amount', 2 ** 63, ['body']),
    ('order.charge.amount', 2 ** 64 + 1, ['body']), ('order.charge.amount', 1 - 2 ** 64, ['body']),
    ('order.charge.amount', 10 ** 30, ['body']), ('order.charge.amount', 1.5, ['order.charge.amount']),
    ('order.charge.amount', 1.0, ['order.charge.amount']), ('order.charge.amount', '4999', ['order.charge.amount']),
    ('order.charge.type', 'prompt', ['order.charge.amount']),
    ('order.charge.currency', MISSING, ['order.charge.currency']), ('order.charge.currency', 'CLF', []),
    ('order.charge.currency', 'EUR', ['order.charge.currency']),
    ('order.charge.currency', 'usd', ['order.charge.currency']),
    ('order.charge.currency', 'XXX', ['order.charge.currency']),
    ('order.charge.currency', 840, ['order.charge.currency']),
    ('authType', MISSING, ['authType']), ('authType', 'hold', ['authType']), ('authType', 'preAuthorization', []),
    ('paymentMethods', MISSING, ['paymentMethods']), ('paymentMethods', [], ['paymentMethods']),
    ('paymentMethods', 'card', ['paymentMethods']), ('paymentMethods', ['bankTransfer'], []),
    ('paymentMethods', ['card', 'bankTransfer'], []), ('paymentMethods', ['card', 'card'], ['paymentMethods[1]']),
    ('paymentMethods', ['card', 'cash'], ['paymentMethods[1]']), ('paymentMethods', [1], ['paymentMethods[0]']),
    ('customLabels', [], []), ('customLabels', {}, ['customLabels']), ('customLabels', ['PAY'], ['customLabels[0]']),
    ('customLabels', LABEL * 2, ['customLabels[1]']),
    ('customLabels.0.element', 'title', ['customLabels[0].element']),
    ('customLabels.0.label', MISSING, ['customLabels[0].label']),
    ('customLabels.0.label', '', ['customLabels[0].label']),
    ('customLabels.0.label', 'x' * 23, []), ('customLabels.0.label', 'ü' * 24, []),
    ('customLabels.0.label', 'x' * 25, ['customLabels[0].label']),
    ('expiresOn', MISSING, ['expiresOn']), ('expiresOn', day(-1), ['expiresOn']), ('expiresOn', day(), []),
    ('expiresOn', day(1), []), ('expiresOn', '2099-02-29', ['expiresOn']), ('expiresOn', '2096-02-29', []),
    ('expiresOn', '2099-1-1', ['expiresOn']), ('expiresOn', '01/02/2099', ['expiresOn']),
    ('expiresOn', '2099-01-01T00:00:00Z', ['expiresOn']), ('expiresOn', 20990101, ['expiresOn']),
    ('credentialOnFile', True, ['credentialOnFile']), ('credentialOnFile', {}, []),
    ('credentialOnFile', {'tokenize': 'yes'}, ['credentialOnFile.tokenize']),
    ('credentialOnFile.tokenize', False, ['credentialOnFile.mitAgreement']),
    ('credentialOnFile.mitAgreement', 'unscheduled', []), ('credentialOnFile.mitAgreement', 'installment', []),
    ('credentialOnFile.mitAgreement', 'weekly', ['credentialOnFile.mitAgreement']),
    # What has no value is left out: nothing in the description is nullable.
    *[(path, None, [path]) for path in ('merchantReference', 'order', 'order.orderId', 'order.description',
                                        'order.charge', 'order.charge.amount', 'order.charge.currency', 'authType',
                                        'paymentMethods', 'customLabels', 'expiresOn', 'credentialOnFile',
                                        'credentialOnFile.mitAgreement')],
]


@suite.case(f'each field at its edges: {len(FIELDS)} single-use links')
def _():
    for path, value, blamed in FIELDS:
        before = stand.counts()['links']
        reply = stand.call('POST', LINKS, changed(FULL, path, value))
        if blamed:
            assert reply.status == 400 and reply.blamed == blamed, (path, value, reply)
            assert stand.counts()['links'] == before, (path, value)
        else:
            assert reply.status == 201, (path, value, reply)


@suite.case('a multi-use link needs no expiry and has no order id; a pre-authorization no bank')
def _():
    equal(stand.call('POST', LINKS, multi()).status, 201)
    equal(stand.call('POST', LINKS, multi(expiresOn=day(1))).status, 201)
    reply = stand.call('POST', LINKS, changed(multi(), 'order.orderId', 'Order'))
    equal(reply.blamed, ['order.orderId'])
    equal(stand.call('POST', LINKS, multi(authType='preAuthorization')).blamed, ['paymentMethods'])
    equal(stand.call('POST', LINKS, multi(authType='preAuthorization', paymentMethods=['card'])).status, 201)


@suite.case('all that is wrong is named at once')
def _():
    equal(stand.call('POST', LINKS, {'type': 'singleUse', 'order': {}}).blamed,
          ['merchantReference', 'order.orderId', 'order.charge', 'authType', 'paymentMethods', 'expiresOn'])


@suite.case('a body that is no object, or no JSON, is refused')
def _():
    for body in (b'', b'[]', b'"text"', b'5', b'null', b'{', b'{"type": }', b'{"a":1}}', b'{"a":1} {"b":2}', b'\xff{}',
                 b'{"a":"\xff"}', b'{"a":"\x00"}', b'/* hello */ {}', b"{'type':'singleUse'}", b'var a = {}',
                 b'[' * 100000, b'[' * 100000 + b']' * 100000, b'{"a":' * 65 + b'1' + b'}' * 65):
        reply = stand.call('POST', LINKS, body)
        assert reply.status == 400 and reply.blamed == ['body'], (body[:40], reply)


@suite.case('a terminal has 4 to 50 characters, and must be this account\'s')
def _():
    for length, status in ((3, 400), (4, 404), (50, 404), (51, 400)):
        for method, rest in (('GET', ''), ('POST', '/payment-links'), ('GET', '/payment-links')):
            path = '/v1/processing-terminals/' + 'x' * length + rest
            equal(stand.call(method, path, single() if method == 'POST' else None).status, status)
    with Stand('--no-sync', '--terminal', 'mine', '--terminal', 'also mine', '--foreign-terminal', 'theirs',
               '--hidden-terminal', 'hidden', '--plain-terminal', 'plain') as other:
        equal(other.facts['terminal'], 'mine')
        for terminal, create, read in (('mine', 201, 200), ('also%20mine', 201, 200), ('theirs', 403, 403),
                                       ('hidden', 201, 403), ('plain', 400, 200), (TERMINAL_OF_NOBODY, 404, 404)):
            path = '/v1/processing-terminals/' + terminal
            equal((other.call('POST', path + '/payment-links', single()).status, other.get(path).status),
                  (create, read))
        equal(other.call('POST', '/v1/processing-terminals/plain/payment-links', single()).problem,
              'capabilities-missing')
        reply = other.get('/v1/processing-terminals/theirs')
        equal((reply.problem, reply.json['resource']), ('forbidden', 'processingTerminal'))
        assert other.get('/v1/processing-terminals/mine').json['features']['paymentLinks']['enabled'] is True
        assert other.get('/v1/processing-terminals/plain').json['features']['paymentLinks']['enabled'] is False


TERMINAL_OF_NOBODY = '1234999'


@suite.case('a link that is not there, and an id that cannot be one')
def _():
    for operation in (('GET', ''), ('PATCH', ''), ('POST', '/deactivate'), ('POST', '/sharing-events'),
                      ('GET', '/sharing-events')):
        method, rest = operation
        body = {'PATCH': [], 'POST': share()}.get(method)
        equal(stand.call(method, '/v1/payment-links/AAAAAAAAAA' + rest, body).problem, 'not-found')
        for wrong in ('AAAAAAAAA', 'AAAAAAAAAAA', '%2e%2e%2fAAAA'):
            equal(stand.call(method, '/v1/payment-links/' + wrong + rest, body).blamed, ['paymentLinkId'])


@suite.case('a reference must be unique only when the server is told so')
def _():
    stand.create(merchantReference='Twice')
    stand.create(merchantReference='Twice')
    with Stand('--no-sync', '--unique-references') as strict:
        strict.create(merchantReference='Twice')
        reply = strict.call('POST', LINKS, single(merchantReference='Twice'))
        equal((reply.status, reply.problem), (409, 'resource-already-exists'))
        equal(strict.counts()['links'], 1)


def patch(link, *operations, **more):
    return stand.call('PATCH', '/v1/payment-links/' + link['paymentLinkId'], list(operations), **more)


def op(kind, path, value=MISSING, **more):
    return {'op': kind, 'path': path, **({} if value is MISSING else {'value': value}), **more}


def but_assets(link, **changes):
    return {**{name: value for name, value in link.items() if name != 'assets'}, **changes}


@suite.case('a single-use link: all that can be edited, in one patch, gives a new address')
def _():
    link = stand.create()
    reply = patch(link, op('replace', '/order/charge/amount', 5001), op('replace', '/order/charge/currency', 'JPY'),
                  op('replace', '/order/description', 'Two pizzas'), op('replace', '/authType', 'preAuthorization'),
                  op('replace', '/expiresOn', day(60)), op('add', '/customLabels', []),
                  op('add', '/customLabels/-', LABEL[0]), op('add', '/credentialOnFile', CREDENTIAL))
    equal(reply.status, 200)
    equal(but_assets(reply.json), but_assets(
        link, expiresOn=day(60), authType='preAuthorization', customLabels=LABEL, credentialOnFile=CREDENTIAL,
        order={'orderId': 'Order', 'description': 'Two pizzas',
               'charge': {'type': 'preset', 'amount': 5001, 'currency': 'JPY'}}))
    assert reply.json['assets']['paymentUrl'] != link['assets']['paymentUrl']
    equal(stand.read(link), reply.json)


@suite.case('a multi-use link: only expiry, labels and saved cards; the address stays')
def _():
    link = stand.create_multi()
    reply = patch(link, op('add', '/expiresOn', day(5)), op('add', '/customLabels', LABEL),
                  op('add', '/credentialOnFile', {'tokenize': True}),
                  op('replace', '/order/description', 'x'), op('replace', '/authType', 'preAuthorization'))
    equal(reply.json, {**link, 'expiresOn': day(5), 'customLabels': LABEL, 'credentialOnFile': {'tokenize': True},
                       'assets': reply.json['assets']})
    equal(reply.json['assets']['paymentUrl'], link['assets']['paymentUrl'])
    reply = patch(link, op('remove', '/expiresOn'), op('remove', '/customLabels/0'), op('remove', '/credentialOnFile'))
    equal(reply.json, {**link, 'customLabels': []})


@suite.case('what cannot be edited is passed over with 200, and burns no address')
def _():
    link = stand.create()
    for operation in (op('replace', '/merchantReference', 'x'), op('replace', '/order/orderId', 'x'),
                      op('replace', '/type', 'multiUse'), op('replace', '/paymentMethods', ['bankTransfer']),
                      op('replace', '/order/charge/type', 'prompt'), op('add', '/unheardOf', 1), op('remove', '/order'),
                      op('replace', '', {}), op('replace', '/status', 'completed'), op('replace', '/expiresOn/x', 1),
                      op('replace', '/customLabelsX', []), op('move', '/expiresOn', **{'from': '/merchantReference'})):
        reply = patch(link, operation)
        assert reply.status == 200 and reply.json == link, (operation, reply)
    equal(patch(link).json, link)


@suite.case('the other operations of a JSON Patch')
def _():
    link = stand.create(customLabels=LABEL)
    reply = patch(link, op('test', '/order/charge/amount', 4999), op('test', '/customLabels', LABEL),
                  op('replace', '/customLabels/0/label', 'PLEASE'))
    equal(reply.json['customLabels'][0]['label'], 'PLEASE')
    reply = patch(link, op('test', '/order/charge/amount', 1), op('replace', '/order/charge/amount', 2))
    equal((reply.status, reply.problem), (409, 'attribute-conflict'))
    equal(stand.read(link)['order']['charge']['amount'], 4999)
    equal(patch(link, op('copy', '/order/description', **{'from': '/merchantReference'})).json['order']['description'],
          'Reference')
    label = {'element': 'paymentButton', 'label': 'B'}
    reply = patch(link, op('add', '/customLabels/0', label), op('remove', '/customLabels/1'))
    equal(reply.json['customLabels'], [label])


@suite.case('a patch that is none is refused whole')
def _():
    link = stand.create()
    good = op('replace', '/order/charge/amount', 1)
    for wrong, blamed in ((op('swap', '/expiresOn', 1), '[1]'), ({'path': '/expiresOn'}, '[1]'),
                          ({'op': 'remove'}, '[1]'),
                          (op('replace', '/expiresOn'), '[1]'), (op('replace', 'expiresOn', 'x'), '[1]'), (5, '[1]'),
                          (op('move', '/expiresOn'), '[1]'), (op('remove', '/customLabels'), '/customLabels'),
                          (op('replace', '/customLabels', LABEL), '/customLabels'),
                          (op('add', '/customLabels/0', LABEL[0]), '/customLabels/0'),
                          (op('copy', '/order/description', **{'from': '/nowhere'}), '/order/description'),
                          (op('replace', '/order/charge/amount', 0), 'order.charge.amount'),
                          (op('replace', '/order/charge/currency', 'EUR'), 'order.charge.currency'),
                          (op('replace', '/order/description', 'x' * 1025), 'order.description'),
                          (op('replace', '/expiresOn', day(-1)), 'expiresOn'),
                          (op('remove', '/expiresOn'), 'expiresOn'),
                          (op('add', '/customLabels', LABEL * 2), 'customLabels[1]'),
                          (op('add', '/credentialOnFile', {'mitAgreement': 'recurring'}),
                           'credentialOnFile.mitAgreement')):
        reply = patch(link, good, wrong)
        assert reply.blamed == [blamed], (wrong, reply)
    equal(stand.read(link), link)
    equal(stand.call('PATCH', '/v1/payment-links/' + link['paymentLinkId'], {'op': 'add'}).blamed, ['body'])


def close(link):
    return stand.call('POST', f'/v1/payment-links/{link["paymentLinkId"]}/deactivate', headers={'Idempotency-Key': None,
                                                                                               'Content-Type': None})


@suite.case('switching off is final')
def _():
    for link in (stand.create(), stand.create_multi()):
        reply = close(link)
        equal((reply.status, reply.json), (200, {**link, 'status': 'deactivated'}))
        equal(stand.read(link)['status'], 'deactivated')
        equal(close(link).problem, 'cannot-be-modified')
        equal(patch(link, op('add', '/expiresOn', day(90))).problem, 'cannot-be-modified')
    paid = stand.create()
    stand.pay(paid)
    equal(close(paid).problem, 'cannot-be-modified')
    equal(patch(paid, op('replace', '/expiresOn', day(90))).problem, 'cannot-be-modified')


def send(link, document=None):
    return stand.call('POST', f'/v1/payment-links/{link["paymentLinkId"]}/sharing-events', document or share())


@suite.case('sharing sends one mail to each, and a copy when asked; the copy does not come back')
def _():
    link = stand.create()
    reply = send(link, share('sarah@example.com', 'bob@example.com', message='Hello\nyou', merchantCopy=True))
    equal(reply.status, 201)
    event = reply.json
    equal(set(event), {'sharingMethod', 'sharingEventId', 'dateTime', 'message', 'recipients'})
    equal(len(event['sharingEventId']), 10)
    mails = stand.control('GET', 'mails?paymentLinkId=' + link['paymentLinkId'])['mails']
    equal([(mail['to']['email'], mail['merchantCopy']) for mail in mails],
          [('sarah@example.com', False), ('bob@example.com', False), ('merchant@example.com', True)])
    assert all(mail['text'].startswith('Hello\nyou\n\n') and link['assets']['paymentUrl'] in mail['text']
               for mail in mails), mails
    second = send(link).json
    history = stand.get(f'/v1/payment-links/{link["paymentLinkId"]}/sharing-events').json
    equal(history['data'], [second, event])
    other = stand.create()
    equal(stand.get(f'/v1/payment-links/{other["paymentLinkId"]}/sharing-events').json,
          {'limit': 10, 'count': 0, 'hasMore': False, 'links': [], 'data': []})


SHARES = [
    ('sharingMethod', MISSING, ['sharingMethod']), ('sharingMethod', 'sms', ['sharingMethod']),
    ('message', '', []), ('message', 'ß' * 1023, []), ('message', 'ß' * 1024, []), ('message', 'ß' * 1025, ['message']),
    ('message', 5, ['message']), ('merchantCopy', 'yes', ['merchantCopy']), ('merchantCopy', False, []),
    ('recipients', MISSING, ['recipients']), ('recipients', [], ['recipients']), ('recipients', {}, ['recipients']),
    ('recipients.0', 'sarah@example.com', ['recipients[0]']),
    ('recipients.0.name', MISSING, ['recipients[0].name']), ('recipients.0.name', '', ['recipients[0].name']),
    ('recipients.0.name', 'N', []), ('recipients.0.name', 'ñ' * 47, []), ('recipients.0.name', 'ñ' * 48, []),
    ('recipients.0.name', 'ñ' * 49, ['recipients[0].name']),
    ('recipients.0.email', MISSING, ['recipients[0].email']), ('recipients.0.email', 'a@b.c', ['recipients[0].email']),
    ('recipients.0.email', 'a@b.cd', []), ('recipients.0.email', 'aa@b.cd', []),
    ('recipients.0.email', 'a' * 115 + '@example.com', []), ('recipients.0.email', 'a' * 116 + '@example.com', []),
    ('recipients.0.email', 'a' * 117 + '@example.com', ['recipients[0].email']),
    ('recipients.0.email', 'sarah.example.com', ['recipients[0].email']),
    ('recipients.0.email', 'sarah@@example.com', ['recipients[0].email']),
    ('recipients.0.email', 'sarah@example', ['recipients[0].email']),
    ('recipients.0.email', '@example.com', ['recipients[0].email']),
    ('recipients.0.email', 'sarah hopper@example.com', ['recipients[0].email']),
    ('recipients.0.email', 'sarah@example..com', ['recipients[0].email']),
    ('recipients.0.email', 'sarah@example.com\nBcc: x@example.com', ['recipients[0].email']),
]


@suite.case(f'each field of a share at its edges: {len(SHARES)}')
def _():
    link = stand.create_multi()
    for path, value, blamed in SHARES:
        before = stand.counts()
        reply = send(link, changed(share(), path, value))
        if blamed:
            assert reply.blamed == blamed, (path, value, reply)
            assert stand.counts() == before, (path, value)
        else:
            assert reply.status == 201, (path, value, reply)
    twice = share('sarah@example.com', 'sarah@example.com')
    equal(send(link, twice).blamed, ['recipients[1]'])
    equal(send(link, share(*(f'person{n}@example.com' for n in range(200)))).status, 201)


@suite.case('a link that is closed cannot be shared')
def _():
    off, paid, old = stand.create(), stand.create(), stand.create(expiresOn=day())
    close(off)
    stand.pay(paid)
    stand.control('POST', 'clock', {'offsetSeconds': 2 * 86400})
    try:
        stand.authorize()
        mails = stand.counts()['mails']
        for link in (off, paid, old):
            equal(send(link).problem, 'cannot-be-modified')
        equal(stand.counts()['mails'], mails)
    finally:
        stand.control('POST', 'clock', {'offsetSeconds': 0})


@suite.case('a link can be used on its last day, not after; a later day revives it')
def _():
    with Stand('--no-sync', '--time-zone', 'America/New_York') as york:
        york.control('POST', 'clock', {'now': '2030-03-01T04:59:58Z'})
        link = york.create(expiresOn='2030-02-28')
        equal((york.read(link)['status'], link['createdOn']), ('active', '2030-02-28'))
        york.control('POST', 'clock', {'now': '2030-03-01T05:00:00Z'})
        equal(york.read(link)['status'], 'expired')
        path = '/v1/payment-links/' + link['paymentLinkId']
        reply = york.call('PATCH', path, [op('replace', '/order/description', 'still expired')])
        equal((reply.status, reply.json['status']), (200, 'expired'))
        equal(york.call('PATCH', path, [op('replace', '/expiresOn', '2030-02-27')]).blamed, ['expiresOn'])
        equal(york.call('PATCH', path, [op('replace', '/expiresOn', '2030-03-01')]).json['status'], 'active')
        equal(york.read(link)['status'], 'active')
        off = york.create_multi()
        equal(york.call('POST', f'/v1/payment-links/{off["paymentLinkId"]}/deactivate').status, 200)
        york.control('POST', 'clock', {'offsetSeconds': 86400 * 365 * 20})
        york.authorize()
        equal(york.read(off)['status'], 'deactivated')


try:
    suite.run()
finally:
    stand.stop()
