/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database's file in its folder: made, checked, brought up to date, set aside when damaged. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

#define PL_STORE_FILE_NAME "paylinks.sqlite"

typedef struct _PlStoreFile PlStoreFile;

PlStoreFile  *pl_store_file_open           (const char    *directory,
                                            GCancellable  *cancellable,
                                            GError       **error);
PlConnection *pl_store_file_get_connection (PlStoreFile   *self);
const char   *pl_store_file_get_owner      (PlStoreFile   *self);
const char   *pl_store_file_get_set_aside  (PlStoreFile   *self); /* (nullable) */
guint         pl_store_file_get_rescued    (PlStoreFile   *self);

/* A statement met damage: the next opening looks at the whole file. */
void          pl_store_file_note_damage    (PlStoreFile   *self);
void          pl_store_file_close          (PlStoreFile   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlStoreFile, pl_store_file_close)

G_END_DECLS
