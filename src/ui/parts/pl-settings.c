/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A missing schema ends the program in g_settings_new(): a merchant would rather have the defaults. */
#include "config.h"

#include "pl-settings.h"

GSettings *
pl_settings_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
