/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merchant saved for an account under names, and which of it was used last. */
#pragma once

#include "pl-named.h"
#include "store/pl-database.h"
#include "store/pl-named-table.h"
#include "store/pl-store-error.h"

G_BEGIN_DECLS

#define PL_TYPE_NAMED_LIST (pl_named_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlNamedList, pl_named_list, PL, NAMED_LIST, GObject)

/* A GListModel of PlNamed, by name. Properties with notify: chosen (an id, nullable, remembered: of one of them, or any
 * word that the window has for what is not stored), loaded (boolean, read-only: what is stored was read, chosen as
 * well). */
struct _PlNamedListClass
{
  GObjectClass  parent_class;

  PlNamedTable  table;
  const char   *setting;   /* where chosen is remembered */
  GType         item_type; /* of PlNamed */
};

/* For those who derive from it, once. */
void        pl_named_list_open          (PlNamedList          *self,
                                         const char           *account,
                                         PlDatabase           *database);

gboolean    pl_named_list_get_loaded    (PlNamedList          *self);
const char *pl_named_list_get_chosen    (PlNamedList          *self);
void        pl_named_list_set_chosen    (PlNamedList          *self,
                                         const char           *id);
/* All three: (transfer none) (nullable) */
gpointer    pl_named_list_find          (PlNamedList          *self,
                                         const char           *id);
gpointer    pl_named_list_find_name     (PlNamedList          *self,
                                         const char           *name);
gpointer    pl_named_list_peek          (PlNamedList          *self,
                                         guint                 position);

void        pl_named_list_put_async     (PlNamedList          *self,
                                         PlNamed              *item,
                                         const char           *name,
                                         const char           *document,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gpointer    pl_named_list_put_finish    (PlNamedList          *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void        pl_named_list_remove_async  (PlNamedList          *self,
                                         PlNamed              *item,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean    pl_named_list_remove_finish (PlNamedList          *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
