/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every change begins a check by itself; what is shown is what the last one found. */
#include "config.h"

#include "pl-import-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pl-import-rows.h"
#include "pl-import-text.h"
#include "pl-mend-row.h"
#include "ui/outbox/pl-batch-bar.h"
#include "ui/parts/pl-save.h"
#include "ui/parts/pl-error-dialog.h"
#include "ui/parts/pl-toaster.h"

/* More widgets than these make a window slow; the next ones come as these are mended, and a window of its own shows
 * all. */
#define MOST_MENDED  20
#define MOST_SHOWN   10
#define MOST_COLUMNS 40

struct _PlImportDialog
{
  PlForm               parent_instance;

  PlSession           *session;       /* (owned) */
  PlImport            *import;        /* (owned) */
  PlBatch             *batch;         /* (owned) (nullable) once it was submitted */
  char                *key;           /* (owned) one for each time it is opened */
  GPtrArray           *mend_rows;     /* (owned) (element-type GtkWidget) in their order */
  GPtrArray           *shown_rows;    /* (owned) (element-type GtkWidget) */
  gboolean             mended;        /* something was changed by hand */

  GtkWidget           *setup_box;     /* (unowned) template, as all below */
  GtkWidget           *mixed_label;
  GtkWidget           *decimal_group;
  AdwActionRow        *point_row;
  AdwActionRow        *comma_row;
  GtkCheckButton      *point_check;
  GtkCheckButton      *comma_check;
  GtkWidget           *days_group;
  GtkCheckButton      *day_check;
  GtkCheckButton      *month_check;
  AdwActionRow        *all_row;
  AdwExpanderRow      *columns_row;
  GtkWidget           *mail_row;
  GtkSwitch           *mail_switch;
  AdwPreferencesGroup *mend_group;
  AdwPreferencesGroup *rows_group;
  GtkListBox          *batch_list;
  GtkLabel            *summary_label;
  GtkLabel            *rest_label;
  GtkWidget           *save_button;
};

G_DEFINE_FINAL_TYPE (PlImportDialog, pl_import_dialog, PL_TYPE_FORM)

static const PlSaveKind kinds[] = {
  { N_("Table (CSV)"), "text/csv", ".csv" },
};

static void
clear_rows (AdwPreferencesGroup *group,
            GPtrArray           *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

/* Rows that are being mended stay the widgets they are: somebody may be typing in one. */
static void
update_mend_rows (PlImportDialog *self,
                  guint           n_problems)
{
  const guint      n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->import));
  g_autofree char *more = NULL;
  guint            n_mended = n_problems;

  for (guint i = self->mend_rows->len; i > 0; i--)
    {
      GtkWidget   *widget = g_ptr_array_index (self->mend_rows, i - 1);
      PlImportRow *row = pl_mend_row_get_row (PL_MEND_ROW (widget));

      if (pl_import_row_get_problems (row)->len > 0)
        continue;
      if (pl_mend_row_has_typed (PL_MEND_ROW (widget)))
        {
          n_mended++;
        }
      else
        {
          adw_preferences_group_remove (self->mend_group, widget);
          g_ptr_array_remove_index (self->mend_rows, i - 1);
        }
    }

  for (guint i = 0; i < n_rows && self->mend_rows->len < MIN (n_mended, MOST_MENDED); i++)
    {
      g_autoptr (PlImportRow) row = g_list_model_get_item (G_LIST_MODEL (self->import), i);
      gboolean                there = pl_import_row_get_problems (row)->len == 0;

      for (guint j = 0; j < self->mend_rows->len && !there; j++)
        there = pl_mend_row_get_row (g_ptr_array_index (self->mend_rows, j)) == row;
      if (!there)
        {
          GtkWidget *widget = pl_mend_row_new (row);

          adw_preferences_group_add (self->mend_group, widget);
          g_ptr_array_add (self->mend_rows, widget);
        }
    }

  if (n_mended > self->mend_rows->len)
    more = g_strdup_printf (ngettext ("%u more follows as these are mended.", "%u more follow as these are mended.",
                                      n_mended - self->mend_rows->len), n_mended - self->mend_rows->len);
  adw_preferences_group_set_description (self->mend_group, more);
  gtk_widget_set_visible (GTK_WIDGET (self->mend_group), n_mended > 0);
}

static void
add_shown_row (PlImportDialog *self,
               PlImportRow    *row)
{
  GtkWidget       *widget = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (pl_import_row_get_text (row, PL_IMPORT_FIELD_REFERENCE), -1);
  g_autofree char *subtitle = g_markup_escape_text (pl_import_row_get_text (row, PL_IMPORT_FIELD_DESCRIPTION), -1);
  g_autofree char *amount = NULL;
  PayrocMoney      money;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (widget), 1);
  if (pl_import_row_get_amount (row, &money))
    amount = payroc_money_format (&money, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget),
                             gtk_label_new (amount != NULL ? amount : _("Customer’s choice")));

  adw_preferences_group_add (self->rows_group, widget);
  g_ptr_array_add (self->shown_rows, widget);
}

/* The first of those that will be created, so that wrong columns are seen. */
static void
update_shown_rows (PlImportDialog *self)
{
  const guint      n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->import));
  g_autofree char *more = NULL;

  clear_rows (self->rows_group, self->shown_rows);
  for (guint i = 0; i < n_rows && self->shown_rows->len < MOST_SHOWN; i++)
    {
      g_autoptr (PlImportRow) row = g_list_model_get_item (G_LIST_MODEL (self->import), i);

      if (pl_import_row_get_will_create (row) && pl_import_row_get_problems (row)->len == 0)
        add_shown_row (self, row);
    }
  if (self->shown_rows->len == MOST_SHOWN)
    more = g_strdup_printf (ngettext ("The first %d", "The first %d", MOST_SHOWN), MOST_SHOWN);
  adw_preferences_group_set_description (self->rows_group, more);
  gtk_widget_set_visible (GTK_WIDGET (self->rows_group), self->shown_rows->len > 0);
}

static void
update_columns_row (PlImportDialog *self)
{
  GListModel      *columns = pl_import_get_columns (self->import);
  const guint      n_columns = g_list_model_get_n_items (columns);
  const gboolean   no_reference = pl_import_is_missing (self->import, PL_IMPORT_FIELD_REFERENCE);
  const gboolean   no_amount = pl_import_is_missing (self->import, PL_IMPORT_FIELD_AMOUNT);
  g_autofree char *subtitle = NULL;
  guint            n_used = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (PlImportColumn) column = g_list_model_get_item (columns, i);

      n_used += pl_import_column_get_field (column) != PL_IMPORT_FIELD_NONE;
    }

  if (no_reference)
    subtitle = g_strdup (_("Which column is the reference?"));
  else if (no_amount)
    subtitle = g_strdup (_("Which column is the amount?"));
  else
    subtitle = g_strdup_printf (ngettext ("%u of %u is used", "%u of %u are used", n_columns), n_used, n_columns);
  adw_expander_row_set_subtitle (self->columns_row, subtitle);
  if (no_reference || no_amount)
    adw_expander_row_set_expanded (self->columns_row, TRUE);
}

/* A question that has an answer in the file quotes it, as it stands there now. */
static void
show_question (GtkWidget  *group,
               const char *cell)
{
  g_autofree char *markup = cell != NULL ? g_markup_escape_text (cell, -1) : NULL;
  /* Translators: %s is an amount or a day as it stands in the file. */
  g_autofree char *example = markup != NULL ? g_strdup_printf (_("One of them is “%s”."), markup) : NULL;

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), example);
  gtk_widget_set_visible (group, cell != NULL);
}

static void
update (PlImportDialog *self)
{
  g_auto (PlImportSummary)  summary = { 0 };
  const char               *ambiguous = pl_import_find_ambiguous (self->import);
  const char                decimal = pl_import_get_decimal (self->import);
  const char               *slashed = pl_import_find_slashed (self->import);
  const gboolean            asked = ambiguous != NULL && decimal == 0;
  const gboolean            asked_days = slashed != NULL
                                         && pl_import_get_days (self->import) == PL_IMPORT_DAYS_UNKNOWN;
  const char               *question = asked ? _("Say how the amounts are written")
                                             : asked_days ? _("Say how the days are written") : NULL;
  g_autofree char          *rows = NULL;
  g_autofree char          *text = NULL;
  g_autofree char          *rest = NULL;

  pl_import_get_summary (self->import, &summary);
  update_columns_row (self);
  show_question (self->decimal_group, ambiguous);
  show_question (self->days_group, slashed);
  rows = g_strdup_printf (ngettext ("%u row", "%u rows", summary.n_rows), summary.n_rows);
  adw_action_row_set_subtitle (self->all_row, rows);
  gtk_widget_set_visible (self->mail_row, summary.n_with_recipients > 0);

  /* First that is answered: until then every row has the same problem. */
  update_mend_rows (self, question != NULL ? 0 : summary.n_problems);
  update_shown_rows (self);

  text = pl_import_text_summary (&summary);
  rest = pl_import_text_rest (&summary);
  gtk_label_set_text (self->summary_label, question != NULL ? question : text);
  gtk_label_set_text (self->rest_label, question != NULL ? "" : rest);
  gtk_widget_set_visible (GTK_WIDGET (self->rest_label), question == NULL && *rest != '\0');
  gtk_widget_set_visible (self->save_button, self->batch != NULL || summary.n_known > 0);

  if (!pl_form_is_busy (PL_FORM (self)) && self->batch == NULL)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.submit",
                                   summary.n_problems == 0 && summary.n_create + summary.n_share > 0);
}

static void
checking_cb (PlImportDialog *self)
{
  if (pl_import_get_checking (self->import) && self->batch == NULL)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.submit", FALSE);
}

static void
decimal_cb (PlImportDialog *self)
{
  const char decimal = gtk_check_button_get_active (self->point_check) ? '.'
                       : gtk_check_button_get_active (self->comma_check) ? ',' : 0;

  if (decimal != 0)
    pl_import_set_decimal (self->import, decimal);
}

static void
days_cb (PlImportDialog *self)
{
  if (gtk_check_button_get_active (self->day_check))
    pl_import_set_days (self->import, PL_IMPORT_DAYS_DAY_FIRST);
  else if (gtk_check_button_get_active (self->month_check))
    pl_import_set_days (self->import, PL_IMPORT_DAYS_MONTH_FIRST);
}

static void
all_rows_cb (PlImportDialog *self)
{
  g_auto (PlImportSummary) summary = { 0 };
  PlImportRows            *rows;

  pl_import_get_summary (self->import, &summary);
  rows = pl_import_rows_new (self->import, summary.n_problems > MOST_MENDED);
  gtk_window_set_transient_for (GTK_WINDOW (rows), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (rows));
}

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

static void
add_column (PlImportDialog *self,
            PlImportColumn *column,
            GListModel     *fields)
{
  GtkWidget       *combo = adw_combo_row_new ();
  const char      *heading = pl_import_column_get_heading (column);
  g_autofree char *title = g_markup_escape_text (*heading != '\0' ? heading : _("No heading"), -1);
  g_autofree char *sample = g_markup_escape_text (pl_import_column_get_sample (column), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (combo), sample);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (combo), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), fields);
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), pl_import_column_get_field (column));
  g_signal_connect_object (combo, "notify::selected", G_CALLBACK (field_selected_cb), column, 0);
  g_signal_connect_object (column, "notify::field", G_CALLBACK (field_changed_cb), combo, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (self->columns_row, combo);
}

static void
add_columns (PlImportDialog *self)
{
  GListModel               *columns = pl_import_get_columns (self->import);
  const guint               n_columns = MIN (g_list_model_get_n_items (columns), MOST_COLUMNS);
  g_autoptr (GtkStringList) fields = gtk_string_list_new (NULL);

  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    gtk_string_list_append (fields, pl_import_text_field ((PlImportField) i));

  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (PlImportColumn) column = g_list_model_get_item (columns, i);

      add_column (self, column, G_LIST_MODEL (fields));
    }
}

static char *
describe (const GError *error)
{
  return g_strdup (pl_error_text_title (error));
}

/* Whoever closed the form is told in the window behind it. */
typedef struct
{
  PlImportDialog *form;   /* (owned) */
  GFile          *file;   /* (owned) */
  GtkWidget      *behind; /* (owned) (nullable) */
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->form);
  g_object_unref (self->file);
  g_clear_object (&self->behind);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget         *widget = pl_form_is_closed (PL_FORM (saving->form)) ? saving->behind : GTK_WIDGET (saving->form);
  const gboolean     saved = pl_import_write_results_finish (PL_IMPORT (source), result, &error);

  if (widget == NULL || !gtk_widget_get_mapped (widget))
    return;

  if (saved)
    {
      g_autofree char *place = pl_save_dup_place (saving->file);
      /* Translators: %s is a file and its folder: "“Results.csv” in ~/Documents". */
      g_autofree char *text = g_strdup_printf (_("Results saved as %s"), place);

      pl_toaster_show (widget, text);
    }
  else
    {
      pl_error_dialog_present (widget, _("The Results Were Not Saved"), error, PL_WORK_READ);
    }
}

static void
save_to_cb (GtkWidget *widget,
            GFile     *file,
            guint      kind,
            gpointer   user_data)
{
  PlImportDialog *self = PL_IMPORT_DIALOG (widget);
  GtkWindow      *behind = gtk_window_get_transient_for (GTK_WINDOW (self));
  Saving         *saving = g_new0 (Saving, 1);

  saving->form = g_object_ref (self);
  saving->file = g_object_ref (file);
  saving->behind = behind != NULL ? g_object_ref (GTK_WIDGET (behind)) : NULL;
  pl_import_write_results_async (self->import, file, describe, NULL, saved_cb, saving);
}

static void
save_cb (PlImportDialog *self)
{
  const char      *name = pl_import_get_name (self->import);
  g_autofree char *bare = g_str_has_suffix (name, ".csv") ? g_strndup (name, strlen (name) - 4) : g_strdup (name);
  /* Translators: the name of a file: %s is that of the table it is the result of. */
  g_autofree char *stem = g_strdup_printf (_("%s results"), bare);

  pl_save_ask (GTK_WIDGET (self), _("Save Results"), stem, kinds, G_N_ELEMENTS (kinds), save_to_cb, NULL, NULL);
}

static void
submitted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (PlImportDialog) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (PlBatch)        batch = pl_import_submit_finish (PL_IMPORT (source), result, &error);

  if (pl_form_is_closed (PL_FORM (self)))
    return;

  if (batch == NULL)
    {
      pl_form_end (PL_FORM (self));
      update (self);
      if (error->domain != PL_IMPORT_ERROR)
        pl_error_dialog_present (GTK_WIDGET (self), _("Nothing Was Created"), error, PL_WORK_CREATE);
      return;
    }

  self->batch = g_steal_pointer (&batch);
  pl_form_set_done (PL_FORM (self));
  g_object_set (self, "submit-label", NULL, NULL);
  gtk_widget_set_visible (self->setup_box, FALSE);
  gtk_list_box_append (self->batch_list, pl_batch_bar_new (pl_session_get_outbox (self->session), self->batch));
  gtk_widget_set_visible (GTK_WIDGET (self->batch_list), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), FALSE);
  gtk_label_set_text (self->rest_label, _("You can close this: it goes on by itself, also after a restart. "
                                          "Import the same file again to see or save what became of each row."));
  gtk_widget_set_visible (GTK_WIDGET (self->rest_label), TRUE);
  gtk_widget_set_visible (self->save_button, TRUE);
}

static void
checked_cb (PlImportDialog *self)
{
  if (self->batch == NULL)
    update (self);
}

static void
edited_cb (PlImportDialog *self)
{
  self->mended = TRUE;
}

static gboolean
pl_import_dialog_has_work (PlForm *form)
{
  PlImportDialog *self = PL_IMPORT_DIALOG (form);

  if (self->batch != NULL)
    return FALSE;

  for (guint i = 0; i < self->mend_rows->len; i++)
    {
      if (pl_mend_row_has_typed (g_ptr_array_index (self->mend_rows, i)))
        return TRUE;
    }

  return self->mended;
}

static void
pl_import_dialog_submit (PlForm *form)
{
  PlImportDialog *self = PL_IMPORT_DIALOG (form);

  for (guint i = 0; i < self->mend_rows->len; i++)
    pl_mend_row_take_typed (g_ptr_array_index (self->mend_rows, i));

  pl_form_begin (form, NULL);
  pl_import_submit_async (self->import, self->key, TRUE, NULL, submitted_cb, g_object_ref (self));
}

static void
pl_import_dialog_dispose (GObject *object)
{
  PlImportDialog *self = PL_IMPORT_DIALOG (object);

  g_clear_object (&self->batch);
  g_clear_object (&self->import);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_import_dialog_parent_class)->dispose (object);
}

static void
pl_import_dialog_finalize (GObject *object)
{
  PlImportDialog *self = PL_IMPORT_DIALOG (object);

  g_ptr_array_unref (self->mend_rows);
  g_ptr_array_unref (self->shown_rows);
  g_free (self->key);

  G_OBJECT_CLASS (pl_import_dialog_parent_class)->finalize (object);
}

static void
pl_import_dialog_class_init (PlImportDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_import_dialog_dispose;
  object_class->finalize = pl_import_dialog_finalize;
  PL_FORM_CLASS (klass)->has_work = pl_import_dialog_has_work;
  PL_FORM_CLASS (klass)->submit = pl_import_dialog_submit;

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, setup_box);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, mixed_label);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, decimal_group);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, point_row);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, comma_row);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, point_check);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, comma_check);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, days_group);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, day_check);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, month_check);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, all_row);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, columns_row);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, mail_row);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, mail_switch);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, mend_group);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, rows_group);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, batch_list);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, rest_label);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, decimal_cb);
  gtk_widget_class_bind_template_callback (widget_class, days_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_rows_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
pl_import_dialog_init (PlImportDialog *self)
{
  self->key = g_uuid_string_random ();
  self->mend_rows = g_ptr_array_new ();
  self->shown_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pl_import_dialog_new (PlSession *session,
                      PlImport  *import)
{
  PlImportDialog *self = g_object_new (PL_TYPE_IMPORT_DIALOG, "account", pl_session_get_account (session),
                                       "subtitle", pl_import_get_name (import), NULL);

  self->session = g_object_ref (session);
  self->import = g_object_ref (import);
  gtk_widget_set_visible (self->mixed_label, pl_import_get_encoding (import) == PL_CSV_ENCODING_MIXED);
  add_columns (self);
  g_object_bind_property (import, "share", self->mail_switch, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (import, "checked", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (import, "notify::checking", G_CALLBACK (checking_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (import, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
