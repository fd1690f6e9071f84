/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every change begins a check by itself; what is shown is what the last one found. */
#include "config.h"

#include "pl-import-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pl-import-columns.h"
#include "pl-import-mail.h"
#include "pl-import-review.h"
#include "pl-import-rows.h"
#include "pl-import-text.h"
#include "pl-mend-list.h"
#include "ui/outbox/pl-batch-bar.h"
#include "ui/outbox/pl-batch-text.h"
#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-save.h"

struct _PlImportDialog
{
  PlForm               parent_instance;

  PlSession           *session;       /* (owned) */
  PlImport            *import;        /* (owned) */
  PlBatch             *batch;         /* (owned) (nullable) once it was submitted */
  char                *key;           /* (owned) one for each time it is opened */
  gboolean             mended;        /* something was changed by hand */

  GtkWidget           *setup_box;     /* (unowned) template, as all below */
  GtkWidget           *mixed_label;
  GtkWidget           *headless_group;
  GtkSwitch           *headless_switch;
  GtkWidget           *decimal_group;
  AdwActionRow        *point_row;
  AdwActionRow        *comma_row;
  GtkCheckButton      *point_check;
  GtkCheckButton      *comma_check;
  GtkWidget           *days_group;
  GtkCheckButton      *day_check;
  GtkCheckButton      *month_check;
  AdwActionRow        *all_row;
  PlImportColumns     *columns_row;
  PlImportMail        *mail_box;
  PlMendList          *mend_list;
  PlImportReview      *review;
  GtkWidget           *done_box;
  GtkWidget           *footer_box;
  GtkListBox          *batch_list;
  GtkLabel            *summary_label;
  GtkLabel            *rest_label;
  GtkWidget           *save_button;
};

G_DEFINE_FINAL_TYPE (PlImportDialog, pl_import_dialog, PL_TYPE_FORM)

static const PlSaveKind kinds[] = {
  { N_("Table (CSV)"), "text/csv", ".csv" },
};

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

/* Why it is asked, and never guessed: what the same signs are in the one way and in the other. */
static void
show_reading (PlImportDialog *self,
              AdwActionRow   *row,
              const char     *cell,
              char            decimal)
{
  g_autofree char *quoted = pl_bidi_isolate (cell);
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  PayrocMoney      amount;

  if (pl_import_read_ambiguous (self->import, decimal, &amount))
    {
      g_autofree char *sum = payroc_money_format (&amount, NULL);

      /* Translators: an amount as it stands in the file, and what it is when it is read so: “1.250” is €1,250.00. */
      text = g_strdup_printf (_("“%s” is %s"), quoted, sum);
    }
  else
    {
      /* Translators: %s is what stands in the file. */
      text = g_strdup_printf (_("“%s” is not an amount then"), quoted);
    }

  markup = g_markup_escape_text (text, -1);
  adw_action_row_set_subtitle (row, markup);
}

static void
show_decimal_question (PlImportDialog *self,
                       const char     *cell)
{
  if (cell != NULL)
    {
      show_reading (self, self->point_row, cell, '.');
      show_reading (self, self->comma_row, cell, ',');
    }
  gtk_widget_set_visible (self->decimal_group, cell != NULL);
}

/* (nullable): what every row waits for. */
static const char *
find_question (PlImportDialog *self,
               gboolean        asked,
               gboolean        asked_days)
{
  if (pl_import_is_missing (self->import, PL_IMPORT_FIELD_REFERENCE))
    return _("Which column is the reference?");
  if (pl_import_is_missing (self->import, PL_IMPORT_FIELD_AMOUNT))
    return _("Which column is the amount?");
  if (asked)
    return _("Say how the amounts are written");

  return asked_days ? _("Say how the days are written") : NULL;
}

/* What was pressed may be gone with its row: the keyboard goes on with the next one. */
static void
keep_focus (PlImportDialog *self,
            GtkWidget      *before)
{
  GtkWidget *now = gtk_window_get_focus (GTK_WINDOW (self));

  if (before == NULL || (now != NULL && gtk_widget_get_mapped (now) && gtk_widget_get_root (now) != NULL))
    return;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->mend_list))
      || !gtk_widget_child_focus (GTK_WIDGET (self->mend_list), GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (self->review), GTK_DIR_TAB_FORWARD);
}

static void
update (PlImportDialog *self)
{
  GtkWidget                *focus = gtk_window_get_focus (GTK_WINDOW (self));
  g_auto (PlImportSummary)  summary = { 0 };
  const char               *ambiguous = pl_import_find_ambiguous (self->import);
  const char                decimal = pl_import_get_decimal (self->import);
  const char               *slashed = pl_import_find_slashed (self->import);
  const gboolean            asked = ambiguous != NULL && decimal == 0;
  const gboolean            asked_days = slashed != NULL
                                         && pl_import_get_days (self->import) == PL_IMPORT_DAYS_UNKNOWN;
  const char               *question = find_question (self, asked, asked_days);
  g_autofree char          *rows = NULL;
  g_autofree char          *text = NULL;
  g_autofree char          *rest = NULL;

  pl_import_get_summary (self->import, &summary);
  pl_import_columns_update (self->columns_row);
  show_decimal_question (self, ambiguous);
  show_question (self->days_group, slashed);
  rows = g_strdup_printf (ngettext ("%u row", "%u rows", summary.n_rows), summary.n_rows);
  adw_action_row_set_subtitle (self->all_row, rows);
  pl_import_mail_update (self->mail_box, &summary, question != NULL);

  /* First that is answered: until then every row has the same problem. */
  pl_mend_list_update (self->mend_list, &summary, question != NULL);
  pl_import_review_update (self->review, self->import, &summary);

  keep_focus (self, focus);

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
headless_cb (PlImportDialog *self)
{
  pl_mend_list_clear (self->mend_list);
  pl_import_set_headless (self->import, gtk_switch_get_active (self->headless_switch));
}

static void
all_rows_cb (PlImportDialog *self)
{
  g_auto (PlImportSummary) summary = { 0 };
  PlImportRows            *rows;

  pl_import_get_summary (self->import, &summary);
  rows = pl_import_rows_new (self->import, summary.n_problems > PL_MEND_LIST_MOST);
  gtk_window_set_transient_for (GTK_WINDOW (rows), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (rows));
}

static char *
describe (const GError *error)
{
  if (g_error_matches (error, PL_IMPORT_ERROR, PL_IMPORT_ERROR_LEFT_OUT))
    return g_strdup (_("Left out: nothing was done with this row."));

  return g_strdup (pl_error_text_title (error));
}

/* Whoever closed the form is told in the window behind it. */
typedef struct
{
  PlImportDialog *form; /* (owned) */
  GFile          *file; /* (owned) */
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->form);
  g_object_unref (self->file);
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
  PlForm            *form = PL_FORM (saving->form);
  GtkWidget         *widget = pl_form_is_closed (form) ? pl_form_get_behind (form) : GTK_WIDGET (form);
  const gboolean     saved = pl_import_write_results_finish (PL_IMPORT (source), result, &error);

  if (widget == NULL)
    return;

  if (saved)
    {
      g_autofree char *place = pl_save_dup_place (saving->file);
      /* Translators: %s is a file and its folder: "“Results.csv” in ~/Documents". */
      g_autofree char *text = g_strdup_printf (_("Results saved as %s"), place);

      pl_save_tell (widget, text, saving->file);
    }
  else
    {
      pl_save_tell_failure (widget, _("The Results Were Not Saved"), saving->file, error);
    }
}

static void
save_to_cb (GtkWidget *widget,
            GFile     *file,
            guint      kind,
            gpointer   user_data)
{
  PlImportDialog *self = PL_IMPORT_DIALOG (widget);
  Saving         *saving = g_new0 (Saving, 1);

  saving->form = g_object_ref (self);
  saving->file = g_object_ref (file);
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

/* What goes on by itself is told while it does. */
static void
show_rest (PlImportDialog *self)
{
  gtk_label_set_text (self->rest_label,
                      pl_batch_get_finished (self->batch)
                      ? _("Import the same file again to see or save later what became of each row.")
                      : _("You can close this: it goes on by itself, also after a restart. "
                          "Import the same file again to see or save what became of each row."));
}

/* Whoever closes the form has seen how it ended. Where something is left to be done, it stays above the list. */
static gboolean
pl_import_dialog_close_request (GtkWindow *window)
{
  PlImportDialog  *self = PL_IMPORT_DIALOG (window);
  g_autofree char *trouble = self->batch != NULL ? pl_batch_text_trouble (self->batch) : NULL;

  if (self->batch != NULL && pl_batch_get_finished (self->batch) && trouble == NULL)
    pl_outbox_steer_batch_async (pl_session_get_outbox (self->session), pl_batch_get_id (self->batch),
                                 PL_OUTBOX_BATCH_CLOSE, NULL, NULL, NULL);

  return GTK_WINDOW_CLASS (pl_import_dialog_parent_class)->close_request (window);
}

static void
move (GtkWidget *child,
      GtkWidget *box)
{
  g_autoptr (GtkWidget) owned = g_object_ref (child);

  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (child)), child);
  gtk_box_append (GTK_BOX (box), child);
  gtk_widget_set_visible (child, TRUE);
}

/* What became of it is all that is left: it stands on top, not below an empty page. */
static void
show_results (PlImportDialog *self)
{
  move (GTK_WIDGET (self->rest_label), self->done_box);
  move (self->save_button, self->done_box);
  gtk_widget_set_visible (self->footer_box, FALSE);
}

static void
submitted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (PlImportDialog) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (PlBatch)        batch = pl_import_submit_finish (PL_IMPORT (source), result, &error);
  GtkWidget                 *bar;

  if (batch == NULL)
    {
      pl_form_end (PL_FORM (self));
      if (!pl_form_is_closed (PL_FORM (self)))
        update (self);
      /* While it is open the rows themselves say what is wrong with them. */
      if (pl_form_is_closed (PL_FORM (self)) || error->domain != PL_IMPORT_ERROR)
        pl_form_fail (PL_FORM (self), _("Nothing Was Created"), error, PL_WORK_CREATE);
      return;
    }

  if (pl_form_is_closed (PL_FORM (self)))
    return;

  self->batch = g_steal_pointer (&batch);
  show_results (self);
  pl_form_set_done (PL_FORM (self));
  g_object_set (self, "submit-label", NULL, NULL);
  gtk_widget_set_visible (self->setup_box, FALSE);
  bar = pl_batch_bar_new (pl_session_get_outbox (self->session), self->batch);
  pl_batch_bar_leave_closing (PL_BATCH_BAR (bar));
  gtk_list_box_append (self->batch_list, bar);
  gtk_widget_set_visible (self->done_box, TRUE);
  g_signal_connect_object (self->batch, "notify::finished", G_CALLBACK (show_rest), self, G_CONNECT_SWAPPED);
  show_rest (self);
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

  return self->mended || pl_mend_list_has_typed (self->mend_list)
         || (pl_import_get_share (self->import) && pl_import_mail_has_work (self->mail_box));
}

static void
pl_import_dialog_submit (PlForm *form)
{
  PlImportDialog *self = PL_IMPORT_DIALOG (form);

  if (!pl_import_mail_take (self->mail_box))
    return;

  pl_mend_list_take_typed (self->mend_list);
  pl_form_set_problem (form, NULL);
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
  GTK_WINDOW_CLASS (klass)->close_request = pl_import_dialog_close_request;
  PL_FORM_CLASS (klass)->has_work = pl_import_dialog_has_work;
  PL_FORM_CLASS (klass)->submit = pl_import_dialog_submit;

  g_type_ensure (PL_TYPE_GROUP);
  g_type_ensure (PL_TYPE_IMPORT_COLUMNS);
  g_type_ensure (PL_TYPE_IMPORT_MAIL);
  g_type_ensure (PL_TYPE_IMPORT_REVIEW);
  g_type_ensure (PL_TYPE_MEND_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, setup_box);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, mixed_label);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, headless_group);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, headless_switch);
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
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, mail_box);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, mend_list);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, review);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, done_box);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, footer_box);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, batch_list);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, rest_label);
  gtk_widget_class_bind_template_child (widget_class, PlImportDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, decimal_cb);
  gtk_widget_class_bind_template_callback (widget_class, days_cb);
  gtk_widget_class_bind_template_callback (widget_class, headless_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_rows_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
pl_import_dialog_init (PlImportDialog *self)
{
  self->key = g_uuid_string_random ();
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
  gtk_widget_set_visible (self->headless_group, pl_import_looks_headless (import));
  pl_import_columns_set_import (self->columns_row, import);
  pl_import_mail_set_import (self->mail_box, import);
  pl_mend_list_set_import (self->mend_list, import);
  g_signal_connect_object (import, "checked", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (import, "notify::checking", G_CALLBACK (checking_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (import, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
