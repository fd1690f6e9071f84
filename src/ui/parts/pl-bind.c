/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two-way bindings between the draft of a form and its fields. */
#include "config.h"

#include "pl-bind.h"

#include "payroc/payroc-enums.h"

#define BOTH_WAYS (G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE)

G_STATIC_ASSERT (PAYROC_LINK_KIND_SINGLE_USE + PAYROC_LINK_KIND_MULTI_USE == 3);
G_STATIC_ASSERT (PAYROC_CHARGE_KIND_PRESET + PAYROC_CHARGE_KIND_PROMPT == 3);
G_STATIC_ASSERT (PAYROC_AUTH_TYPE_SALE + PAYROC_AUTH_TYPE_PRE_AUTHORIZATION == 3);

static gboolean
enum_to_active_cb (GBinding     *binding,
                   const GValue *from,
                   GValue       *to,
                   gpointer      user_data)
{
  g_value_set_boolean (to, g_value_get_enum (from) == GPOINTER_TO_INT (user_data));

  return TRUE;
}

static gboolean
active_to_enum_cb (GBinding     *binding,
                   const GValue *from,
                   GValue       *to,
                   gpointer      user_data)
{
  int value = GPOINTER_TO_INT (user_data);

  g_value_set_enum (to, g_value_get_boolean (from) ? value : 3 - value);

  return TRUE;
}

/* A GtkEditable takes no NULL. */
static gboolean
string_to_text_cb (GBinding     *binding,
                   const GValue *from,
                   GValue       *to,
                   gpointer      user_data)
{
  const char *text = g_value_get_string (from);

  g_value_set_string (to, text != NULL ? text : "");

  return TRUE;
}

void
pl_bind (gpointer    draft,
         const char *property,
         gpointer    field,
         const char *field_property)
{
  g_object_bind_property (draft, property, field, field_property, BOTH_WAYS);
}

void
pl_bind_text (gpointer    draft,
              const char *property,
              gpointer    field)
{
  g_object_bind_property_full (draft, property, field, "text", BOTH_WAYS, string_to_text_cb, NULL, NULL, NULL);
}

void
pl_bind_enum (gpointer    draft,
              const char *property,
              gpointer    field,
              int         value)
{
  g_object_bind_property_full (draft, property, field, "active", BOTH_WAYS, enum_to_active_cb, active_to_enum_cb,
                               GINT_TO_POINTER (value), NULL);
}
