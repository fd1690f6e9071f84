#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job in the sandbox of an installed Flatpak, as a desktop starts it; leaves pictures.

    FLATPAK_USER_DIR=… tests/bed/session --portals -- tests/ui/sandbox.py ID FOLDER [ID-BESIDE]

By keyboard alone: what a newer GTK tells of a window is not what bed/node.py knows, and processes in a sandbox have
other numbers. So what came of each step is seen where nobody can pretend it: at the stand-in, and on the desktop.
"""

import os
import pathlib
import re
import shlex
import subprocess
import sys
import urllib.parse

from gi.repository import Gio, GLib

from bed import Practice, Screen, Suite, key, move_away, notifications, pay, type_text, wait
from bed.hands import XWindow, keyboard_window

ID, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
BESIDE = sys.argv[3] if len(sys.argv) > 3 else None
EXPORTS = pathlib.Path(os.environ['FLATPAK_USER_DIR']) / 'exports/share'
BED = pathlib.Path(os.environ['PAYLINKS_BED'])
BUS = Gio.bus_get_sync(Gio.BusType.SESSION)
OPENED = BED / 'run/opened'
REFERENCE = 'INV-2041'
MANY_COLOURS = 200
# GDK's own about its frame clock, on X servers without a real screen.
CHATTER = re.compile('gdk_frame_timings_submitted')

suite = Suite('sandbox')
practice = None
link = None


def log(name):
    return BED / f'run/{name}.log'


def call(name, where, interface, method, signature=None, *parameters):
    answer = BUS.call_sync(name, where, interface, method, GLib.Variant(signature, parameters) if signature else None,
                           None, Gio.DBusCallFlags.NONE, 60_000)
    return answer.unpack()


def bus(method, *name):
    return call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', method, *name)[0]


def action(name, *parameter, program=ID):
    call(program, '/' + program.replace('.', '/'), 'org.freedesktop.Application', 'ActivateAction', '(sava{sv})',
         name, list(parameter), {})


def activate(program):
    call(program, '/' + program.replace('.', '/'), 'org.freedesktop.Application', 'Activate', '(a{sv})', {})


def install(name):
    """The bus is told of the program as flatpak told the desktop, and its complaints are kept."""
    text = (EXPORTS / f'dbus-1/services/{name}.service').read_text()
    command = re.search('^Exec=(.*)$', text, re.M)[1].replace('flatpak run', 'flatpak run --user', 1)
    (BED / f'services/{name}.service').write_text(
        f'[D-BUS Service]\nName={name}\nExec=/bin/sh -c "exec {shlex.join(shlex.split(command))} 2>>{log(name)}"\n')
    wait(lambda: name in bus('ListActivatableNames'), 'the bus to know it')


def install_browser():
    """Notes what it is asked to show; the only program for pages, so that no desktop has to ask."""
    applications = pathlib.Path(os.environ['XDG_DATA_HOME']) / 'applications'
    applications.mkdir(exist_ok=True)
    (applications / 'browser.desktop').write_text(
        f'[Desktop Entry]\nType=Application\nName=Browser\nExec=sh -c "echo %u >> {OPENED}"\nMimeType=text/html;\n')
    config = pathlib.Path(os.environ['XDG_CONFIG_HOME']) / 'mimeapps.list'
    config.write_text('[Default Applications]\ntext/html=browser.desktop\n')


def windows(title):
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', f'^{title}$'], capture_output=True,
                           text=True).stdout.split()
    return [XWindow(number) for number in found]


def window(title, timeout=30):
    """With the keyboard: a desktop gives it to what a click has led to, and nobody has clicked here."""
    found = wait(lambda: windows(title), f'the window "{title}"', timeout)[-1]
    found.focus()
    wait(lambda: keyboard_window() == found.number, f'the keyboard to be with "{title}"')
    Screen.settled()
    return found


def gone(title):
    wait(lambda: not windows(title), f'the window "{title}" to go')


def picture(name):
    move_away()
    Screen.settled().save(FOLDER / f'{name}.png')


def complaints(name):
    lines = log(name).read_text().splitlines() if log(name).exists() else []
    return [line for line in lines if line.strip() and not CHATTER.search(line)]


def end(name):
    action('quit', program=name)
    wait(lambda: not bus('NameHasOwner', '(s)', name), f'{name} to end')


@suite.case('the desktop starts it over the bus, with the practice account')
def _():
    global practice
    FOLDER.mkdir(parents=True, exist_ok=True)
    install(ID)
    install_browser()
    action('try-out')
    window('Paylinks', 60)
    state = pathlib.Path.home() / f'.var/app/{ID}/data/paylinks/practice'
    wait(lambda: (state / 'lock').exists() or any(state.glob('*')), 'the stand-in server')
    practice = Practice(state, command=['flatpak', 'run', '--user', '--command=/app/libexec/paylinks-practice', ID])
    assert practice.addresses['alreadyRunning'], 'the window has started no stand-in server'


@suite.case('a link is made and shared from the action New Link', needs_all=True)
def _():
    global link
    action('new-link')
    window('New Link')
    type_text('25')
    key('alt+r', 'ctrl+a')
    type_text(REFERENCE)
    key('alt+d', 'ctrl+a')
    type_text('Two hours of gardening')
    picture('new-link')
    key('alt+s')
    window('Share by E-mail')
    type_text('Sarah Hopper <sarah@example.com>')
    key('Return')
    picture('share')
    key('ctrl+Return')
    gone('Share by E-mail')
    gone('New Link')
    (mail,) = wait(practice.mails, 'the e-mail')
    assert 'sarah@example.com' in str(mail), mail
    (link,) = practice.state_now()['links']
    assert link['merchantReference'] == REFERENCE and link['order']['charge']['amount'] == 2500, link
    window('Paylinks')
    picture('shared')


@suite.case('the customer pays, the desktop tells it once and leads to the link', needs_all=True)
def _():
    assert 'Thank you' in pay(link['assets']['paymentUrl'])
    told = wait(notifications.shown, 'a notification', 60)
    assert [(one['title'], REFERENCE in one['body']) for one in told] == [('Practice: $25.00 received', True)], told
    notifications.press(told[0]['id'])
    window('Paylinks')
    picture('paid')


@suite.case('the action At the Counter fills the screen', needs_all=True)
def _():
    action('counter')
    window('Payment')
    picture('counter')
    key('Escape')
    gone('Payment')
    window('Paylinks')


@suite.case('its search answers, and finds nothing as it is off', needs_all=True)
def _():
    text = (EXPORTS / f'gnome-shell/search-providers/{ID}.search-provider.ini').read_text()
    provider = dict(line.split('=', 1) for line in text.splitlines() if '=' in line)
    assert provider['DefaultDisabled'] == 'true', provider
    assert (EXPORTS / 'applications' / provider['DesktopId']).exists()
    assert call(provider['BusName'], provider['ObjectPath'], 'org.gnome.Shell.SearchProvider2', 'GetInitialResultSet',
                '(as)', ['INV']) == ([],)


@suite.case('F1 hands the manual to a browser', needs_all=True)
def _():
    key('F1')
    read = wait(lambda: OPENED.exists() and OPENED.read_text().split(), 'the browser')
    assert len(read) == 1 and read[0].endswith('/paylinks/manual/C.html'), read
    manual = urllib.parse.unquote(read[0].removeprefix('file://'))
    assert 'id="first-steps"' in pathlib.Path(manual).read_text()


@suite.case('it ends, and the second start shows the same list', needs_all=True)
def _():
    end(ID)
    practice.stop()
    activate(ID)
    window('Paylinks')
    # The page that says "opening" has a handful.
    wait(lambda: Screen.settled().colours() > MANY_COLOURS, 'the list')
    picture('second-start')


@suite.case('the development build runs beside it, with data of its own', needs_all=True)
def _():
    if BESIDE is None:
        suite.skip('no development build was named')
    install(BESIDE)
    activate(BESIDE)
    wait(lambda: len(windows('Paylinks')) == 2, 'two main windows', 60)
    assert bus('NameHasOwner', '(s)', ID) and bus('NameHasOwner', '(s)', BESIDE)
    Screen.settled()
    picture('beside')
    for exported in ('applications/{}.desktop', 'dbus-1/services/{}.service', 'icons/hicolor/scalable/apps/{}.svg',
                     'icons/hicolor/symbolic/apps/{}-symbolic.svg', 'metainfo/{}.appdata.xml',
                     'gnome-shell/search-providers/{}.search-provider.ini'):
        mine, other = (EXPORTS / exported.format(name) for name in (ID, BESIDE))
        assert mine.exists() and other.exists(), exported
    end(BESIDE)
    # It was offered the practice account, and has not found the other's.
    assert not (pathlib.Path.home() / f'.var/app/{BESIDE}/data/paylinks/practice').exists()


@suite.case('all the while nothing was complained of', needs_all=True)
def _():
    end(ID)
    said = [line for name in (ID, BESIDE) if name for line in complaints(name)]
    assert not said, '\n'.join(said)


suite.on_failure.append(lambda: print('# ' + '\n# '.join(complaints(ID))))
try:
    suite.run()
finally:
    for name in (ID, BESIDE):
        if name and bus('NameHasOwner', '(s)', name):
            subprocess.run(['flatpak', 'kill', name])
