/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many characters were typed, and how many there may be: "12 of 48". */
#include "config.h"

#include "pl-length-label.h"

#include "pl-draft-text.h"

void
pl_length_label_show (GtkLabel   *label,
                      const char *text,
                      guint       limit)
{
  g_autofree char *counter = pl_draft_text_counter (text, limit);

  gtk_label_set_text (label, counter);
  /* Where nothing is written yet, its room is the title's, which is as large as what will be written. */
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  if (text != NULL && g_utf8_strlen (text, -1) > limit)
    {
      gtk_widget_add_css_class (GTK_WIDGET (label), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (label), "dim-label");
    }
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
      gtk_widget_remove_css_class (GTK_WIDGET (label), "error");
    }
}
