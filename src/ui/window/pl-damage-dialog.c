/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells that the database was damaged: what became of it, what was saved, what is fetched again. */
#include "config.h"

#include "pl-damage-dialog.h"

#include <glib/gi18n.h>

#include "pl-data-text.h"
#include "pl-folder.h"

static void
response_cb (GtkWindow  *parent,
             const char *response,
             GtkWidget  *dialog)
{
  const char *directory = g_object_get_data (G_OBJECT (dialog), "pl-directory");

  if (g_strcmp0 (response, "folder") == 0)
    pl_folder_show (GTK_WIDGET (parent), directory);
}

static GtkWidget *
create_path (const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_("The damaged file"));
  GtkWidget *label = gtk_label_new (shown);

  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), label);

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
  dialog = adw_message_dialog_new (parent, _("Paylinks’ Data Was Damaged"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "folder", _("Show _Folder"),
                                    "close", _("_Close"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog),
                                      create_path (pl_workspace_get_set_aside (workspace)));
  g_object_set_data_full (G_OBJECT (dialog), "pl-directory",
                          g_path_get_dirname (pl_workspace_get_set_aside (workspace)), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), parent, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
