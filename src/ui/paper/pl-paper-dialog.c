/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paper outlives what it says: the dialog shows exactly what comes out, says what will make it worthless, and prints
 * nothing that does not work today. */
#include "config.h"

#include "pl-paper-dialog.h"

#include <glib/gi18n.h>

#include "core/links/pl-old-address.h"
#include "pl-paper.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "ui/parts/pl-save.h"
#include "ui/parts/pl-environment-bar.h"
#include "ui/parts/pl-error-dialog.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-settings.h"
#include "ui/parts/pl-title.h"
#include "ui/parts/pl-toaster.h"

static const PlSaveKind kinds[] = {
  { N_("PDF"), "application/pdf", ".pdf" },
};

static const struct
{
  const char *name;
  const char *label;
} papers[] = {
  { GTK_PAPER_NAME_A4, N_("A4") },
  { GTK_PAPER_NAME_LETTER, N_("US Letter") },
};

struct _PlPaperDialog
{
  AdwWindow         parent_instance;

  PlSession        *session; /* (owned) */
  PlLinkDetails    *details; /* (owned) */
  PlPaper          *paper;   /* (owned) (nullable) NULL: nothing that could be printed */
  GSettings        *settings; /* (owned) (nullable) */

  PlEnvironmentBar *environment_bar; /* (unowned) template, as all below */
  AdwToastOverlay  *toast_overlay;
  AdwComboRow      *layout_row;
  AdwComboRow      *paper_row;
  GtkWidget        *words_row;
  GtkDrawingArea   *preview;
  GtkWidget        *problem_box;
  GtkLabel         *problem;
  GtkWidget        *dead_box;
  GtkLabel         *dead;
  GtkLabel         *note;
};

static void toaster_iface_init (PlToasterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlPaperDialog, pl_paper_dialog, ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (PL_TYPE_TOASTER, toaster_iface_init))

static PlPaperLayout
get_layout (PlPaperDialog *self)
{
  return (PlPaperLayout) adw_combo_row_get_selected (self->layout_row);
}

/* (transfer full) */
static GtkPaperSize *
create_paper_size (PlPaperDialog *self)
{
  const guint selected = adw_combo_row_get_selected (self->paper_row);

  return gtk_paper_size_new (papers[MIN (selected, G_N_ELEMENTS (papers) - 1)].name);
}

static void
get_page (PlPaperDialog *self,
          double        *width,
          double        *height)
{
  g_autoptr (GtkPaperSize) size = create_paper_size (self);

  *width = gtk_paper_size_get_width (size, GTK_UNIT_POINTS);
  *height = gtk_paper_size_get_height (size, GTK_UNIT_POINTS);
}

/* As countries do: the locale's paper, A4 for all that is neither. */
static guint
get_own_paper (void)
{
  const char *name = gtk_paper_size_get_default ();

  return g_strcmp0 (name, GTK_PAPER_NAME_LETTER) == 0 || g_strcmp0 (name, GTK_PAPER_NAME_LEGAL) == 0 ? 1 : 0;
}

static const char *
find_problem (PlPaperDialog *self)
{
  PayrocLink *link = pl_link_details_get_link (self->details);
  double      width;
  double      height;

  if (link == NULL || !payroc_link_is_payable (link))
    return _("This link cannot be paid any more, so there is nothing to print.");
  if (self->paper == NULL)
    return _("This link has no address that could be printed.");

  get_page (self, &width, &height);
  if (!pl_paper_fits (self->paper, get_layout (self), width, height))
    return _("The address of this link is so long that phones could not read a code of this size. Choose a larger "
             "one.");

  return NULL;
}

static const char *
find_note (PayrocLink *link)
{
  if (link == NULL || payroc_link_get_kind (link) == PAYROC_LINK_KIND_SINGLE_USE)
    return _("This link takes one payment. If you edit it, it gets a new address, and what you printed is worthless.");
  if (payroc_link_get_expires_on (link) == NULL)
    return _("This link takes many payments and never expires. What you print works until you switch it off.");

  return _("This link takes many payments. What you print works until its last day, or until you switch it off.");
}

static void
update_notes (PlPaperDialog *self)
{
  PayrocLink *link = pl_link_details_get_link (self->details);
  GListModel *addresses = pl_link_details_get_old_addresses (self->details);

  gtk_widget_set_visible (self->dead_box, g_list_model_get_n_items (addresses) > 0);
  if (g_list_model_get_n_items (addresses) > 0)
    {
      g_autoptr (PlOldAddress) address = g_list_model_get_item (addresses, 0);
      g_autofree char         *when = pl_format_moment (pl_old_address_get_ended_at (address), g_get_real_time ());
      /* Translators: %s is a moment: "14:05", "3 May, 14:05". */
      g_autofree char         *text = g_strdup_printf (_("This link got a new address (%s). What was printed before "
                                                         "no longer works: take it down."), when);

      gtk_label_set_text (self->dead, text);
    }
  gtk_label_set_text (self->note, find_note (link));
}

static void
update (PlPaperDialog *self)
{
  const char *problem;

  /* The rows tell of their first choice while the dialog is being made. */
  if (self->details == NULL)
    return;

  problem = find_problem (self);
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.print", problem == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.save", problem == NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self->preview));
}

static void
link_cb (PlPaperDialog *self)
{
  PayrocLink            *link = pl_link_details_get_link (self->details);
  g_autofree char       *words = NULL;
  g_autofree char       *description = NULL;

  if (self->settings != NULL)
    words = g_settings_get_string (self->settings, "counter-words");
  g_clear_object (&self->paper);
  if (link != NULL)
    self->paper = pl_paper_new (link, pl_account_get_kind (pl_session_get_account (self->session)), words,
                                gtk_widget_get_direction (GTK_WIDGET (self)));
  if (self->paper != NULL)
    description = pl_paper_describe (self->paper);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->preview), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
  update_notes (self);
  update (self);
}

/* The page as it lies on a table, as large as there is room. */
static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  PlPaperDialog *self = user_data;
  double         page_width;
  double         page_height;
  double         scale;

  get_page (self, &page_width, &page_height);
  scale = MIN ((width - 2) / page_width, (height - 2) / page_height);
  cairo_translate (cr, (width - page_width * scale) / 2, (height - page_height * scale) / 2);
  cairo_scale (cr, scale, scale);

  cairo_rectangle (cr, 0, 0, page_width, page_height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, .5, .5, .5);
  cairo_set_line_width (cr, 1 / scale);
  cairo_stroke (cr);

  if (self->paper != NULL && find_problem (self) == NULL)
    pl_paper_draw (self->paper, get_layout (self), cr, page_width, page_height);
}

/* One page on its way to a printer or a file: what was asked for, whatever becomes of link and dialog meanwhile. */
typedef struct
{
  gatomicrefcount  references;
  PlSession       *session; /* (owned) */
  PlLinkDetails   *details; /* (owned) */
  char            *address; /* (owned) that stands in it */
  PlPaper         *paper;   /* (owned) */
  PlPaperLayout    layout;
  double           width;
  double           height;
  GFile           *file;    /* (owned) (nullable) until it was chosen */
} Job;

static Job *
job_ref (Job *job)
{
  g_atomic_ref_count_inc (&job->references);

  return job;
}

static void
job_unref (Job *job)
{
  if (!g_atomic_ref_count_dec (&job->references))
    return;

  g_object_unref (job->session);
  g_object_unref (job->details);
  g_free (job->address);
  g_object_unref (job->paper);
  g_clear_object (&job->file);
  g_free (job);
}

static Job *
job_new (PlPaperDialog *self)
{
  Job *job = g_new0 (Job, 1);

  g_atomic_ref_count_init (&job->references);
  job->session = g_object_ref (self->session);
  job->details = g_object_ref (self->details);
  job->address = g_strdup (payroc_link_get_payment_url (pl_link_details_get_link (self->details)));
  job->paper = g_object_ref (self->paper);
  job->layout = get_layout (self);
  get_page (self, &job->width, &job->height);

  return job;
}

/* The dialog may be gone when the printer is ready. */
static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Job               *job)
{
  pl_paper_draw (job->paper, job->layout, gtk_print_context_get_cairo_context (context),
                 gtk_print_context_get_width (context), gtk_print_context_get_height (context));
}

static void
show_print_error (PlPaperDialog *self,
                  const char    *text)
{
  GtkWidget *dialog = pl_question_new (GTK_WINDOW (self), _("It Was Not Printed"), text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  pl_safe_answer_present (GTK_WINDOW (dialog));
}

/* Noted even when nobody looks any more. */
static void
printed_cb (GtkPrintOperation       *operation,
            GtkPrintOperationResult  result,
            Job                     *job)
{
  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    pl_session_note_hand_over (job->session, job->details, PL_HAND_OVER_PRINTED, job->address);
}

static void
print_done_cb (GtkPrintOperation       *operation,
               GtkPrintOperationResult  result,
               PlPaperDialog           *self)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      show_print_error (self, error != NULL ? error->message : "");
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      pl_toaster_show (GTK_WIDGET (self), _("Given to the printer"));
    }
}

static void
job_gone_cb (gpointer  data,
             GClosure *closure)
{
  job_unref (data);
}

static void
print_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  PlPaperDialog                 *self = PL_PAPER_DIALOG (widget);
  g_autoptr (GtkPrintOperation)  operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup)       setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize)       size = create_paper_size (self);
  g_autoptr (GError)             error = NULL;
  PayrocLink                    *link = pl_link_details_get_link (self->details);
  Job                           *job = job_new (self);

  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation, payroc_link_get_reference (link));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), job_ref (job), job_gone_cb, 0);
  g_signal_connect_data (operation, "done", G_CALLBACK (printed_cb), job, job_gone_cb, 0);
  g_signal_connect_object (operation, "done", G_CALLBACK (print_done_cb), self, 0);

  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    show_print_error (self, error->message);
}

/* What the thread reads. */
typedef struct
{
  PlPaper       *paper;  /* (owned) */
  PlPaperLayout  layout;
  double         width;
  double         height;
} Page;

/* What the window's own thread keeps meanwhile. */
typedef struct
{
  GtkWidget *dialog; /* (owned) */
  Job       *job;    /* (owned) */
} Saving;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_object_unref (page->paper);
  g_free (page);
}

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->dialog);
  job_unref (saving->job);
  g_free (saving);
}

static void
draw_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Page   *page = task_data;
  GError *error = NULL;
  GBytes *bytes = pl_paper_to_pdf (page->paper, page->layout, page->width, page->height, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (gpointer user_data)
{
  Job *job = user_data;

  pl_session_note_hand_over (job->session, job->details, PL_HAND_OVER_PDF, job->address);
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  Saving            *saving = user_data;

  if (bytes != NULL)
    pl_save_write (saving->dialog, saving->job->file, bytes, saved_cb, job_ref (saving->job),
                   (GDestroyNotify) job_unref);
  else
    pl_save_tell_failure (saving->dialog, _("The File Was Not Saved"), saving->job->file, error);
  saving_free (saving);
}

static void
save_cb (GtkWidget *widget,
         GFile     *file,
         guint      kind,
         gpointer   user_data)
{
  Job               *job = user_data;
  Saving            *saving = g_new0 (Saving, 1);
  Page              *page = g_new0 (Page, 1);
  /* The thread may let go last, and neither a widget nor a session must end there: no source object. */
  g_autoptr (GTask)  task = g_task_new (NULL, NULL, drawn_cb, saving);

  job->file = g_object_ref (file);
  saving->dialog = g_object_ref (widget);
  saving->job = job_ref (job);
  page->paper = g_object_ref (job->paper);
  page->layout = job->layout;
  page->width = job->width;
  page->height = job->height;
  g_task_set_source_tag (task, save_cb);
  g_task_set_task_data (task, page, page_free);
  g_task_run_in_thread (task, draw_thread);
}

static void
save_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PlPaperDialog *self = PL_PAPER_DIALOG (widget);
  PayrocLink    *link = pl_link_details_get_link (self->details);

  pl_save_ask (widget, _("Save as PDF"), payroc_link_get_reference (link), kinds, G_N_ELEMENTS (kinds), save_cb,
               job_new (self), (GDestroyNotify) job_unref);
}

static void
pl_paper_dialog_dispose (GObject *object)
{
  PlPaperDialog *self = PL_PAPER_DIALOG (object);

  if (self->preview != NULL)
    gtk_drawing_area_set_draw_func (self->preview, NULL, NULL, NULL);
  g_clear_object (&self->session);
  g_clear_object (&self->details);
  g_clear_object (&self->paper);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (pl_paper_dialog_parent_class)->dispose (object);
}

static void
pl_paper_dialog_add_toast (PlToaster *toaster,
                           AdwToast  *toast)
{
  pl_toaster_add_to_overlay (PL_PAPER_DIALOG (toaster)->toast_overlay, toast);
}

static void
toaster_iface_init (PlToasterInterface *iface)
{
  iface->add_toast = pl_paper_dialog_add_toast;
}

static void
pl_paper_dialog_class_init (PlPaperDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_paper_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "paper.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "paper.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "paper.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "paper.save", NULL);

  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);
  g_type_ensure (PL_TYPE_GROUP);
  g_type_ensure (PL_TYPE_TITLE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-paper-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPaperDialog, environment_bar);
  gtk_widget_class_bind_template_child (widget_class, PlPaperDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, PlPaperDialog, layout_row);
  gtk_widget_class_bind_template_child (widget_class, PlPaperDialog, paper_row);
  gtk_widget_class_bind_template_child (widget_class, PlPaperDialog, words_row);
  gtk_widget_class_bind_template_child (widget_class, PlPaperDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, PlPaperDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, PlPaperDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, PlPaperDialog, dead_box);
  gtk_widget_class_bind_template_child (widget_class, PlPaperDialog, dead);
  gtk_widget_class_bind_template_child (widget_class, PlPaperDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
pl_paper_dialog_init (PlPaperDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    gtk_string_list_append (list, _(papers[i].label));
  adw_combo_row_set_model (self->paper_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->paper_row, get_own_paper ());
  gtk_drawing_area_set_draw_func (self->preview, draw_cb, self, NULL);
}

GtkWidget *
pl_paper_dialog_new (PlSession     *session,
                     PlLinkDetails *details)
{
  PlPaperDialog *self;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (PL_IS_LINK_DETAILS (details), NULL);

  self = g_object_new (PL_TYPE_PAPER_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->details = g_object_ref (details);
  g_object_set (self->environment_bar, "account", pl_session_get_account (session), NULL);
  g_signal_connect_object (details, "notify::link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pl_link_details_get_old_addresses (details), "items-changed", G_CALLBACK (update_notes),
                           self, G_CONNECT_SWAPPED);
  self->settings = pl_settings_open ();
  gtk_widget_set_sensitive (self->words_row, self->settings != NULL);
  if (self->settings != NULL)
    {
      g_settings_bind (self->settings, "counter-words", self->words_row, "text", G_SETTINGS_BIND_DEFAULT);
      g_signal_connect_object (self->settings, "changed::counter-words", G_CALLBACK (link_cb), self,
                               G_CONNECT_SWAPPED);
    }
  link_cb (self);

  return GTK_WIDGET (self);
}
