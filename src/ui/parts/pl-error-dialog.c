/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what went wrong, whether anything moved, and what to do, with the details to copy for whoever helps. */
#include "config.h"

#include "pl-error-dialog.h"

#include "pl-line-breaks.h"
#include "pl-question.h"
#include "pl-safe-answer.h"

#include <glib/gi18n.h>

static void
copy_cb (GtkButton *button,
         gpointer   user_data)
{
  GtkLabel *label = user_data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), gtk_label_get_text (label));
  gtk_button_set_label (button, _("Copied"));
}

static GtkWidget *
create_details (const GError *error)
{
  g_autofree char *details = pl_error_text_details (error);
  GtkWidget *label = gtk_label_new (details);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Copy Details"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *expander = gtk_expander_new_with_mnemonic (_("_Details"));

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  pl_line_breaks_set_verbatim (label);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect (button, "clicked", G_CALLBACK (copy_cb), label);

  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Details"), -1);

  return expander;
}

void
pl_error_dialog_present (GtkWidget    *widget,
                         const char   *heading,
                         const GError *error,
                         PlWork        work)
{
  g_autofree char *body = NULL;

  g_return_if_fail (error != NULL);

  body = pl_error_text_body (error, work);
  pl_error_dialog_present_text (widget, heading, body, error);
}

void
pl_error_dialog_present_text (GtkWidget    *widget,
                              const char   *heading,
                              const char   *text,
                              const GError *error)
{
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (heading != NULL);
  g_return_if_fail (text != NULL);
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  dialog = pl_question_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, text);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), create_details (error));
  pl_safe_answer_present (GTK_WINDOW (dialog));
}
