/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the window is the code with its white margin: without it, a dark page around makes it unreadable. */
#include "config.h"

#include "pl-qr-view.h"

#include <glib/gi18n.h>

#include "pl-qr-paintable.h"
#include "pl-save.h"
#include "ui/parts/pl-toaster.h"

static const PlSaveKind kinds[] = {
  { N_("Picture (PNG)"), "image/png", ".png" },
  { N_("Drawing (SVG)"), "image/svg+xml", ".svg" },
};

struct _PlQrView
{
  AdwBin      parent_instance;

  PlQrCode   *code;    /* (owned) (nullable) */
  char       *name;    /* (owned) (nullable) */
  GtkPicture *picture; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (PlQrView, pl_qr_view, ADW_TYPE_BIN)

/* The code is that of the moment when it was asked for. */
static void
save_cb (GtkWidget *widget,
         GFile     *file,
         guint      kind,
         gpointer   user_data)
{
  PlQrCode          *code = user_data;
  g_autoptr (GBytes) bytes = kind == 1 ? pl_qr_code_to_svg (code) : pl_qr_code_to_png (code);

  pl_save_write (widget, file, bytes, NULL, NULL, NULL);
}

static GdkContentProvider *
prepare_cb (PlQrView *self)
{
  return self->code != NULL ? pl_qr_view_create_content (self->code) : NULL;
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               PlQrView      *self)
{
  gtk_drag_source_set_icon (source, gtk_picture_get_paintable (self->picture), 0, 0);
}

static void
pl_qr_view_finalize (GObject *object)
{
  PlQrView *self = PL_QR_VIEW (object);

  g_clear_object (&self->code);
  g_free (self->name);

  G_OBJECT_CLASS (pl_qr_view_parent_class)->finalize (object);
}

static void
pl_qr_view_class_init (PlQrViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_qr_view_finalize;
}

static void
pl_qr_view_init (PlQrView *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  self->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_picture_set_alternative_text (self->picture, _("QR code of the link’s address"));
  gtk_widget_add_css_class (GTK_WIDGET (self->picture), "qr-code");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->picture));

  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->picture), GTK_EVENT_CONTROLLER (source));
}

void
pl_qr_view_set_code (PlQrView   *self,
                     PlQrCode   *code,
                     const char *name)
{
  g_autoptr (GdkPaintable) paintable = NULL;

  g_return_if_fail (PL_IS_QR_VIEW (self));
  g_return_if_fail (code == NULL || PL_IS_QR_CODE (code));

  if (g_strcmp0 (self->name, name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (name);
    }
  if (!g_set_object (&self->code, code))
    return;

  paintable = code != NULL ? pl_qr_paintable_new (code) : NULL;
  gtk_picture_set_paintable (self->picture, paintable);
}

PlQrCode *
pl_qr_view_get_code (PlQrView *self)
{
  g_return_val_if_fail (PL_IS_QR_VIEW (self), NULL);

  return self->code;
}

void
pl_qr_view_copy (PlQrView *self)
{
  g_autoptr (GdkContentProvider) content = NULL;

  g_return_if_fail (PL_IS_QR_VIEW (self));

  if (self->code == NULL)
    return;

  content = pl_qr_view_create_content (self->code);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
  pl_toaster_show (GTK_WIDGET (self), _("QR code copied"));
}

void
pl_qr_view_save (PlQrView *self)
{
  g_return_if_fail (PL_IS_QR_VIEW (self));

  if (self->code != NULL)
    pl_save_ask (GTK_WIDGET (self), _("Save QR Code"), self->name != NULL ? self->name : "", kinds,
                 G_N_ELEMENTS (kinds), save_cb, g_object_ref (self->code), g_object_unref);
}

GdkContentProvider *
pl_qr_view_create_content (PlQrCode *code)
{
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes)     svg = NULL;
  GdkContentProvider    *providers[2];

  g_return_val_if_fail (PL_IS_QR_CODE (code), NULL);

  texture = pl_qr_code_create_texture (code);
  svg = pl_qr_code_to_svg (code);
  providers[0] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  providers[1] = gdk_content_provider_new_for_bytes ("image/svg+xml", svg);

  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}
