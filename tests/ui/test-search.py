#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's own search: off until it is switched on; then it finds links that can be paid, without a window."""

import os
import pathlib
import re
import signal

from gi.repository import Gio, GLib

from bed import Suite, key, notifications, wait
from bed.node import application_now
from bed.programs import BUILD, program, uninstalled
from merchant import Merchant

NAME = next(path.stem for path in (BUILD / 'data').glob('*.desktop'))
INTERFACE = 'org.gnome.Shell.SearchProvider2'
SERVICE = pathlib.Path(os.environ['PAYLINKS_BED']) / 'services' / f'{NAME}.service'
BUS = Gio.bus_get_sync(Gio.BusType.SESSION)

suite = Suite('search')
merchant = Merchant()
link = None


def call(method, *arguments):
    parameters = {'GetInitialResultSet': '(as)', 'GetSubsearchResultSet': '(asas)', 'GetResultMetas': '(as)',
                  'ActivateResult': '(sasu)', 'LaunchSearch': '(asu)'}[method]
    answer = BUS.call_sync(NAME, '/' + NAME.replace('.', '/') + '/SearchProvider', INTERFACE, method,
                           GLib.Variant(parameters, arguments), None, Gio.DBusCallFlags.NONE, 10000)
    return answer.unpack()[0] if answer.n_children() else None


def search(*words):
    return call('GetInitialResultSet', list(words))


def owner():
    answer = BUS.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                           GLib.Variant('(s)', (NAME,)), None, Gio.DBusCallFlags.NONE, -1)
    return answer.unpack()[0]


@suite.case('it finds nothing before it is switched on')
def _():
    global link
    merchant.try_out()
    link = merchant.finish_link(merchant.begin_link('80', 'INV-8', 'Shelf of oak'), 'INV-8')
    assert search('INV') == [] and search('Shelf') == []


@suite.case('it is switched on in the preferences, and finds a link by its words', needs_all=True)
def _():
    key('ctrl+comma')
    merchant.dialog('Preferences').find('check box', re.compile('Find Links')).click()
    found = wait(lambda: search('inv-8'), 'the link to be found')
    assert len(found) == 1, found
    assert search('oak', 'shelf') == call('GetSubsearchResultSet', ['of another'], ['OAK']) == found
    assert search('o') == search('oak', 'birch') == search() == []
    key('Escape')
    merchant.all_closed()


@suite.case('a result has an address, and a name that tells nothing', needs_all=True)
def _():
    ids = search('oak')
    meta, = call('GetResultMetas', [*ids, 'of another'])
    assert meta['id'] == ids[0] and meta['name'] == 'INV-8', meta
    assert meta['description'] == '$80.00 · Shelf of oak · Practice', meta
    assert meta['clipboardText'] == link['assets']['paymentUrl'], meta
    assert Gio.Icon.new_for_string(meta['gicon']).get_names()[0] == NAME
    assert re.fullmatch('[0-9a-f-]{36}', ids[0]) and link['paymentLinkId'] not in ids[0], ids


@suite.case('"More" opens the list with those words', needs_all=True)
def _():
    call('LaunchSearch', ['OAK', 'shelf'], 0)
    entry = merchant.window.find('entry', 'Search links')
    wait(lambda: entry.text == 'OAK shelf', 'the words in the search')
    merchant.window.find(name=re.compile('INV-8'))


@suite.case('the desktop starts it without a window, and tells what was copied', needs_all=True)
def _():
    global merchant
    merchant.in_front()
    key('ctrl+q')
    merchant.ended()

    environment = ' '.join(f'{name}={value}' for name, value in uninstalled().items())
    log = pathlib.Path(os.environ['PAYLINKS_BED']) / 'run' / 'service.log'
    start = f'exec env {environment} {program("paylinks")} --gapplication-service 2>{log}'
    SERVICE.write_text(f'[D-BUS Service]\nName={NAME}\nExec=/bin/sh -c "{start}"\n')
    found = wait(lambda: search('oak'), 'the service to find the link')
    pid = owner()
    assert call('GetResultMetas', found)[0]['clipboardText'] == link['assets']['paymentUrl']
    call('ActivateResult', found[0], ['oak'], 0)
    told = wait(notifications.shown, 'a notification')
    assert [(one['title'], one['body']) for one in told] == [('Address copied', 'INV-8')], told
    call('ActivateResult', 'of another', ['oak'], 0)
    assert len(notifications.shown()) == 1
    assert not application_now(pid=pid) or not application_now(pid=pid).children, 'it has opened a window'
    assert owner() == pid
    assert not re.search('WARNING|CRITICAL', log.read_text()), log.read_text()


@suite.case('the notification leads to the link', needs_all=True)
def _():
    notifications.press(notifications.shown()[0]['id'])
    window().find('label', link['assets']['paymentUrl'])


@suite.case('switched off it has forgotten at once', needs_all=True)
def _():
    ids = search('oak')
    assert call('GetResultMetas', ids)
    wait(lambda: 'active' in window().states, 'the window to be active')
    key('ctrl+comma')
    preferences = wait(lambda: next((node for node in program_node().children if 'Preferences' in node.name), None),
                       'the preferences')
    switch = preferences.find('check box', re.compile('Find Links')).click()
    wait(lambda: search('oak') == [] and call('GetResultMetas', ids) == [], 'nothing to be found')
    switch.click()
    again = wait(lambda: search('oak'), 'the same to be found')
    assert len(again) == 1 and again != ids and call('GetResultMetas', again)[0]['name'] == 'INV-8', again
    key('Escape')


@suite.case('what is paid is not found any more', needs_all=True)
def _():
    merchant.customer_pays(link)
    wait(lambda: search('oak') == [], 'the link to be gone', 30)


def program_node():
    return wait(lambda: application_now(pid=owner()), 'the program that the desktop has started', 30)


def window():
    return program_node().find('frame', 'Paylinks')


suite.on_failure.append(lambda: print('# ' + program_node().tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    merchant.app.stop()
    # Its end would be noticed by nobody.
    if SERVICE.exists():
        os.kill(owner(), signal.SIGTERM)
