/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where a file is to be written, and writes it there without keeping the window waiting. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;      /* for people */
  const char *mime_type;
  const char *suffix;    /* with its dot */
} PlSaveKind;

/* kind: which of the kinds that were offered. */
typedef void (*PlSaveFunc) (GtkWidget *widget,
                            GFile     *file,
                            guint      kind,
                            gpointer   user_data);

/* Called when all of it was written. */
typedef void (*PlSavedFunc) (gpointer user_data);

/* stem: the name that is proposed, without suffix; any text. Nothing is called when the user cancels. destroy: after
 * func, or instead of it. */
void  pl_save_ask   (GtkWidget        *widget,
                     const char       *title,
                     const char       *stem,
                     const PlSaveKind *kinds,
                     guint             n_kinds,
                     PlSaveFunc        func,
                     gpointer          user_data,
                     GDestroyNotify    destroy);
/* Tells by a toast, or by a dialog when it failed. func: (nullable): called when it did not fail. destroy: after func,
 * or instead of it. */
void  pl_save_write (GtkWidget        *widget,
                     GFile            *file,
                     GBytes           *bytes,
                     PlSavedFunc       func,
                     gpointer          user_data,
                     GDestroyNotify    destroy);

/* A toast that says so, with a button that shows the folder of that file where there is one to be shown. */
void  pl_save_tell  (GtkWidget        *widget,
                     const char       *text,
                     GFile            *file);

/* A dialog that says why it did not come about. */
void  pl_save_tell_failure (GtkWidget    *widget,
                            const char   *heading,
                            GFile        *file,
                            const GError *error);

/* (transfer full): what that file is called and which folder it is in, for people. */
char *pl_save_dup_place (GFile *file);

/* What was typed decides; without a suffix that is known, the chosen filter does. filter: (nullable): its name. */
guint pl_save_find_kind (GFile            *file,
                         const char       *filter,
                         const PlSaveKind *kinds,
                         guint             n_kinds);

/* (transfer full): a text as the name of a file, without what file systems or eyes take for something else. */
char *pl_save_stem  (const char       *text);

G_END_DECLS
