#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program in a desktop: started over the bus, by its actions, for the search, from a notification."""

import configparser
import json
import os
import pathlib
import re
import shlex

from gi.repository import Gio, GLib

from bed import Suite, key, wait
from bed.node import application_now
from bed.stage import Stage

BUS = Gio.bus_get_sync(Gio.BusType.SESSION)
BED = pathlib.Path(os.environ['PAYLINKS_BED'])
LOG = BED / 'run/service.log'

suite = Suite('desktop')
stage = Stage()
path = '/' + stage.id.replace('.', '/')
service = BED / 'services' / f'{stage.id}.service'


def read(file):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read(file)
    return parser


def call(name, where, interface, method, signature=None, *parameters):
    answer = BUS.call_sync(name, where, interface, method, GLib.Variant(signature, parameters) if signature else None,
                           None, Gio.DBusCallFlags.NONE, 30_000)
    return answer.unpack()


def application(method, signature, *parameters):
    call(stage.id, path, 'org.freedesktop.Application', method, signature, *parameters)


def action(name, *parameter):
    application('ActivateAction', '(sava{sv})', name, list(parameter), {})


def owner():
    return call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID', '(s)', stage.id)[0]


def runs():
    return call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'NameHasOwner', '(s)', stage.id)[0]


def node():
    return wait(lambda: application_now(pid=owner()), 'the program', 30)


def windows():
    return [one for one in node().children if one.shown]


def window():
    return node().find('frame', 'Paylinks')


def dialog(name):
    found = wait(lambda: next((one for one in node().children if name in one.name), None), f'the window "{name}"')
    # A desktop says which click led to this, and the new window is given the keyboard; nobody has clicked here.
    found.window()[0].focus()
    wait(lambda: found.has_keyboard, f'the keyboard to be with {found!r}')


def leave():
    key('Escape')
    wait(lambda: len(windows()) == 1, 'the main window to be alone')


def quit_program():
    action('quit')
    wait(lambda: not runs(), 'the program to end')


desktop = None


@suite.case('the desktop starts it over the bus')
def _():
    global desktop
    stage.lay()
    stage.compile_settings()
    desktop = read(stage.share / f'applications/{stage.id}.desktop')
    assert desktop['Desktop Entry']['DBusActivatable'] == 'true'

    # Two builds in one list of programs have two names, in every language.
    name = 'Paylinks Devel' if stage.id.endswith('.Devel') else 'Paylinks'
    names = {value for key, value in desktop['Desktop Entry'].items() if re.match(r'Name(\[|$)', key)}
    assert names == {name}, names
    metainfo = (stage.share / f'metainfo/{stage.id}.metainfo.xml').read_text()
    assert f'<name translate="no">{name}</name>' in metainfo or f'<name>{name}</name>' in metainfo, metainfo[:600]

    # As it is installed, but that the program lies below the stage, and says there what it complains of.
    installed = read(stage.share / f'dbus-1/services/{stage.id}.service')['D-BUS Service']
    assert installed['Name'] == stage.id
    program, *options = shlex.split(installed['Exec'])
    command = [str(stage.program(pathlib.Path(program).name)), *options]
    assert pathlib.Path(stage.folder.name + program) == stage.program('paylinks')
    more = ' '.join(f'{name}={value}' for name, value in stage.more.items())
    service.write_text(f'[D-BUS Service]\nName={stage.id}\n'
                       f'Exec=/bin/sh -c "exec env {more} {shlex.join(command)} 2>>{LOG}"\n')
    wait(lambda: stage.id in call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'ListActivatableNames')[0],
         'the bus to know it')

    application('Activate', '(a{sv})', {})
    window().find('push button', 'Try It Out')


@suite.case('each action of the desktop file is one of the program', needs_all=True)
def _():
    named = [name for name in desktop['Desktop Entry']['Actions'].split(';') if name]
    assert named == [section.removeprefix('Desktop Action ') for section in desktop.sections()[1:]]
    known = call(stage.id, path, 'org.gtk.Actions', 'List')[0]
    assert set(named) <= set(known), (named, known)
    assert set(named) == {'new-link', 'counter'}


@suite.case('a link that is asked for before there is an account begins once there is one', needs_all=True)
def _():
    action('new-link')
    window().find('push button', 'Try It Out')
    assert len(windows()) == 1, windows()
    action('try-out')
    dialog('New Link')


@suite.case('asked for again it is the form that is there', needs_all=True)
def _():
    for _again in range(2):
        action('new-link')
        assert len(windows()) == 2, windows()
    leave()


@suite.case('New Link and At the Counter open, over the bus and as commands', needs_all=True)
def _():
    for action_name, title in (('new-link', 'New Link'), ('counter', 'Payment')):
        action(action_name)
        dialog(title)
        leave()
        program, *options = shlex.split(desktop[f'Desktop Action {action_name}']['Exec'])
        stage.run(stage.program(program), *options)
        dialog(title)
        leave()


@suite.case('its search answers where the desktop looks for it, and finds nothing as it is off', needs_all=True)
def _():
    provider = read(stage.share / f'gnome-shell/search-providers/{stage.id}.search-provider.ini')[
        'Shell Search Provider']
    assert (stage.share / 'applications' / provider['DesktopId']).is_file()
    assert call(provider['BusName'], provider['ObjectPath'], 'org.gnome.Shell.SearchProvider2', 'GetInitialResultSet',
                '(as)', ['INV']) == ([],)


@suite.case('it ends when it is told to', needs_all=True)
def _():
    quit_program()


@suite.case('a notification starts it again, and leads to its link', needs_all=True)
def _():
    cli = stage.program('paylinks-cli')
    stage.run(cli, '--practice', 'create', '--reference', 'INV-9', '--amount', '25.00', '--currency', 'USD')
    (row,) = json.loads(stage.run(cli, '--practice', '--json', 'list'))['links']
    action('open-link', GLib.Variant('(ss)', ('practice', row['paymentLinkId'])))
    window().find('label', re.compile('/pay/'))
    quit_program()


@suite.case('all the while it complained of nothing', needs_all=True)
def _():
    assert LOG.read_text() == '', LOG.read_text()


suite.on_failure.append(lambda: runs() and print('# ' + node().tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    if runs():
        os.kill(owner(), 15)
    stage.remove()
