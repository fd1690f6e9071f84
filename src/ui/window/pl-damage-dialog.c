/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells that the database was damaged: what became of it, what was saved, what is fetched again. */
#include "config.h"

#include "pl-damage-dialog.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-folder.h"
#include "ui/parts/pl-line-breaks.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "pl-data-text.h"

static void
show_folder_cb (GtkWidget *button,
                gpointer   user_data)
{
  pl_folder_show (button, user_data);
}

/* The button stands here: two responses side by side are too wide for a narrow screen in large text. */
static GtkWidget *
create_place (const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new (shown);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Show _Folder"));

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  pl_line_breaks_set_verbatim (label);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("The damaged file"),
                                  -1);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_data (button, "clicked", G_CALLBACK (show_folder_cb),
                         g_path_get_dirname (path), (GClosureNotify) (GCallback) g_free, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

void
pl_damage_dialog_present (GtkWindow   *parent,
                          PlWorkspace *workspace)
{
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (PL_IS_WORKSPACE (workspace));
  g_return_if_fail (pl_workspace_get_set_aside (workspace) != NULL);

  body = pl_data_text_set_aside (g_list_model_get_n_items (pl_workspace_get_accounts (workspace)),
                                 pl_workspace_get_rescued (workspace));
  dialog = pl_question_new (parent, _("Paylinks’ Data Was Damaged"), NULL);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  pl_question_set_text (ADW_MESSAGE_DIALOG (dialog), body, create_place (pl_workspace_get_set_aside (workspace)));
  pl_safe_answer_present (GTK_WINDOW (dialog));
}
