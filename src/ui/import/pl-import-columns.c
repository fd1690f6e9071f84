/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column that is not used is named: a heading that was not understood costs a customer's name or last day. */
#include "config.h"

#include "pl-import-columns.h"

#include <glib/gi18n.h>

#include "pl-import-text.h"

/* More widgets than these make a window slow. */
#define MOST_COLUMNS 40
#define MOST_NAMED   5

struct _PlImportColumns
{
  AdwExpanderRow  parent_instance;

  PlImport       *import; /* (owned) */
  GPtrArray      *combos; /* (owned) (element-type GtkWidget) */
};

G_DEFINE_FINAL_TYPE (PlImportColumns, pl_import_columns, ADW_TYPE_EXPANDER_ROW)

static void
field_selected_cb (AdwComboRow    *combo,
                   GParamSpec     *pspec,
                   PlImportColumn *column)
{
  pl_import_column_set_field (column, (PlImportField) adw_combo_row_get_selected (combo));
}

static void
field_changed_cb (AdwComboRow    *combo,
                  GParamSpec     *pspec,
                  PlImportColumn *column)
{
  adw_combo_row_set_selected (combo, pl_import_column_get_field (column));
}

/* (transfer full): what stands above it, or which one it is. */
static char *
dup_name (PlImportColumns *self,
          PlImportColumn  *column,
          guint            place)
{
  const char *heading = pl_import_column_get_heading (column);

  if (*heading != '\0' && !pl_import_get_headless (self->import))
    return g_strdup (heading);

  /* Translators: a column of a table that has no heading: “Column 3”. */
  return g_strdup_printf (_("Column %u"), place + 1);
}

static void
show_names (PlImportColumns *self)
{
  for (guint i = 0; i < self->combos->len; i++)
    {
      g_autoptr (PlImportColumn) column = g_list_model_get_item (pl_import_get_columns (self->import), i);
      const char                *sample = pl_import_get_headless (self->import) ? pl_import_column_get_heading (column)
                                                                                 : pl_import_column_get_sample (column);
      g_autofree char           *name = dup_name (self, column, i);
      g_autofree char           *title = g_markup_escape_text (name, -1);
      g_autofree char           *subtitle = g_markup_escape_text (sample, -1);

      adw_preferences_row_set_title (g_ptr_array_index (self->combos, i), title);
      adw_action_row_set_subtitle (g_ptr_array_index (self->combos, i), subtitle);
    }
}

static void
add_column (PlImportColumns *self,
            PlImportColumn  *column,
            GListModel      *fields)
{
  GtkWidget *combo = adw_combo_row_new ();

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (combo), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), fields);
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), pl_import_column_get_field (column));
  g_signal_connect_object (combo, "notify::selected", G_CALLBACK (field_selected_cb), column, 0);
  g_signal_connect_object (column, "notify::field", G_CALLBACK (field_changed_cb), combo, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), combo);
  g_ptr_array_add (self->combos, combo);
}

/* (transfer full) (nullable): the columns that are not used, by their headings */
static char *
dup_unused (PlImportColumns *self)
{
  GListModel         *columns = pl_import_get_columns (self->import);
  g_autoptr (GString) names = g_string_new (NULL);
  guint               n_unused = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (PlImportColumn) column = g_list_model_get_item (columns, i);
      g_autofree char           *name = NULL;

      if (pl_import_column_get_field (column) != PL_IMPORT_FIELD_NONE || n_unused++ >= MOST_NAMED)
        continue;

      name = dup_name (self, column, i);
      /* Translators: how a heading is quoted and added to others before it. */
      g_string_append_printf (names, names->len > 0 ? _(", “%s”") : _("“%s”"), name);
    }

  if (n_unused == 0)
    return NULL;

  if (n_unused > MOST_NAMED)
    /* Translators: how many more columns are not used than are named. */
    g_string_append_printf (names, ngettext (" and %u more", " and %u more", n_unused - MOST_NAMED),
                            n_unused - MOST_NAMED);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
dup_subtitle (PlImportColumns *self)
{
  const guint      n_columns = g_list_model_get_n_items (pl_import_get_columns (self->import));
  g_autofree char *unused = dup_unused (self);
  g_autofree char *used = NULL;
  guint            n_used = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (PlImportColumn) column = g_list_model_get_item (pl_import_get_columns (self->import), i);

      n_used += pl_import_column_get_field (column) != PL_IMPORT_FIELD_NONE;
    }

  used = g_strdup_printf (ngettext ("%u of %u is used", "%u of %u are used", n_columns), n_used, n_columns);
  if (unused == NULL)
    return g_steal_pointer (&used);

  /* Translators: “5 of 7 are used; not used: “Mine”, “Note””. */
  return g_strdup_printf (_("%s; not used: %s"), used, unused);
}

static void
pl_import_columns_dispose (GObject *object)
{
  g_clear_object (&PL_IMPORT_COLUMNS (object)->import);

  G_OBJECT_CLASS (pl_import_columns_parent_class)->dispose (object);
}

static void
pl_import_columns_finalize (GObject *object)
{
  g_ptr_array_unref (PL_IMPORT_COLUMNS (object)->combos);

  G_OBJECT_CLASS (pl_import_columns_parent_class)->finalize (object);
}

static void
pl_import_columns_class_init (PlImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_import_columns_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_import_columns_finalize;
}

static void
pl_import_columns_init (PlImportColumns *self)
{
  self->combos = g_ptr_array_new ();
}

void
pl_import_columns_set_import (PlImportColumns *self,
                              PlImport        *import)
{
  GListModel               *columns = pl_import_get_columns (import);
  const guint               n_columns = MIN (g_list_model_get_n_items (columns), MOST_COLUMNS);
  g_autoptr (GtkStringList) fields = gtk_string_list_new (NULL);

  g_return_if_fail (PL_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (self->import == NULL);

  self->import = g_object_ref (import);
  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    gtk_string_list_append (fields, pl_import_text_field ((PlImportField) i));

  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (PlImportColumn) column = g_list_model_get_item (columns, i);

      add_column (self, column, G_LIST_MODEL (fields));
    }
}

void
pl_import_columns_update (PlImportColumns *self)
{
  const gboolean   no_reference = pl_import_is_missing (self->import, PL_IMPORT_FIELD_REFERENCE);
  const gboolean   no_amount = pl_import_is_missing (self->import, PL_IMPORT_FIELD_AMOUNT);
  g_autofree char *text = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (PL_IS_IMPORT_COLUMNS (self));

  show_names (self);
  if (no_reference)
    text = g_strdup (_("Which column is the reference?"));
  else if (no_amount)
    text = g_strdup (_("Which column is the amount?"));
  else
    text = dup_subtitle (self);
  subtitle = g_markup_escape_text (text, -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  if (no_reference || no_amount)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
}
