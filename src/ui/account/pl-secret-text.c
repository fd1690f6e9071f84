/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A typed secret for as long as it takes to hand it on: stripped of what a paste brings along, wiped at the end. */
#include "config.h"

#include "pl-secret-text.h"

#include <string.h>

struct _PlSecretText
{
  gsize size;
  char *start; /* in bytes */
  char  bytes[];
};

PlSecretText *
pl_secret_text_new (GtkEditable *editable)
{
  const char *text = gtk_editable_get_text (editable);
  gsize size = strlen (text) + 1;
  PlSecretText *self = g_malloc (sizeof *self + size);

  self->size = size;
  memcpy (self->bytes, text, size);
  g_strchomp (self->bytes);
  for (self->start = self->bytes; g_ascii_isspace (*self->start); self->start++)
    ;

  return self;
}

const char *
pl_secret_text_get (PlSecretText *self)
{
  return self->start;
}

void
pl_secret_text_free (PlSecretText *self)
{
  explicit_bzero (self->bytes, self->size);
  g_free (self);
}
