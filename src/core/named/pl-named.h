/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that a merchant saved under a name. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_NAMED_NAME_MAX 60 /* characters */

#define PL_TYPE_NAMED (pl_named_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlNamed, pl_named, PL, NAMED, GObject)

/* Never changes: what is renamed is another object with the same id. Properties, of construction: number, name,
 * document. */
struct _PlNamedClass
{
  GObjectClass parent_class;
};

gint64      pl_named_get_number   (PlNamed    *self);
const char *pl_named_get_id       (PlNamed    *self);
const char *pl_named_get_name     (PlNamed    *self);
const char *pl_named_get_document (PlNamed    *self);
char       *pl_named_clean_name   (const char *name);

G_END_DECLS
