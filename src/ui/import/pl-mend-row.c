/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only the cells that something is wrong with are shown: a row has up to fifteen. */
#include "config.h"

#include "pl-mend-row.h"

#include <glib/gi18n.h>

#include "pl-import-text.h"

struct _PlMendRow
{
  AdwExpanderRow  parent_instance;

  PlImportRow    *row;                        /* (owned) */
  GtkWidget      *entries[PL_IMPORT_N_FIELDS]; /* (unowned) (nullable) */
  GtkWidget      *leave_row;                  /* (unowned) */
};

G_DEFINE_FINAL_TYPE (PlMendRow, pl_mend_row, ADW_TYPE_EXPANDER_ROW)

static void
apply_cb (PlMendRow   *self,
          AdwEntryRow *entry)
{
  for (guint i = 1; i < PL_IMPORT_N_FIELDS; i++)
    {
      if (self->entries[i] == GTK_WIDGET (entry))
        pl_import_row_set_text (self->row, (PlImportField) i, gtk_editable_get_text (GTK_EDITABLE (entry)));
    }
}

static void
leave_cb (PlMendRow *self)
{
  pl_import_row_set_left_out (self->row, TRUE);
}

static void
add_entry (PlMendRow     *self,
           PlImportField  field)
{
  GtkWidget *entry;

  if (self->entries[field] != NULL)
    return;

  entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), pl_import_text_field (field));
  gtk_editable_set_text (GTK_EDITABLE (entry), pl_import_row_get_text (self->row, field));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect_swapped (entry, "apply", G_CALLBACK (apply_cb), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), entry);
  self->entries[field] = entry;
}

static void
update (PlMendRow *self)
{
  GPtrArray           *problems = pl_import_row_get_problems (self->row);
  const char          *reference = pl_import_row_get_text (self->row, PL_IMPORT_FIELD_REFERENCE);
  g_autoptr (GString)  text = g_string_new (NULL);
  g_autofree char     *title = NULL;
  g_autofree char     *title_markup = NULL;
  g_autofree char     *text_markup = NULL;

  for (guint i = 0; i < problems->len; i++)
    {
      const PlImportProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char       *sentence = pl_import_text_problem (problem);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentence);
      if (problem->field != PL_IMPORT_FIELD_NONE)
        add_entry (self, problem->field);
    }
  if (problems->len > 0 && self->entries[PL_IMPORT_FIELD_REFERENCE] == NULL
      && ((PlImportProblem *) g_ptr_array_index (problems, 0))->field == PL_IMPORT_FIELD_NONE)
    {
      add_entry (self, PL_IMPORT_FIELD_REFERENCE);
      add_entry (self, PL_IMPORT_FIELD_AMOUNT);
    }

  title = *reference != '\0'
            /* Translators: a row of a table, and its reference. */
            ? g_strdup_printf (_("Row %u: %s"), pl_import_row_get_number (self->row), reference)
            : g_strdup_printf (_("Row %u"), pl_import_row_get_number (self->row));
  title_markup = g_markup_escape_text (title, -1);
  text_markup = g_markup_escape_text (text->str, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title_markup);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text_markup);
}

static void
pl_mend_row_dispose (GObject *object)
{
  PlMendRow *self = PL_MEND_ROW (object);

  g_clear_object (&self->row);

  G_OBJECT_CLASS (pl_mend_row_parent_class)->dispose (object);
}

static void
pl_mend_row_class_init (PlMendRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_mend_row_dispose;
}

static void
pl_mend_row_init (PlMendRow *self)
{
}

GtkWidget *
pl_mend_row_new (PlImportRow *row)
{
  PlMendRow *self = g_object_new (PL_TYPE_MEND_ROW, NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Leave Out"));

  self->row = g_object_ref (row);
  update (self);
  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  self->leave_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->leave_row), _("Create nothing from this row"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->leave_row), button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (leave_cb), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->leave_row);

  return GTK_WIDGET (self);
}

PlImportRow *
pl_mend_row_get_row (PlMendRow *self)
{
  g_return_val_if_fail (PL_IS_MEND_ROW (self), NULL);

  return self->row;
}
