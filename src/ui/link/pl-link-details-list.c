/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every field of a link as rows of name and value, in the merchant's words. */
#include "config.h"

#include "pl-link-details-list.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"

/* The rows are made once, in this order; a value that is not there hides its row. Whoever reads one with a screen
 * reader, or marks a text to copy it, is not thrown out when something else changes. */
typedef enum
{
  FIELD_REFERENCE,
  FIELD_AMOUNT,
  FIELD_KIND,
  FIELD_LAST_DAY,
  FIELD_CREATED,
  FIELD_ORDER,
  FIELD_METHODS,
  FIELD_MONEY,
  FIELD_BUTTON,
  FIELD_SAVES,
  FIELD_ADDRESS,
  FIELD_ID,
  N_FIELDS
} Field;

static const char *
get_name (Field field)
{
  switch (field)
    {
    case FIELD_REFERENCE:
      return _("Reference");
    case FIELD_AMOUNT:
      return _("Amount");
    case FIELD_KIND:
      return _("Payments");
    case FIELD_LAST_DAY:
      return _("Last day");
    case FIELD_CREATED:
      return _("Created");
    case FIELD_ORDER:
      return _("Order number");
    case FIELD_METHODS:
      return _("Ways to pay");
    case FIELD_MONEY:
      return _("Money");
    case FIELD_BUTTON:
      return _("Button text");
    case FIELD_SAVES:
      return _("Saves payment details");
    case FIELD_ADDRESS:
      return _("Address, no longer in use");
    case FIELD_ID:
      return _("Link number at Payroc");
    case N_FIELDS:
    default:
      g_assert_not_reached ();
    }
}

/* (transfer full) (nullable) */
static char *
dup_value (PayrocLink  *link,
           Field        field,
           const GDate *today)
{
  const GDate *expires_on = payroc_link_get_expires_on (link);
  const GDate *created_on = payroc_link_get_created_on (link);

  switch (field)
    {
    case FIELD_REFERENCE:
      return g_strdup (payroc_link_get_reference (link));
    case FIELD_AMOUNT:
      return pl_format_amount (link);
    case FIELD_KIND:
      return g_strdup (pl_format_kind (payroc_link_get_kind (link)));
    case FIELD_LAST_DAY:
      return expires_on != NULL ? pl_format_date (expires_on, today) : g_strdup (_("Never expires"));
    case FIELD_CREATED:
      return created_on != NULL ? pl_format_date (created_on, today) : NULL;
    case FIELD_ORDER:
      return g_strdup (payroc_link_get_order_id (link));
    case FIELD_METHODS:
      return g_strdup (pl_format_methods (payroc_link_get_methods (link)));
    case FIELD_MONEY:
      return payroc_link_get_auth_type (link) != PAYROC_AUTH_TYPE_UNKNOWN
               ? g_strdup (pl_format_auth_type (payroc_link_get_auth_type (link))) : NULL;
    case FIELD_BUTTON:
      return g_strdup (payroc_link_get_button_label (link));
    case FIELD_SAVES:
      return payroc_link_get_tokenize (link) ? g_strdup (pl_format_agreement (payroc_link_get_mit_agreement (link)))
                                             : NULL;
    case FIELD_ADDRESS:
      return !payroc_link_is_payable (link) ? g_strdup (payroc_link_get_payment_url (link))
                                                                   : NULL;
    case FIELD_ID:
      return g_strdup (payroc_link_get_id (link));
    case N_FIELDS:
    default:
      g_assert_not_reached ();
    }
}

static GtkLabel *
add_row (GtkListBox *list,
         const char *name)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  pl_line_breaks_set_verbatim (label);
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
  g_object_set_data (G_OBJECT (row), "pl-value", label);

  return GTK_LABEL (label);
}

void
pl_link_details_list_fill (GtkListBox  *list,
                           PayrocLink  *link,
                           const GDate *today)
{
  for (Field field = 0; field < N_FIELDS; field++)
    {
      GtkListBoxRow   *row = gtk_list_box_get_row_at_index (list, field);
      GtkLabel        *label = row != NULL ? g_object_get_data (G_OBJECT (row), "pl-value")
                                           : add_row (list, get_name (field));
      g_autofree char *value = dup_value (link, field, today);
      gboolean         shown = value != NULL && *value != '\0';
      g_autofree char *text = pl_bidi_isolate (shown ? value : "");

      if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
        gtk_label_set_text (label, text);
      gtk_widget_set_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (list, field)), shown);
    }
}
