/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An address is offered only while it can be paid and is safe: a customer believes what a shop hands out. */
#include "config.h"

#include "pl-address-group.h"

#include <glib/gi18n.h>

#include "ui/qr/pl-qr-view.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"
#include "ui/parts/pl-toaster.h"

struct _PlAddressGroup
{
  PlGroup             parent_instance;

  char               *address; /* (owned) (nullable) the one shown, of which the QR code is */

  GtkWidget          *rows;    /* (unowned) template, as all below */
  GtkLabel           *label;
  PlQrView           *qr_view;
  GtkWidget          *qr_row;
  GtkLabel           *warning;
};

G_DEFINE_FINAL_TYPE (PlAddressGroup, pl_address_group, PL_TYPE_GROUP)

static void
show_address (PlAddressGroup *self,
              const char     *address,
              const char     *name)
{
  g_autoptr (PlQrCode) code = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "address.copy", address != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "address.open", address != NULL);
  gtk_widget_set_visible (self->rows, address != NULL);
  if (g_strcmp0 (self->address, address) == 0)
    return;

  g_free (self->address);
  self->address = g_strdup (address);
  gtk_label_set_text (self->label, address != NULL ? address : "");
  code = address != NULL ? pl_qr_code_new (address) : NULL;
  pl_qr_view_set_code (self->qr_view, code, name);
  gtk_widget_set_visible (self->qr_row, code != NULL);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PlAddressGroup *self = PL_ADDRESS_GROUP (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->address);
  pl_toaster_show (widget, _("Address copied"));
}

static void
copy_code_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  pl_qr_view_copy (PL_ADDRESS_GROUP (widget)->qr_view);
}

static void
save_code_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  pl_qr_view_save (PL_ADDRESS_GROUP (widget)->qr_view);
}

static void
show_uri_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (PlAddressGroup) self = user_data;
  g_autoptr (GError)         error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pl_toaster_show (GTK_WIDGET (self), _("No browser could be opened"));
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PlAddressGroup *self = PL_ADDRESS_GROUP (widget);
  GtkRoot        *root = gtk_widget_get_root (widget);

  gtk_show_uri_full (GTK_WINDOW (root), self->address, GDK_CURRENT_TIME, NULL, show_uri_cb, g_object_ref (self));
}

static void
pl_address_group_finalize (GObject *object)
{
  PlAddressGroup *self = PL_ADDRESS_GROUP (object);

  g_free (self->address);

  G_OBJECT_CLASS (pl_address_group_parent_class)->finalize (object);
}

static void
pl_address_group_class_init (PlAddressGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_address_group_finalize;

  gtk_widget_class_install_action (widget_class, "address.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "address.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "address.copy-code", NULL, copy_code_action);
  gtk_widget_class_install_action (widget_class, "address.save-code", NULL, save_code_action);

  g_type_ensure (PL_TYPE_QR_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-address-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAddressGroup, rows);
  gtk_widget_class_bind_template_child (widget_class, PlAddressGroup, label);
  gtk_widget_class_bind_template_child (widget_class, PlAddressGroup, qr_view);
  gtk_widget_class_bind_template_child (widget_class, PlAddressGroup, qr_row);
  gtk_widget_class_bind_template_child (widget_class, PlAddressGroup, warning);
}

static void
pl_address_group_init (PlAddressGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_line_breaks_wrap_buttons (GTK_WIDGET (self));
  show_address (self, NULL, NULL);
}

void
pl_address_group_set_link (PlAddressGroup *self,
                           PayrocLink     *link)
{
  gboolean    payable = link != NULL && payroc_link_is_payable (link);
  const char *address = payable ? payroc_link_get_payment_url (link) : NULL;
  const char *warning = NULL;

  g_return_if_fail (PL_IS_ADDRESS_GROUP (self));

  if (payable && payroc_link_has_unsafe_address (link))
    warning = _("Payroc named an address that is not safe to open, so it is not shown, and the link cannot be shared. "
                "Do not hand this link out; ask Payroc about it.");
  else if (payable && address == NULL)
    warning = _("Payroc has not named an address for this link.");

  show_address (self, address, link != NULL ? payroc_link_get_reference (link) : NULL);
  gtk_label_set_text (self->warning, warning != NULL ? warning : "");
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->warning)), warning != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), payable);
}
