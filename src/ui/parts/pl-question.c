/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a message dialog does not scroll: with much to say it pushes the answers out of a small screen. */
#include "config.h"

#include "pl-question.h"

#include "pl-fit-pane.h"
#include "pl-line-breaks.h"

#define LEAST_HEIGHT 72
#define LINE_LENGTH 40
#define SPACING 12
#define MARGIN 6

/* first, last: (nullable). */
static void
set_content (AdwMessageDialog *dialog,
             GtkWidget        *first,
             const char       *text,
             GtkWidget        *last)
{
  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *pane;

  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  pl_line_breaks_set_verbatim (label);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_LENGTH);
  gtk_widget_add_css_class (label, "question-text");

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  if (first != NULL)
    gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), label);
  if (last != NULL)
    gtk_box_append (GTK_BOX (box), last);

  /* So that neither the bar nor the frame of the keyboard stands on a letter. */
  gtk_widget_set_margin_start (box, MARGIN);
  gtk_widget_set_margin_end (box, MARGIN);
  gtk_widget_set_margin_top (box, MARGIN);
  gtk_widget_set_margin_bottom (box, MARGIN);

  pane = pl_fit_pane_new (box, LEAST_HEIGHT, TRUE);
  gtk_widget_set_vexpand (pane, TRUE);
  adw_message_dialog_set_extra_child (dialog, pane);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL, -1);
}

GtkWidget *
pl_question_new (GtkWindow  *parent,
                 const char *heading,
                 const char *text)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, text);

  pl_line_breaks_set_verbatim (dialog);

  return dialog;
}

void
pl_question_set_text (AdwMessageDialog *dialog,
                      const char       *text,
                      GtkWidget        *more)
{
  g_return_if_fail (ADW_IS_MESSAGE_DIALOG (dialog));
  g_return_if_fail (text != NULL);

  set_content (dialog, NULL, text, more);
}

void
pl_question_set_matter (AdwMessageDialog *dialog,
                        GtkWidget        *matter,
                        const char       *text)
{
  g_return_if_fail (ADW_IS_MESSAGE_DIALOG (dialog));
  g_return_if_fail (GTK_IS_WIDGET (matter));
  g_return_if_fail (text != NULL);

  set_content (dialog, matter, text, NULL);
}
