/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A typed secret for as long as it takes to hand it on: stripped of what a paste brings along, wiped at the end. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _PlSecretText PlSecretText;

PlSecretText *pl_secret_text_new  (GtkEditable  *editable);
const char   *pl_secret_text_get  (PlSecretText *self); /* "" when nothing was typed */
void          pl_secret_text_free (PlSecretText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSecretText, pl_secret_text_free)

G_END_DECLS
