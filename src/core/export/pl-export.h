/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links and payments as a file for somebody's spreadsheet or program: page by page, away from the main loop. */
#pragma once

#include "core/list/pl-link-index.h"
#include "pl-export-rows.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

typedef enum
{
  PL_EXPORT_CSV,  /* RFC 4180, UTF-8 with a byte order mark; amounts decimal, with their currency beside them */
  PL_EXPORT_JSON, /* the API's own objects */
} PlExportFormat;

#define PL_TYPE_EXPORT (pl_export_get_type ())
G_DECLARE_FINAL_TYPE (PlExport, pl_export, PL, EXPORT, GObject)

/* Made by pl_session_create_export(). */
PlExport *pl_export_new             (const char           *account,
                                     PlDatabase           *database);
/* naming: (nullable): what headings and states are called in tables for people; without it they have the names that
 * scripts rely on. Objects in JSON are as they are. */
void      pl_export_set_naming      (PlExport             *self,
                                     PlExportNaming        naming);
/* The links that the query finds, in its order; limit 0: all. */
void      pl_export_links_async     (PlExport             *self,
                                     const PlLinkQuery    *query,
                                     guint                 limit,
                                     PlExportFormat        format,
                                     GFile                *file,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* What was paid on one link, as it is stored. */
void      pl_export_payments_async  (PlExport             *self,
                                     const char           *link_id,
                                     PlExportFormat        format,
                                     GFile                *file,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* What was paid on the links that the query finds, as it is stored; see pl-payment-cover.h. */
void      pl_export_list_payments_async (PlExport            *self,
                                         const PlLinkQuery   *query,
                                         guint                limit,
                                         PlExportFormat       format,
                                         GFile               *file,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
/* How many there were, and how many payments are left out; the file is whole, or as it was before. */
gboolean  pl_export_finish          (PlExport             *self,
                                     GAsyncResult         *result,
                                     guint                *n_written,
                                     guint                *n_unreadable,
                                     GError              **error);

G_END_DECLS
