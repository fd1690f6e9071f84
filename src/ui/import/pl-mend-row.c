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
  char           *known[PL_IMPORT_N_FIELDS];  /* (owned) (nullable) what nobody typed, or was taken already */
  GtkWidget      *leave_row;                  /* (unowned) */
  GtkWidget      *leave_button;               /* (unowned) */
  GtkWidget      *again_row;                  /* (unowned) where something can be done once more */
  GtkWidget      *again_button;               /* (unowned) in it */
  GtkWidget      *anyway_row;                 /* (unowned) where one is made though one was paid */
  GtkWidget      *anyway_button;              /* (unowned) in it */
  GtkWidget      *meant_row;                  /* (unowned) where it is doubtful */
  GtkWidget      *meant_button;               /* (unowned) in it */
};

G_DEFINE_FINAL_TYPE (PlMendRow, pl_mend_row, ADW_TYPE_EXPANDER_ROW)

static gboolean
is_typed (PlMendRow *self,
          guint      field)
{
  return self->entries[field] != NULL
         && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entries[field])), self->known[field]);
}

static void
know (PlMendRow  *self,
      guint       field,
      const char *text)
{
  g_free (self->known[field]);
  self->known[field] = g_strdup (text);
}

/* Whoever switches to another window is not through with the field. */
static void
focus_left_cb (PlMendRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root)))
    pl_mend_row_take_typed (self);
}

static void
leave_cb (PlMendRow *self)
{
  pl_import_row_set_left_out (self->row, !pl_import_row_get_left_out (self->row));
}

static void
again_cb (PlMendRow *self)
{
  pl_import_row_set_again (self->row, !pl_import_row_get_again (self->row));
}

static void
anyway_cb (PlMendRow *self)
{
  pl_import_row_set_anyway (self->row, !pl_import_row_get_anyway (self->row));
}

static void
meant_cb (PlMendRow *self)
{
  pl_import_row_set_meant (self->row, !pl_import_row_get_meant (self->row));
}

static void
add_entry (PlMendRow     *self,
           PlImportField  field)
{
  GtkWidget          *entry;
  GtkEventController *focus;

  if (self->entries[field] != NULL)
    return;

  entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), pl_import_text_field (field));
  know (self, field, pl_import_row_get_text (self->row, field));
  gtk_editable_set_text (GTK_EDITABLE (entry), self->known[field]);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect_swapped (entry, "apply", G_CALLBACK (pl_mend_row_take_typed), self);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), entry);
  self->entries[field] = entry;
}

/* A column may have got another meaning; what somebody types stays. */
static void
update_entries (PlMendRow *self)
{
  for (guint i = 1; i < PL_IMPORT_N_FIELDS; i++)
    {
      const char *text = pl_import_row_get_text (self->row, (PlImportField) i);

      if (self->entries[i] != NULL && !is_typed (self, i) && !g_str_equal (text, self->known[i]))
        {
          know (self, i, text);
          gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), text);
        }
    }
}

static void
show_left_out (PlMendRow *self)
{
  const gboolean left_out = pl_import_row_get_left_out (self->row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->leave_row),
                                 left_out ? _("Nothing is created from this row") : _("Create nothing from this row"));
  gtk_button_set_label (GTK_BUTTON (self->leave_button), left_out ? _("_Take In") : _("_Leave Out"));
}

static void
show_again (PlMendRow *self)
{
  const gboolean again = pl_import_row_get_again (self->row);
  const gboolean over = pl_import_row_get_is_over (self->row);

  gtk_widget_set_visible (self->again_row, pl_import_row_get_may_again (self->row)
                                           && !pl_import_row_get_left_out (self->row));
  if (over)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->again_row),
                                   again ? _("A new link is created") : _("Create a new link, as this one has ended"));
  else
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->again_row),
                                   again ? _("The e-mail is sent as it is now") : _("Send the e-mail as it is now"));
  gtk_button_set_label (GTK_BUTTON (self->again_button),
                        again ? _("_Do Not") : over ? _("_New Link") : _("_Send Again"));
}

static void
show_anyway (PlMendRow *self)
{
  const gboolean anyway = pl_import_row_get_anyway (self->row);

  gtk_widget_set_visible (self->anyway_row, pl_import_row_get_may_anyway (self->row)
                                            && !pl_import_row_get_left_out (self->row));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->anyway_row),
                                 anyway ? _("A new link is created, though there was one")
                                        : _("Create a new link, though there was one"));
  gtk_button_set_label (GTK_BUTTON (self->anyway_button), anyway ? _("_Do Not") : _("Create _Anyway"));
}

static void
show_meant (PlMendRow *self)
{
  const gboolean meant = pl_import_row_get_meant (self->row);

  gtk_widget_set_visible (self->meant_row, pl_import_row_get_is_doubtful (self->row));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->meant_row),
                                 meant ? _("This row is meant as it is") : _("Is this row meant as it is?"));
  gtk_button_set_label (GTK_BUTTON (self->meant_button), meant ? _("_Do Not") : _("It Is _Meant"));
}

static void
update (PlMendRow *self)
{
  GPtrArray           *problems = pl_import_row_get_problems (self->row);
  g_autoptr (GString)  text = g_string_new (NULL);
  g_autofree char     *title = NULL;
  g_autofree char     *title_markup = NULL;
  g_autofree char     *text_markup = NULL;

  update_entries (self);
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

  if (self->leave_row != NULL)
    {
      show_left_out (self);
      show_again (self);
      show_anyway (self);
      show_meant (self);
    }

  title = pl_import_text_name (self->row);
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
pl_mend_row_finalize (GObject *object)
{
  PlMendRow *self = PL_MEND_ROW (object);

  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    g_free (self->known[i]);

  G_OBJECT_CLASS (pl_mend_row_parent_class)->finalize (object);
}

static void
pl_mend_row_class_init (PlMendRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_mend_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_mend_row_finalize;
}

static void
pl_mend_row_init (PlMendRow *self)
{
}

/* A decision about the row, with the button that takes it. */
static GtkWidget *
add_choice (PlMendRow  *self,
            GtkWidget **button,
            GCallback   callback)
{
  GtkWidget *row = adw_action_row_new ();

  *button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (*button), TRUE);
  gtk_widget_set_valign (*button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), *button);
  g_signal_connect_swapped (*button, "clicked", callback, self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);

  return row;
}

GtkWidget *
pl_mend_row_new (PlImportRow *row)
{
  PlMendRow *self = g_object_new (PL_TYPE_MEND_ROW, NULL);

  self->row = g_object_ref (row);
  update (self);
  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  self->again_row = add_choice (self, &self->again_button, G_CALLBACK (again_cb));
  self->anyway_row = add_choice (self, &self->anyway_button, G_CALLBACK (anyway_cb));
  self->meant_row = add_choice (self, &self->meant_button, G_CALLBACK (meant_cb));
  self->leave_row = add_choice (self, &self->leave_button, G_CALLBACK (leave_cb));
  show_left_out (self);
  show_again (self);
  show_anyway (self);
  show_meant (self);

  return GTK_WIDGET (self);
}

GtkWidget *
pl_mend_row_new_whole (PlImportRow *row)
{
  PlMendRow *self = PL_MEND_ROW (pl_mend_row_new (row));

  for (guint i = 1; i < PL_IMPORT_N_FIELDS; i++)
    {
      if (i <= PL_IMPORT_FIELD_AMOUNT || *pl_import_row_get_text (row, (PlImportField) i) != '\0')
        add_entry (self, (PlImportField) i);
    }
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);

  return GTK_WIDGET (self);
}

PlImportRow *
pl_mend_row_get_row (PlMendRow *self)
{
  g_return_val_if_fail (PL_IS_MEND_ROW (self), NULL);

  return self->row;
}

gboolean
pl_mend_row_has_typed (PlMendRow *self)
{
  g_return_val_if_fail (PL_IS_MEND_ROW (self), FALSE);

  if (self->row == NULL || pl_import_row_get_left_out (self->row))
    return FALSE;

  for (guint i = 1; i < PL_IMPORT_N_FIELDS; i++)
    {
      if (is_typed (self, i))
        return TRUE;
    }

  return FALSE;
}

void
pl_mend_row_take_typed (PlMendRow *self)
{
  g_return_if_fail (PL_IS_MEND_ROW (self));

  for (guint i = 1; i < PL_IMPORT_N_FIELDS && self->row != NULL; i++)
    {
      if (is_typed (self, i))
        {
          know (self, i, gtk_editable_get_text (GTK_EDITABLE (self->entries[i])));
          pl_import_row_set_text (self->row, (PlImportField) i, self->known[i]);
        }
    }
}
