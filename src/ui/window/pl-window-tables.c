/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table is read and checked before its dialog opens: a file that is none is said at once. */
#include "config.h"

#include "pl-window-tables.h"

#include <glib/gi18n.h>

#include "pl-window-private.h"
#include "ui/import/pl-import-dialog.h"
#include "ui/import/pl-import-text.h"
#include "ui/import/pl-table-words.h"
#include "ui/link/pl-payments-text.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "ui/parts/pl-save.h"
#include "ui/parts/pl-error-dialog.h"
#include "ui/parts/pl-file-dialog.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-toaster.h"

static const PlSaveKind kinds[] = {
  { N_("Table (CSV)"), "text/csv", ".csv" },
  { N_("For Programs (JSON)"), "application/json", ".json" },
};

/* How long nothing is shown: what is done by then needs no words. */
#define MOMENT_MS 700

/* A table on its way, in or out: the window may have another account by the time it is there. */
typedef struct
{
  PlWindow     *window;      /* (owned) */
  PlSession    *session;     /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GFile        *file;        /* (owned) (nullable) what is written */
  PlPaymentCover *cover;     /* (owned) (nullable) what is known of the payments that are */
  const char   *text;        /* (unowned) what is told of it when it takes long */
  guint         n_total;     /* links that Payroc is asked about */
  guint         source;
  AdwToast     *toast;       /* (owned) (nullable) */
} Work;

static void
work_free (Work *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  g_clear_object (&self->file);
  if (self->cover != NULL)
    g_signal_handlers_disconnect_by_data (self->cover, self);
  g_clear_object (&self->cover);
  g_object_unref (self->cancellable);
  g_object_unref (self->session);
  g_object_unref (self->window);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

/* How far it is, where that is known. */
static void
show_progress (Work *work)
{
  g_autofree char *text = NULL;
  guint            n_asked;

  if (work->toast == NULL || work->n_total == 0)
    return;

  n_asked = work->n_total - pl_payment_cover_get_n_questions (work->cover);
  /* Translators: how many links Payroc was asked about, and how many there are. */
  text = g_strdup_printf (_("Asking Payroc: %u of %u links"), n_asked, work->n_total);
  adw_toast_set_title (work->toast, text);
}

static gboolean
tell_cb (gpointer user_data)
{
  Work *work = user_data;

  work->source = 0;
  if (!g_cancellable_is_cancelled (work->window->life))
    work->toast = pl_toaster_show_progress (GTK_WIDGET (work->window), work->text, work->cancellable);
  show_progress (work);

  return G_SOURCE_REMOVE;
}

static Work *
work_new (PlWindow   *window,
          const char *text)
{
  Work *self = g_new0 (Work, 1);

  self->window = g_object_ref (window);
  self->session = g_object_ref (window->session);
  self->cancellable = g_cancellable_new ();
  self->text = text;
  self->source = g_timeout_add (MOMENT_MS, tell_cb, self);

  return self;
}

static void
say_it_is_none (PlWindow     *self,
                const GError *error)
{
  g_autofree char *text = NULL;
  GtkWidget       *dialog;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  text = pl_import_text_file (error);
  dialog = pl_question_new (GTK_WINDOW (self), _("The File Cannot Be Imported"), text);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  pl_safe_answer_present (GTK_WINDOW (dialog));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Work)   opening = user_data;
  g_autoptr (GError)  error = NULL;
  GtkWidget          *dialog;

  if (!pl_import_check_finish (PL_IMPORT (source), result, &error))
    {
      say_it_is_none (opening->window, error);
      return;
    }

  dialog = pl_import_dialog_new (opening->session, PL_IMPORT (source));
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (opening->window));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Work)   opening = user_data;
  g_autoptr (GError)  error = NULL;
  PlImport           *import = PL_IMPORT (source);
  GCancellable       *cancellable = opening->cancellable;

  if (!pl_import_open_finish (import, result, &error))
    say_it_is_none (opening->window, error);
  else
    pl_import_check_async (import, cancellable, checked_cb, g_steal_pointer (&opening));
}

void
pl_window_stop_opening (PlWindow *self)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
}

/* The last one is wanted; what was asked for before is not waited for any more. */
static void
open_table (PlWindow *self,
            GFile    *file)
{
  g_autoptr (PlImport) import = NULL;
  Work                *opening;

  if (self->session == NULL)
    return;

  pl_window_stop_opening (self);
  import = pl_session_create_import (self->session);
  opening = work_new (self, _("Reading the table…"));
  self->opening = g_object_ref (opening->cancellable);
  pl_import_open_async (import, file, 0, TRUE, opening->cancellable, opened_cb, opening);
}

static void
chosen_cb (GtkFileChooser *chooser,
           GFile          *file,
           gpointer        user_data)
{
  open_table (user_data, file);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GtkFileChooserNative     *dialog;
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  dialog = gtk_file_chooser_native_new (_("Open a Table"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_OPEN, NULL,
                                        NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_filter_set_name (tables, _("Tables (CSV)"));
  gtk_file_filter_add_mime_type (tables, "text/csv");
  gtk_file_filter_add_mime_type (tables, "text/plain");
  gtk_file_filter_add_suffix (tables, "csv");
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), tables);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  pl_file_dialog_show (dialog, chosen_cb, widget, NULL);
}

/* An export has all it needs, and ends on its own, or by its toast: the window may have another account by then, or be
 * closed. */
static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Work)   work = user_data;
  PlWindow          *self = work->window;
  g_autoptr (GError) error = NULL;
  g_autofree char   *place = NULL;
  g_autofree char   *text = NULL;
  guint              n_written = 0;

  pl_export_finish (PL_EXPORT (source), result, &n_written, NULL, &error);
  if (g_cancellable_is_cancelled (self->life))
    return;

  if (error != NULL)
    {
      pl_save_tell_failure (GTK_WIDGET (self), _("The Links Were Not Saved"), work->file, error);
      return;
    }

  place = pl_save_dup_place (work->file);
  /* Translators: %s is a file and its folder: "“Links.csv” in ~/Documents". */
  text = g_strdup_printf (ngettext ("%u link saved as %s", "%u links saved as %s", n_written), n_written, place);
  pl_save_tell (GTK_WIDGET (self), text, work->file);
}

static void
payments_exported_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (Work)   work = user_data;
  PlWindow          *self = work->window;
  g_autoptr (GError) error = NULL;
  g_autofree char   *place = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint              n_written = 0;
  guint              n_unreadable = 0;

  pl_export_finish (PL_EXPORT (source), result, &n_written, &n_unreadable, &error);
  if (g_cancellable_is_cancelled (self->life))
    return;

  if (error != NULL)
    {
      pl_save_tell_failure (GTK_WIDGET (self), _("The Payments Were Not Saved"), work->file, error);
      return;
    }

  place = pl_save_dup_place (work->file);
  /* Translators: %s is a file and its folder: "“Payments.csv” in ~/Documents". */
  g_string_append_printf (text, ngettext ("%u payment saved as %s", "%u payments saved as %s", n_written), n_written,
                          place);
  if (work->cover != NULL)
    pl_payments_text_add_doubts (text, pl_payment_cover_get_as_of (work->cover),
                                 pl_payment_cover_get_n_unasked (work->cover), g_get_real_time ());
  if (n_unreadable > 0)
    pl_payments_text_add_unreadable (text, n_unreadable);
  pl_save_tell (GTK_WIDGET (self), text->str, work->file);
}

/* Which of many such files it is: of which day. It sorts by its name. */
static char *
dup_stem (const char *what)
{
  GDate today;
  char  day[16];

  pl_format_today (&today);
  g_date_strftime (day, sizeof day, "%Y-%m-%d", &today);

  /* Translators: the name of a file: what is in it, and of which day that is: “Links 2026-11-23”. */
  return g_strdup_printf (C_("file name", "%s %s"), what, day);
}

static void
export_payments_to_cb (GtkWidget *widget,
                       GFile     *file,
                       guint      kind,
                       gpointer   user_data)
{
  PlWindow            *self = PL_WINDOW (widget);
  g_autoptr (PlExport) export = NULL;
  Work                *work;

  if (self->session == NULL)
    return;

  export = pl_session_create_export (self->session);
  pl_export_set_naming (export, pl_table_words);
  work = work_new (self, _("Saving…"));
  work->file = g_object_ref (file);
  pl_export_payments_async (export, user_data, kind == 1 ? PL_EXPORT_JSON : PL_EXPORT_CSV, file, work->cancellable,
                            payments_exported_cb, work);
}

static void
export_payments_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  const char      *link_id = g_variant_get_string (parameter, NULL);
  g_autofree char *stem = dup_stem (_("Payments"));

  pl_save_ask (widget, _("Export Payments"), stem, kinds, G_N_ELEMENTS (kinds), export_payments_to_cb,
               g_strdup (link_id), g_free);
}

/* The links that the list shows. (transfer full): what the query is of. */
static PlLinkCriteria *
read_query (PlWindow    *self,
            PlLinkQuery *query)
{
  PlLinkCriteria *criteria = NULL;
  GDate           today;

  g_object_get (self->links_pane, "criteria", &criteria, NULL);
  pl_format_today (&today);
  *query = pl_link_criteria_get_query (criteria, &today);

  return criteria;
}

static void
export_list_payments_to_cb (GtkWidget *widget,
                            GFile     *file,
                            guint      kind,
                            gpointer   user_data)
{
  PlWindow                  *self = PL_WINDOW (widget);
  g_autoptr (PlLinkCriteria) criteria = NULL;
  g_autoptr (PlExport)       export = NULL;
  Work                      *work;
  PlLinkQuery                query;

  if (self->session == NULL)
    return;

  criteria = read_query (self, &query);
  export = pl_session_create_export (self->session);
  pl_export_set_naming (export, pl_table_words);
  work = work_new (self, _("Saving…"));
  work->file = g_object_ref (file);
  work->cover = g_object_ref (user_data);
  pl_export_list_payments_async (export, &query, 0, kind == 1 ? PL_EXPORT_JSON : PL_EXPORT_CSV, file,
                                 work->cancellable, payments_exported_cb, work);
}

/* The window may be closed by now, or have another account. */
static gboolean
is_wanted (Work *work)
{
  return !g_cancellable_is_cancelled (work->window->life) && work->session == work->window->session;
}

static void
save_list_payments (Work *work)
{
  g_autofree char *stem = dup_stem (_("Payments"));

  if (!is_wanted (work))
    return;

  pl_save_ask (GTK_WIDGET (work->window), _("Export Payments"), stem, kinds, G_N_ELEMENTS (kinds),
               export_list_payments_to_cb, g_object_ref (work->cover), g_object_unref);
}

static void
asked_cb (PlPaymentCover *cover,
          Work           *work)
{
  if (!is_wanted (work))
    g_cancellable_cancel (work->cancellable);
  show_progress (work);
}

static void
all_asked_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Work)   work = user_data;
  g_autoptr (GError) error = NULL;

  if (pl_payment_cover_ask_finish (PL_PAYMENT_COVER (source), result, &error))
    save_list_payments (work);
  else if (is_wanted (work) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pl_error_dialog_present (GTK_WIDGET (work->window), _("Payroc Could Not Be Asked About All Links"), error,
                             PL_WORK_READ);
}

static void
work_response_cb (AdwMessageDialog *dialog,
                  const char       *response,
                  gpointer          user_data)
{
  g_autoptr (Work) work = user_data;
  PlPaymentCover  *cover = work->cover;
  GCancellable    *cancellable = work->cancellable;

  if (g_str_equal (response, "save"))
    save_list_payments (work);
  if (!g_str_equal (response, "ask") || !is_wanted (work))
    return;

  work->text = _("Asking Payroc…");
  work->n_total = pl_payment_cover_get_n_questions (cover);
  work->source = g_timeout_add (MOMENT_MS, tell_cb, work);
  g_signal_connect (cover, "asked", G_CALLBACK (asked_cb), work);
  pl_payment_cover_ask_async (cover, cancellable, all_asked_cb, g_steal_pointer (&work));
}

/* How many links, and how old what is known of them is. */
static char *
describe_questions (PlPaymentCover *cover)
{
  const guint      n_unasked = pl_payment_cover_get_n_unasked (cover);
  const guint      n_outdated = pl_payment_cover_get_n_questions (cover) - n_unasked;
  g_autofree char *moment = NULL;
  g_autofree char *unasked = NULL;
  g_autofree char *outdated = NULL;

  if (n_unasked > 0)
    unasked = g_strdup_printf (ngettext ("Of %u link in this list it is not known what was paid. Its payments "
                                         "would be missing from the file.",
                                         "Of %u links in this list it is not known what was paid. Their "
                                         "payments would be missing from the file.", n_unasked), n_unasked);
  if (n_outdated == 0)
    return g_steal_pointer (&unasked);

  moment = pl_format_moment (pl_payment_cover_get_oldest (cover), g_get_real_time ());
  /* Translators: %s is a time, "yesterday 14:05". */
  outdated = g_strdup_printf (ngettext ("What was paid on %u link may have changed since Payroc was asked: that is "
                                        "known as of %s.",
                                        "What was paid on %u links may have changed since Payroc was asked: the oldest "
                                        "of it is known as of %s.", n_outdated), n_outdated, moment);

  return unasked != NULL ? g_strconcat (unasked, "\n\n", outdated, NULL) : g_steal_pointer (&outdated);
}

/* Takes work. */
static void
ask_whether_to_ask (Work *work)
{
  g_autofree char *text = describe_questions (work->cover);
  GtkWidget       *dialog;

  dialog = pl_question_new (GTK_WINDOW (work->window), _("Ask Payroc First?"), text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "save",
                                    _("_Save What Is Known"), "ask", _("_Ask Payroc"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "ask", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "ask");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (work_response_cb), work);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Work)   work = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&work->source, g_source_remove);
  if (!pl_payment_cover_look_finish (PL_PAYMENT_COVER (source), result, &error))
    {
      if (is_wanted (work))
        pl_error_dialog_present (GTK_WIDGET (work->window), _("The Payments Were Not Saved"), error, PL_WORK_READ);
    }
  else if (pl_payment_cover_get_n_questions (work->cover) == 0)
    {
      save_list_payments (work);
    }
  else if (is_wanted (work))
    {
      ask_whether_to_ask (g_steal_pointer (&work));
    }
}

static void
export_list_payments_action (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  PlWindow                  *self = PL_WINDOW (widget);
  g_autoptr (PlLinkCriteria) criteria = NULL;
  PlLinkQuery                query;
  Work                      *work;

  if (self->session == NULL)
    return;

  criteria = read_query (self, &query);
  work = work_new (self, _("Reading…"));
  work->cover = pl_session_create_payment_cover (self->session);
  pl_payment_cover_look_async (work->cover, &query, 0, work->cancellable, looked_cb, work);
}

static void
export_to_cb (GtkWidget *widget,
              GFile     *file,
              guint      kind,
              gpointer   user_data)
{
  PlWindow                  *self = PL_WINDOW (widget);
  g_autoptr (PlLinkCriteria) criteria = NULL;
  g_autoptr (PlExport)       export = NULL;
  Work                      *work;
  PlLinkQuery                query;

  if (self->session == NULL)
    return;

  criteria = read_query (self, &query);
  export = pl_session_create_export (self->session);
  pl_export_set_naming (export, pl_table_words);
  work = work_new (self, _("Saving…"));
  work->file = g_object_ref (file);
  pl_export_links_async (export, &query, 0, kind == 1 ? PL_EXPORT_JSON : PL_EXPORT_CSV, file, work->cancellable,
                         exported_cb, work);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_autofree char *stem = dup_stem (_("Links"));

  pl_save_ask (widget, _("Export Links"), stem, kinds, G_N_ELEMENTS (kinds), export_to_cb, NULL, NULL);
}

static gboolean
dropped_cb (GtkDropTarget *target,
            const GValue  *value,
            double         x,
            double         y,
            PlWindow      *self)
{
  GSList *files = g_value_get_boxed (value);

  if (self->session == NULL || files == NULL)
    return FALSE;

  open_table (self, files->data);
  if (files->next != NULL)
    pl_toaster_show (GTK_WIDGET (self), _("One table at a time: the others were not opened"));

  return TRUE;
}

void
pl_window_install_tables (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.export-list-payments", NULL, export_list_payments_action);
  gtk_widget_class_install_action (widget_class, "win.export-payments", "s", export_payments_action);
}

void
pl_window_accept_tables (PlWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
