/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice server's memory: one SQLite database, one transaction for each request. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define PRACTICE_TYPE_DATABASE (practice_database_get_type ())
G_DECLARE_FINAL_TYPE (PracticeDatabase, practice_database, PRACTICE, DATABASE, GObject)

/* path: a file, or NULL to keep everything in memory. sync: whether a commit waits for the disk. */
PracticeDatabase *practice_database_new           (const char       *path,
                                                   gboolean          sync,
                                                   GError          **error);

void              practice_database_begin         (PracticeDatabase *self);
/* FALSE, with everything since begin() undone, when any statement since then failed. */
gboolean          practice_database_commit        (PracticeDatabase *self);

/* A statement, kept for the next time and ready to be bound. Never NULL: a failure is remembered until commit().
 * types: a letter for each value: t const char * (nullable), i gint64, b GBytes *. */
sqlite3_stmt     *practice_database_query         (PracticeDatabase *self,
                                                   const char       *sql,
                                                   const char       *types,
                                                   ...);
void              practice_database_bind_text     (PracticeDatabase *self,
                                                   sqlite3_stmt     *statement,
                                                   int               index,
                                                   const char       *text);
/* TRUE while there is a row; at the end the statement is reset. */
gboolean          practice_database_step          (PracticeDatabase *self,
                                                   sqlite3_stmt     *statement);
void              practice_database_done          (sqlite3_stmt     *statement);
void              practice_database_run           (PracticeDatabase *self,
                                                   const char       *sql,
                                                   const char       *types,
                                                   ...);
gint64            practice_database_get_last_id   (PracticeDatabase *self);

char             *practice_database_get_setting   (PracticeDatabase *self,
                                                   const char       *name);
void              practice_database_set_setting   (PracticeDatabase *self,
                                                   const char       *name,
                                                   const char       *value);

const char       *practice_database_column_text   (sqlite3_stmt     *statement,
                                                   int               column);

G_END_DECLS
