#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every file: the arrows between the rooms, licence lines, sizes, what is never called."""

import os
import pathlib
import re
import subprocess
import sys

from tap import Suite

ROOT = pathlib.Path(sys.argv[1]).resolve()
FOLDERS = ('src', 'tests', 'data', 'build-aux', 'po', 'flatpak', '.ci')
LONGEST_FILE = 600

# Who may include whom; the linker sees to the libraries, this to the headers.
ARROWS = {
    'payroc': set(),
    'store': {'payroc'},
    'core': {'store', 'payroc'},
    'practice': {'payroc'},
    'cli': {'core', 'payroc'},
    'ui': {'core', 'payroc'},
}

# Inside a large room the arrows between its folders run one way too; '' is the room itself, which they all may use.
FOLDER_ARROWS = {
    'payroc': {
        'money': set(),
        'sharing': set(),
        'links': {'money', 'sharing'},
        'wire': set(),
        'client': {'money', 'sharing', 'links', 'wire'},
    },
    'practice': {
        'state': set(),
        'http': set(),
        'shop': {'state', 'http'},
        'api': {'state', 'http', 'shop'},
        'faults': {'state', 'http', 'api'},
        'pay': {'state', 'http', 'shop'},
        'server': {'state', 'http', 'shop', 'api', 'faults', 'pay'},
    },
    'core': {
        'named': set(),
        'links': set(),
        'list': {'named', 'links'},
        'templates': {'named'},
        'files': set(),
        'csv': {'files'},
        'outbox': {'links', 'templates'},
        'bulk': {'links', 'outbox'},
        'refresh': {'links'},
        'watch': {'links', 'refresh'},
        'overview': {'links', 'refresh', 'watch', 'list'},
        'people': {'links'},
        'import': {'files', 'csv', 'links', 'templates', 'outbox'},
        'export': {'files', 'csv', 'links', 'list'},
        'session': {'links', 'list', 'templates', 'outbox', 'bulk', 'refresh', 'watch', 'overview', 'import', 'export',
                    'people'},
        'counter': {'links', 'templates', 'outbox', 'watch', 'session'},
    },
    'ui': {
        'parts': set(),
        'notices': {'parts'},
        'outbox': {'parts'},
        'preferences': {'parts', 'notices'},
        'search': {'parts'},
        'list': {'parts'},
        'share': {'parts'},
        'create': {'parts', 'share'},
        'bulk': {'parts', 'share'},
        'edit': {'parts', 'share'},
        'qr': {'parts'},
        'paper': {'parts', 'qr'},
        'link': {'parts', 'share', 'paper', 'qr'},
        'import': {'parts', 'outbox', 'paper', 'share'},
        'counter': {'parts', 'paper', 'qr'},
        'account': {'parts'},
        'overview': {'parts'},
        'people': {'parts'},
        'window': {'parts', 'notices', 'preferences', 'search', 'overview', 'people', 'outbox', 'list', 'share',
                   'create', 'bulk', 'edit', 'link', 'paper', 'counter', 'import', 'account', 'qr'},
    },
}

# payroc's way to the network. The rooms that hand out values only do not reach for it.
SERVICE = ('payroc/client/', 'payroc/wire/')
MAY_REACH_SERVICE = {'payroc', 'core'}
# What the store's headers declare that is a word for a value, and no way to it.
WORDS = {'pl_intent_kind_to_text', 'pl_intent_state_to_text'}

# Headers of libraries that only some rooms know.
LIBRARIES = {
    r'(gtk|gdk|gsk|adwaita)\b.*': {'ui'},
    r'libsoup/.*': {'payroc', 'practice'},
    r'sqlite3\.h': {'store', 'practice'},
    r'libsecret/.*': {'store'},
    r'qrencode\.h': {'ui'},
    r'libportal/.*': {'ui'},
    r'unicode/.*': {'payroc'},
}

# Each waits for somebody else while the window stands still.
BLOCKING = re.compile(r'\b(soup_session_send(_and_read|_and_splice)?|secret_\w+_sync|g_dbus_\w+_call_sync'
                      r'|g_network_monitor_can_reach|g_app_info_launch_default_for_uri|g_spawn_sync'
                      r'|g_thread_join|g_task_run_in_thread_sync|g_cond_wait)\b')
# These join a thread from a source that is the last thing which that thread did.
JOINS = {'src/payroc/wire/payroc-worker.c', 'src/store/pl-database.c'}

# Public functions that the program itself calls nowhere else, and why they are there.
SEAMS = {
    'tests pass the time': {
        'payroc_authenticator_set_clock', 'pl_outbox_set_clock', 'pl_watcher_set_clock', 'pl_today_new',
        'pl_today_set_default'},
    'tests of long waits are short': {
        'payroc_transport_set_limits', 'payroc_transport_set_wait_scale', 'pl_outbox_set_wait_scale'},
    'tests find what is not installed, and open what is of an older version': {
        'pl_practice_find_program_from', 'pl_schema_run_steps', 'pl_keyring_new_for_session'},
    'what a file works out is looked at from its edges': {
        'payroc_recipient_new_from_json', 'pl_address_row_free', 'pl_batch_text_done', 'pl_batch_text_progress',
        'pl_field_note_get_text', 'pl_form_has_work', 'pl_format_updated', 'pl_income_chart_find_top',
        'pl_income_chart_get_reading', 'pl_save_find_kind', 'pl_save_stem', 'pl_send_again_create_share',
        'pl_shortcuts_window_new', 'pl_outbox_view_get_n_shown', 'pl_outbox_view_new', 'pl_outbox_view_set_outbox',
        'pl_intent_row_get_intent', 'pl_window_get_session', 'pl_watcher_get_last_look', 'pl_watcher_get_next_look',
        'pl_watcher_get_running', 'payroc_link_get_button_html'},
    # These two lists are to become shorter: what is of one file only is static there.
    'only its own file calls it': {
        'pl_import_get_first_row', 'pl_import_has_field', 'pl_environment_bar_style_class'},
    # Tests are to ask as the window does.
    'only tests call it': {
        'pl_counter_left_get_n', 'pl_outbox_replace_finish', 'pl_refresh_get_n_seen'},
}

VERSIONS = re.compile(r'^\s*#\s*(el)?if.*(CHECK_VERSION|(MAJOR|MINOR|MICRO)_VERSION|VERSION_\d)')
TRANSLATED = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2?) ?\(|translatable="(yes|true)"')
# In two pieces, so that this line does not find itself.
LEFT_FOR_LATER = re.compile(r'\b(TO' r'DO|FIX' r'ME|HA' r'CK)\b')
SOMEBODYS_MACHINE = re.compile(r'(?<![\w.$}])/(wo' r'rk|ro' r'ot|ho' r'me/[a-z]+)/')

suite = Suite('tree')


def files(*suffixes, under=FOLDERS):
    for folder in under:
        for path, folders, names in os.walk(ROOT / folder):
            folders[:] = sorted(name for name in folders if name not in ('__pycache__', 'screenshots'))
            for name in sorted(names):
                file = pathlib.Path(path, name)
                if not suffixes or name.endswith(suffixes):
                    yield file


def text_files():
    for file in [*files(), *(file for file in sorted(ROOT.iterdir()) if file.is_file())]:
        if file.name.startswith('.git') or file.name == 'COPYING':
            continue
        try:
            yield file, file.read_text()
        except UnicodeDecodeError:
            continue


def at(file, number=None):
    place = str(file.relative_to(ROOT))
    return f'{place}:{number}' if number else place


def code_lines(*rooms):
    for room in rooms:
        for file in files('.c', '.h', under=[f'src/{room}']):
            for number, line in enumerate(file.read_text().split('\n'), 1):
                if not re.match(r'\s*(\*|/\*|//)', line):
                    yield file, number, line


def none_of(findings, what):
    assert not findings, '\n'.join([what, *findings])


def includes():
    for file in files('.c', '.h', under=['src']):
        room = file.relative_to(ROOT / 'src').parts[0]
        for number, line in enumerate(file.read_text().split('\n'), 1):
            found = re.match(r'\s*#\s*include\s+([<"])([^">]+)[">]', line)
            if found:
                yield room, at(file, number), found[1] == '<', found[2]


@suite.case('the arrows between the rooms run one way')
def _():
    wrong = []
    for room, place, _system, header in includes():
        other = header.split('/')[0]
        if room in ARROWS and other in ARROWS and other not in ARROWS[room] | {room}:
            wrong.append(f'{place}: {room} must not know {other} ({header})')
    none_of(wrong, 'wrong arrows:')


@suite.case('a header of the own folder is named alone, every other by its way from src')
def _():
    wrong = []
    for room, place, system, header in includes():
        folder = (ROOT / place.split(':')[0]).parent
        if system or room not in ARROWS:
            continue
        if '/' not in header:
            elsewhere = sorted((ROOT / 'src').rglob(header))
            if elsewhere and not (folder / header).exists():
                wrong.append(f'{place}: write "{elsewhere[0].relative_to(ROOT / "src")}"')
        elif (folder / pathlib.PurePath(header).name).exists():
            wrong.append(f'{place}: "{header}" is in its own folder')
    none_of(wrong, 'headers named the wrong way:')


@suite.case('the arrows between the folders of a room run one way')
def _():
    wrong = []
    for room, place, system, header in includes():
        arrows = FOLDER_ARROWS.get(room)
        if system or arrows is None or '/' not in header:
            continue
        own = place.split('/')[2] if place.count('/') > 2 else ''
        other = header.split('/')[1] if header.count('/') > 1 else ''
        if header.startswith(room + '/') and other and other not in arrows.get(own, set()):
            wrong.append(f'{place}: {room}/{own} must not know {header}')
    none_of(wrong, 'wrong arrows:')


@suite.case('only core reaches the service; the others get values')
def _():
    none_of([f'{place}: {room} includes {header}' for room, place, _system, header in includes()
             if room in ARROWS and room not in MAY_REACH_SERVICE
             and header.startswith(SERVICE)],
            'the service is core\'s:')


@suite.case('a library is known only where it belongs')
def _():
    wrong = []
    for room, place, system, header in includes():
        for pattern, rooms in LIBRARIES.items():
            if system and room in ARROWS and re.fullmatch(pattern, header) and room not in rooms:
                wrong.append(f'{place}: {header} is for {", ".join(sorted(rooms))}')
    none_of(wrong, 'libraries in the wrong room:')


@suite.case('every source file has its licence line')
def _():
    wrong = []
    for file, text in text_files():
        source = (file.suffix in ('.c', '.h', '.py', '.ui', '.css', '.blp', '.svg') or file.name == 'meson.build'
                  or file.name.endswith(('.xml', '.xml.in')) or text.startswith('#!'))
        if source and 'SPDX-License-Identifier: GPL-3.0-or-later' not in text[:400]:
            wrong.append(at(file))
    none_of(wrong, 'no SPDX line:')


@suite.case('no widget and no command calls the tables, the keyring or the client, whatever header it sees')
def _():
    declared = re.compile(r'^(?:[\w ]+[ *])?(p(?:ayroc|l)_\w+) +\(', re.MULTILINE)
    below = {name for folder in ('src/store', *(f'src/{service}' for service in SERVICE))
             for file in files('.h', under=[folder]) for name in declared.findall(file.read_text())}
    assert len(below) > 200, f'only {len(below)} functions found'
    below -= WORDS
    none_of([f'{at(file, number)}: {name}' for file in files('.c', '.h', under=['src/ui', 'src/cli'])
             for number, line in enumerate(file.read_text().split('\n'), 1)
             for name in re.findall(r'\bp(?:ayroc|l)_\w+(?= *\()', line) if name in below], 'not its room:')


@suite.case('no file is two things')
def _():
    none_of([f'{at(file)}: {count} lines' for file in files('.c', '.h', '.py', '.ui', under=['src', 'tests'])
             if (count := file.read_text().count('\n')) > LONGEST_FILE], f'longer than {LONGEST_FILE} lines:')


@suite.case('no line is wider than 120')
def _():
    none_of([at(file, number) for file in files('.c', '.h', '.py', '.ui', under=['src', 'tests'])
             for number, line in enumerate(file.read_text().split('\n'), 1)
             if len(line.expandtabs(8)) > 120], 'too wide:')


@suite.case('no conflict was left unsolved')
def _():
    none_of([at(file, number) for file, text in text_files() for number, line in enumerate(text.split('\n'), 1)
             if line.startswith(('<' * 7 + ' ', '>' * 7 + ' '))], 'both sides stand there:')


@suite.case('no branches on library versions')
def _():
    none_of([at(file, number) for file in files('.c', '.h', under=['src', 'tests'])
             for number, line in enumerate(file.read_text().split('\n'), 1) if VERSIONS.search(line)],
            'the floor is one, and CI keeps it:')


@suite.case('nothing blocks on the network, the keyring, a process or a thread')
def _():
    none_of([f'{at(file, number)}: {line.strip()}'
             for file, number, line in code_lines('payroc', 'store', 'core', 'cli', 'ui')
             if (found := BLOCKING.search(line)) and not (found[1] == 'g_thread_join' and at(file) in JOINS)],
            'synchronous calls:')


def without_comments(text):
    return re.sub(r'/\*.*?\*/', '', text, flags=re.S)


@suite.case('a public function is called outside its file, and not by tests only')
def _():
    sources = {file: without_comments(file.read_text())
               for file in files('.c', '.h', '.ui', under=['src', 'build-aux'])}
    places = {}
    for file, text in sources.items():
        for word in set(re.findall(r'\b(?:payroc|pl)_\w+', text)):
            places.setdefault(word, set()).add(file)

    seams = set().union(*SEAMS.values())
    public = set()
    wrong = []
    for header, text in sources.items():
        if header.suffix != '.h':
            continue
        for name in re.findall(r'^[A-Za-z][\w \t*]*?\b((?:payroc|pl)_\w+)\s*\([^;{]*;', text, flags=re.M):
            public.add(name)
            own = {file for file in places[name] if re.search(rf'^{name} \(', sources[file], flags=re.M)} | {header}
            # What the header itself hands on, in a macro, is called by whoever uses that.
            if (name not in seams and not name.endswith(('_get_type', '_quark')) and places[name] <= own
                    and len(re.findall(rf'\b{name}\b', text)) == 1):
                wrong.append(f'{at(header)}: {name}()')
    none_of(wrong, 'to be static, or to go:')
    none_of(sorted(seams - public), 'no seam any more:')


@suite.case('words for people live in ui and cli only, and translators see them')
def _():
    listed = {line for line in (ROOT / 'po/POTFILES.in').read_text().split('\n') if line and not line.startswith('#')}
    wrong = [f'{at(file, number)}: a person\'s words in {file.parent.name}'
             for file, number, line in code_lines('payroc', 'store', 'core') if TRANSLATED.search(line)]
    wrong += [f'po/POTFILES.in: {name} is not there' for name in sorted(listed) if not (ROOT / name).exists()]
    for room in ('ui', 'cli', 'practice'):
        for file in files('.c', '.h', '.ui', under=[f'src/{room}']):
            if TRANSLATED.search(file.read_text()) and str(file.relative_to(ROOT)) not in listed:
                wrong.append(f'po/POTFILES.in: {at(file)} is missing')
    none_of(wrong, 'translations:')


@suite.case('nothing is left for later, and nobody\'s machine is named')
def _():
    wrong = []
    for file, text in text_files():
        for number, line in enumerate(text.split('\n'), 1):
            if LEFT_FOR_LATER.search(line) or SOMEBODYS_MACHINE.search(line):
                wrong.append(f'{at(file, number)}: {line.strip()[:100]}')
    none_of(wrong, 'in the tree:')


@suite.case('scripts are well formed')
def _():
    wrong = []
    for file, text in text_files():
        first = text.split('\n', 1)[0]
        if first.startswith('#!'):
            if not os.access(file, os.X_OK):
                wrong.append(f'{at(file)}: cannot be run')
            if first.endswith('sh') and (error := subprocess.run(['bash', '-n', file], capture_output=True,
                                                                 text=True).stderr):
                wrong.append(error)
        if first.endswith('python3') or file.suffix == '.py':
            try:
                compile(text, str(file), 'exec')
            except SyntaxError as error:
                wrong.append(f'{at(file)}: {error}')
    none_of(wrong, 'scripts:')


suite.run()
