/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the window is the code with its white margin: without it, a dark page around makes it unreadable. */
#include "config.h"

#include "pl-qr-view.h"

#include <glib/gi18n.h>

#include "pl-qr-content.h"
#include "pl-qr-paintable.h"
#include "ui/parts/pl-save.h"
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

/* One picture on its way into a file. */
typedef struct
{
  PlQrCode *code;   /* (owned) of the moment when it was asked for */
  GFile    *file;   /* (owned) */
  gboolean  is_svg;
} Picture;

static void
picture_free (Picture *picture)
{
  g_object_unref (picture->code);
  g_object_unref (picture->file);
  g_free (picture);
}

/* A large code takes a while to compress. */
static void
draw_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Picture *picture = task_data;

  g_task_return_pointer (task,
                         picture->is_svg ? pl_qr_code_to_svg (picture->code) : pl_qr_code_to_png (picture->code),
                         (GDestroyNotify) g_bytes_unref);
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GBytes)    bytes = g_task_propagate_pointer (G_TASK (result), NULL);
  Picture              *picture = g_task_get_task_data (G_TASK (result));

  pl_save_write (widget, picture->file, bytes, NULL, NULL, NULL);
}

static void
save_cb (GtkWidget *widget,
         GFile     *file,
         guint      kind,
         gpointer   user_data)
{
  /* The thread may let go last, and no widget must end there: no source object. */
  g_autoptr (GTask) task = g_task_new (NULL, NULL, drawn_cb, g_object_ref (widget));
  Picture          *picture = g_new0 (Picture, 1);

  picture->code = g_object_ref (user_data);
  picture->file = g_object_ref (file);
  picture->is_svg = kind == 1;
  g_task_set_source_tag (task, save_cb);
  g_task_set_task_data (task, picture, (GDestroyNotify) picture_free);
  g_task_run_in_thread (task, draw_thread);
}

static GdkContentProvider *
prepare_cb (PlQrView *self)
{
  return self->code != NULL ? pl_qr_content_new (self->code) : NULL;
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

void
pl_qr_view_copy (PlQrView *self)
{
  g_autoptr (GdkContentProvider) content = NULL;

  g_return_if_fail (PL_IS_QR_VIEW (self));

  if (self->code == NULL)
    return;

  content = pl_qr_content_new (self->code);
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
