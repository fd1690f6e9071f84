/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of the command line: its options, its account, and how it waits and speaks. */
#pragma once

#include <stdio.h>

#include <json-glib/json-glib.h>

#include "core/session/pl-workspace.h"
#include "pl-cli-error.h"
#include "pl-cli-options.h"

G_BEGIN_DECLS

typedef struct
{
  PlCliOptions *options; /* (owned) */
  GCancellable *cancellable; /* (owned): Ctrl+C */
  guint         signal_ids[3];

  PlWorkspace  *workspace; /* (owned) (nullable) */
  PlSession    *session; /* (owned) (nullable) */

  JsonObject   *document; /* (owned): what --json prints */
  GString      *text; /* (owned): what is printed otherwise */
  gint64        outbox_id; /* the intent that an error is about, or 0 */
} PlCli;

PlCli        *pl_cli_new            (PlCliOptions   *options);
void          pl_cli_free           (PlCli          *self);
int           pl_cli_finish         (PlCli          *self,
                                     const GError   *error);
gboolean      pl_cli_tolerates      (PlCli          *self,
                                     const GError   *error);

/* Waiting: start something with pl_cli_done_cb and a GAsyncResult *, then wait for it. */
void          pl_cli_done_cb        (GObject        *source,
                                     GAsyncResult   *result,
                                     gpointer        user_data);
GAsyncResult *pl_cli_wait           (GAsyncResult  **result);

/* Opening (pl-cli-open.c) */
gboolean      pl_cli_open_workspace (PlCli          *self,
                                     GError        **error);
gboolean      pl_cli_open_stored    (PlCli          *self,
                                     GError        **error);
gboolean      pl_cli_open_session   (PlCli          *self,
                                     GError        **error);
gboolean      pl_cli_finish_due     (PlCli          *self,
                                     GError        **error);
gboolean      pl_cli_refresh_links  (PlCli          *self,
                                     gboolean        full,
                                     GError        **error);
PayrocLink   *pl_cli_find_link      (PlCli          *self,
                                     const char     *word,
                                     GError        **error);

/* Speaking */
gboolean      pl_cli_write          (FILE           *stream,
                                     const char     *text);
void          pl_cli_tell_address   (PlCli          *self,
                                     PayrocLink     *link);
void          pl_cli_note           (const char     *format,
                                     ...) G_GNUC_PRINTF (1, 2);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCli, pl_cli_free)

G_END_DECLS
