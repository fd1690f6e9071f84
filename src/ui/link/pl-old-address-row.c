/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To be compared with what a customer reads out, never to be opened or handed on. */
#include "config.h"

#include "pl-old-address-row.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"

struct _PlOldAddressRow
{
  AdwPreferencesRow parent_instance;
};

G_DEFINE_FINAL_TYPE (PlOldAddressRow, pl_old_address_row, ADW_TYPE_PREFERENCES_ROW)

static char *
describe (PlOldAddress *address)
{
  GListModel      *holders = pl_old_address_get_holders (address);
  g_autofree char *moment = pl_format_moment (pl_old_address_get_ended_at (address), g_get_real_time ());
  g_autofree char *people = NULL;

  if (g_list_model_get_n_items (holders) == 0)
    /* Translators: %s is a time: an address of a link worked until then. */
    return g_strdup_printf (_("Worked until %s; not sent by e-mail"), moment);

  people = pl_format_recipients (holders);
  /* Translators: a time, until which an address of a link worked, and the people whom it was sent to. */
  return g_strdup_printf (_("Worked until %s; sent to %s"), moment, people);
}

static GtkWidget *
create_label (const char        *text,
              PangoWrapMode      wrap,
              const char *const *styles)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), wrap);
  pl_line_breaks_set_verbatim (label);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_css_classes (label, (const char **) styles);

  return label;
}

static void
pl_old_address_row_class_init (PlOldAddressRowClass *klass)
{
}

static void
pl_old_address_row_init (PlOldAddressRow *self)
{
}

GtkWidget *
pl_old_address_row_new (PlOldAddress *address)
{
  static const char *const address_styles[] = { "monospace", NULL };
  static const char *const note_styles[] = { "caption", "dim-label", NULL };
  PlOldAddressRow *self = g_object_new (PL_TYPE_OLD_ADDRESS_ROW, "activatable", FALSE, NULL);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *note = describe (address);
  GtkWidget       *label = create_label (pl_old_address_get_address (address), PANGO_WRAP_CHAR, address_styles);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), create_label (note, PANGO_WRAP_WORD_CHAR, note_styles));
  gtk_widget_add_css_class (box, "sharing-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  /* What the screen reader says of the row. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), note);

  return GTK_WIDGET (self);
}
