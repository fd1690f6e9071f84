/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every field of a link as rows of name and value, in the merchant's words. */
#include "config.h"

#include "pl-link-details-list.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"

static void
add (GtkListBox *list,
     const char *name,
     const char *value)
{
  GtkWidget *row;
  GtkWidget *label;

  if (value == NULL || *value == '\0')
    return;

  row = adw_action_row_new ();
  label = gtk_label_new (value);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  /* Otherwise a row that is two lines high makes two lines of "¥10,000". */
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_RELATION_LABELLED_BY, row, NULL, -1);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (list, row);
}

static void
add_date (GtkListBox  *list,
          const char  *name,
          const GDate *date,
          const GDate *today)
{
  g_autofree char *text = date != NULL ? pl_format_date (date, today) : NULL;

  add (list, name, text);
}

void
pl_link_details_list_fill (GtkListBox  *list,
                           PayrocLink  *link,
                           const GDate *today)
{
  g_autofree char *amount = pl_format_amount (link);
  GtkWidget       *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);

  add (list, _("Reference"), payroc_link_get_reference (link));
  add (list, _("Amount"), amount);
  add (list, _("Payments"), pl_format_kind (payroc_link_get_kind (link)));
  if (payroc_link_get_expires_on (link) != NULL)
    add_date (list, _("Last day"), payroc_link_get_expires_on (link), today);
  else
    add (list, _("Last day"), _("Never expires"));
  add_date (list, _("Created"), payroc_link_get_created_on (link), today);
  add (list, _("Order number"), payroc_link_get_order_id (link));
  add (list, _("Ways to pay"), pl_format_methods (payroc_link_get_methods (link)));
  if (payroc_link_get_auth_type (link) != PAYROC_AUTH_TYPE_UNKNOWN)
    add (list, _("Money"), pl_format_auth_type (payroc_link_get_auth_type (link)));
  add (list, _("Button text"), payroc_link_get_button_label (link));
  if (payroc_link_get_tokenize (link))
    add (list, _("Saves payment details"), pl_format_agreement (payroc_link_get_mit_agreement (link)));
  add (list, _("Payroc’s number"), payroc_link_get_id (link));
}
