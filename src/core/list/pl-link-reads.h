/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What PlLinkList has the database's worker read: each struct is input and output of one visit. */
#pragma once

#include "core/links/pl-link-feed.h"
#include "pl-link-glance.h"
#include "pl-link-index.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

/* Rows to show. */
typedef struct
{
  GArray    *rowids;  /* (owned) (element-type gint64) input */
  GPtrArray *links;   /* (owned) (element-type PayrocLink) (nullable elements) output, one for each rowid */
  GPtrArray *glances; /* (owned) (element-type PlLinkGlance) (nullable elements) output, one for each link */
} PlRowsRead;

/* The index; or for a first frame that of the newest links, without text, and some of their rows. */
typedef struct
{
  char        *account; /* (owned) input */
  gboolean     newest;  /* input */
  PlLinkIndex *index;   /* (owned) (nullable) output */
  guint        n_total; /* output: how many links are stored, also those that are not in this index */
  PlRowsRead  *rows;    /* (owned) (nullable) output */
} PlIndexRead;

/* One link that changed. */
typedef struct
{
  gint64        rowid;  /* input */
  PlLinkKey     key;    /* output */
  PlLinkGlance *glance; /* (owned) (nullable) output; NULL: it is not stored */
} PlKeyRead;

/* Where a link is stored. */
typedef struct
{
  char  *account; /* (owned) input */
  char  *link_id; /* (owned) input */
  gint64 rowid;   /* output; 0 when it is not stored */
} PlRowidRead;

/* The callback's user data is a task of its own (transfer full): its source is the owner, who lives until then, and its
 * task data is data, which work has filled. */
void         pl_reads_run_async (gpointer             owner,
                                 PlDatabase          *database,
                                 GCancellable        *cancellable,
                                 PlDatabaseWork       work,
                                 gpointer             data, /* (transfer full) */
                                 GDestroyNotify       free_data,
                                 GAsyncReadyCallback  callback);

PlRowsRead  *pl_rows_read_new   (void);
void         pl_rows_read_free  (PlRowsRead    *data);
gboolean     pl_rows_read_work  (PlConnection  *connection,
                                 gpointer       work_data,
                                 GError       **error);

PlIndexRead *pl_index_read_new  (const char    *account,
                                 gboolean       newest);
void         pl_index_read_free (PlIndexRead   *data);
gboolean     pl_index_read_work (PlConnection  *connection,
                                 gpointer       work_data,
                                 GError       **error);

/* (element-type PlKeyRead) by ascending rowid, as the changes are */
GArray      *pl_keys_read_new   (GArray        *changes);
gboolean     pl_keys_read_work  (PlConnection  *connection,
                                 gpointer       work_data,
                                 GError       **error);
gboolean     pl_keys_read_put   (GArray        *reads,
                                 PlLinkIndex   *index);

PlRowidRead *pl_rowid_read_new  (const char    *account,
                                 const char    *link_id);
void         pl_rowid_read_free (PlRowidRead   *data);
gboolean     pl_rowid_read_work (PlConnection  *connection,
                                 gpointer       work_data,
                                 GError       **error);

G_END_DECLS
