/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window can be moved and closed while it waits; as a rule it does not, and then this is never made. */
#include "config.h"

#include "pl-opening-page.h"

#include <glib/gi18n.h>

/* Whoever waits shorter than that need not see that there is something to wait for. */
#define SPINNER_WAIT 400

struct _PlOpeningPage
{
  AdwBin      parent_instance;

  GtkSpinner *spinner; /* (unowned) */
  guint       spinner_source;
};

G_DEFINE_FINAL_TYPE (PlOpeningPage, pl_opening_page, ADW_TYPE_BIN)

static gboolean
show_spinner_cb (gpointer user_data)
{
  PlOpeningPage *self = user_data;

  self->spinner_source = 0;
  gtk_spinner_start (self->spinner);

  return G_SOURCE_REMOVE;
}

static void
pl_opening_page_map (GtkWidget *widget)
{
  PlOpeningPage *self = PL_OPENING_PAGE (widget);

  GTK_WIDGET_CLASS (pl_opening_page_parent_class)->map (widget);

  self->spinner_source = g_timeout_add (SPINNER_WAIT, show_spinner_cb, self);
}

static void
pl_opening_page_unmap (GtkWidget *widget)
{
  PlOpeningPage *self = PL_OPENING_PAGE (widget);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_spinner_stop (self->spinner);

  GTK_WIDGET_CLASS (pl_opening_page_parent_class)->unmap (widget);
}

static void
pl_opening_page_class_init (PlOpeningPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = pl_opening_page_map;
  widget_class->unmap = pl_opening_page_unmap;
}

static void
pl_opening_page_init (PlOpeningPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_bin_new ());
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);

  self->spinner = g_object_new (GTK_TYPE_SPINNER,
                                "vexpand", TRUE,
                                "halign", GTK_ALIGN_CENTER,
                                "valign", GTK_ALIGN_CENTER,
                                "width-request", 32,
                                "height-request", 32,
                                NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Opening"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
pl_opening_page_new (void)
{
  return g_object_new (PL_TYPE_OPENING_PAGE, NULL);
}
