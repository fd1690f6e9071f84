/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two-way bindings between the draft of a form and its fields: no form keeps a copy of what was typed. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Each lives as long as both objects. The field shows the draft's value at once. */
void pl_bind      (gpointer    draft,
                   const char *property,
                   gpointer    field,
                   const char *field_property);
/* field: a GtkEditable; no text and an empty text are the same. */
void pl_bind_text (gpointer    draft,
                   const char *property,
                   gpointer    field);
/* field: on ("active") while the enum has that value. For enums of two values, 1 and 2 (payroc-enums.h): off means
 * the other one. */
void pl_bind_enum (gpointer    draft,
                   const char *property,
                   gpointer    field,
                   int         value);

G_END_DECLS
