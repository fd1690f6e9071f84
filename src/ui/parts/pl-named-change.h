/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is saved under a name is changed with a word of what happened, and a way back. */
#pragma once

#include <gtk/gtk.h>

#include "core/named/pl-named-list.h"

G_BEGIN_DECLS

/* All static and marked for translation. */
typedef struct
{
  const char *rename_heading;
  const char *rename_body;
  const char *save_heading;
  const char *save_body;
  const char *taken;       /* another one has the name: it cannot be had */
  const char *replace;     /* another one has the name: it makes way */
  const char *replaced;    /* done */
  const char *not_saved;   /* headings of errors */
  const char *not_deleted;
} PlNamedWords;

/* Remembered as the one used last. item, name and document as in pl_named_list_put_async(). done: (nullable): said of a
 * change that can be taken back. */
void pl_named_change_put    (GtkWidget          *widget,
                             PlNamedList        *list,
                             const PlNamedWords *words,
                             PlNamed            *item,
                             const char         *name,
                             const char         *document,
                             const char         *done);
void pl_named_change_remove (GtkWidget          *widget,
                             PlNamedList        *list,
                             const PlNamedWords *words,
                             PlNamed            *item);

G_END_DECLS
