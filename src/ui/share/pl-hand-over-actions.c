/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what was done, never that anybody got it: nobody here can know. */
#include "config.h"

#include "pl-hand-over-actions.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "pl-hand-over-text.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "ui/parts/pl-settings.h"
#include "ui/parts/pl-toaster.h"

/* One hand-over on its way through another program or a dialog. */
typedef struct
{
  GtkWidget     *widget;  /* (owned) */
  PlSession     *session; /* (owned) */
  PlLinkDetails *details; /* (owned) */
  char          *address; /* (owned) (nullable) that leaves, whatever becomes of the link meanwhile */
} HandOver;

static HandOver *
hand_over_new (GtkWidget     *widget,
               PlSession     *session,
               PlLinkDetails *details)
{
  HandOver *self = g_new0 (HandOver, 1);

  self->widget = g_object_ref (widget);
  self->session = g_object_ref (session);
  self->details = g_object_ref (details);
  self->address = g_strdup (payroc_link_get_payment_url (pl_link_details_get_link (details)));

  return self;
}

static void
hand_over_free (HandOver *self)
{
  g_object_unref (self->widget);
  g_object_unref (self->session);
  g_object_unref (self->details);
  g_free (self->address);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HandOver, hand_over_free)

static void
note (HandOver      *self,
      PlHandOverWay  way)
{
  if (self->address != NULL)
    pl_session_note_hand_over (self->session, self->details, way, self->address);
}

static char *
dup_message (PayrocLink *link)
{
  g_autoptr (GSettings)  settings = pl_settings_open ();
  g_autofree char       *template = settings != NULL ? g_settings_get_string (settings, "share-message") : NULL;
  GDate                  today;

  pl_format_today (&today);

  return pl_hand_over_text_message (link, template != NULL ? template : "", &today);
}

static void
show_uri_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (HandOver) self = user_data;
  g_autoptr (GError)   error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    note (self, PL_HAND_OVER_MAIL);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pl_toaster_show (self->widget, _("No mail program could be opened"));
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             HandOver         *self)
{
  if (!g_str_equal (response, "copy"))
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->widget), g_object_get_data (G_OBJECT (dialog), "source"));
  note (self, PL_HAND_OVER_BUTTON);
  pl_toaster_show (self->widget, _("Button for a web page copied"));
}

static GtkWidget *
create_source (const char *source)
{
  GtkWidget *label = gtk_label_new (source);

  pl_line_breaks_set_verbatim (label);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (label, "monospace");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, source, -1);

  return label;
}

void
pl_hand_over_copy_text (GtkWidget     *widget,
                        PlSession     *session,
                        PlLinkDetails *details)
{
  g_autoptr (HandOver) hand_over = hand_over_new (widget, session, details);
  g_autofree char     *text = dup_message (pl_link_details_get_link (details));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  note (hand_over, PL_HAND_OVER_TEXT);
  pl_toaster_show (widget, _("Link and text copied"));
}

void
pl_hand_over_open_mail (GtkWidget     *widget,
                        PlSession     *session,
                        PlLinkDetails *details)
{
  PayrocLink      *link = pl_link_details_get_link (details);
  g_autofree char *text = dup_message (link);
  /* Translators: subject of an e-mail to a customer; %s is what the link is known by. */
  g_autofree char *subject = g_strdup_printf (_("Payment link %s"), payroc_link_get_reference (link));
  g_autofree char *uri = pl_hand_over_text_mailto (subject, text);

  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME, NULL, show_uri_cb,
                     hand_over_new (widget, session, details));
}

void
pl_hand_over_show_button (GtkWidget     *widget,
                          PlSession     *session,
                          PlLinkDetails *details)
{
  char      *source = pl_hand_over_text_button (pl_link_details_get_link (details));
  GtkWidget *dialog = pl_question_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Button for Your Web Page"),
                                       NULL);

  pl_question_set_text (ADW_MESSAGE_DIALOG (dialog),
                        _("Put this into your web page. It leads to the link’s address as it is now."),
                        create_source (source));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("C_lose"), "copy", _("_Copy"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "copy", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "copy");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_object_set_data_full (G_OBJECT (dialog), "source", source, g_free);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), hand_over_new (widget, session, details),
                         (GClosureNotify) (GCallback) hand_over_free, 0);
  pl_safe_answer_present (GTK_WINDOW (dialog));
}
