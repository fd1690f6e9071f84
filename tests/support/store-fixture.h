/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database in a folder of its own, used as if it were synchronous. */
#pragma once

#include "store/pl-database.h"

G_BEGIN_DECLS

#define STORE_FIXTURE_ACCOUNT "6f1d3b0a-2f4e-4d8b-9c37-0a4f5f1c2b11"

typedef struct
{
  char       *directory;
  PlDatabase *database; /* (nullable) */
} StoreFixture;

/* For g_test_add(): an open, empty database; with an account when data is not NULL. */
void        store_fixture_set_up     (StoreFixture   *fixture,
                                      gconstpointer   data);
void        store_fixture_tear_down  (StoreFixture   *fixture,
                                      gconstpointer   data);
void        store_fixture_close      (StoreFixture   *fixture);
void        store_fixture_reopen     (StoreFixture   *fixture);
char       *store_fixture_path       (StoreFixture   *fixture,
                                      const char     *name); /* in the folder */

PlDatabase *store_open               (const char     *directory,
                                      GError        **error);
void        store_close              (PlDatabase     *database); /* (transfer full) */
gboolean    store_run                (PlDatabase     *database,
                                      PlDatabaseMode  mode,
                                      PlDatabaseWork  work,
                                      gpointer        data,
                                      GError        **error);
/* Must work. */
void        store_read               (PlDatabase     *database,
                                      PlDatabaseWork  work,
                                      gpointer        data);
void        store_write              (PlDatabase     *database,
                                      PlDatabaseWork  work,
                                      gpointer        data);
/* As if the folder could not be written to any more: PL_STORE_ERROR_READ_ONLY. */
void        store_set_writable       (PlDatabase     *database,
                                      gboolean        writable);
/* Constant SQL in a work of its own; the number in its first row's first column. */
void        store_exec               (PlDatabase     *database,
                                      const char     *sql);
gint64      store_query_int          (PlDatabase     *database,
                                      const char     *sql);
void        store_remove_tree        (const char     *path);
/* A file as an earlier version left it: from tests/store/versions. FALSE when there is none of that version. */
gboolean    store_write_version      (const char     *directory,
                                      guint           version);
/* Overwrites the pages of a file that hold the text, and do not hold the other one (nullable). There must be some. */
void        store_damage_pages       (const char     *path,
                                      const char     *text,
                                      const char     *but);

/* This very program again, as another process on the folder: its main() sees `role` and the folder. Not fork()
 * alone: GLib's main contexts do not survive that. */
GSubprocess *store_fixture_spawn     (StoreFixture   *fixture,
                                      const char     *role);
/* The child's side: it is where it wants to be, and waits until told to go on (or for ever, to be killed). */
void        store_child_pause        (void);
/* The parent's side: waits for the pause; ends it. */
void        store_child_await        (GSubprocess    *child);
/* FALSE: it ended without pausing again. */
gboolean    store_child_pauses       (GSubprocess    *child);
void        store_child_go           (GSubprocess    *child);

G_END_DECLS
