/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawn when somebody takes it, and not in the main loop: what is copied is seldom pasted. */
#include "config.h"

#include "pl-qr-content.h"

#define PNG "image/png"
#define SVG "image/svg+xml"

struct _PlQrContent
{
  GdkContentProvider parent_instance;

  PlQrCode *code; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PlQrContent, pl_qr_content, GDK_TYPE_CONTENT_PROVIDER)

/* One taker. */
typedef struct
{
  PlQrCode      *code;   /* (owned) */
  gboolean       is_svg;
  GOutputStream *stream; /* (owned) */
} Delivery;

static void
delivery_free (Delivery *delivery)
{
  g_object_unref (delivery->code);
  g_object_unref (delivery->stream);
  g_free (delivery);
}

static GdkContentFormats *
pl_qr_content_ref_formats (GdkContentProvider *provider)
{
  static const char *const types[] = { PNG, SVG };

  return gdk_content_formats_new ((const char **) types, G_N_ELEMENTS (types));
}

static void
deliver_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Delivery          *delivery = task_data;
  g_autoptr (GBytes) bytes = delivery->is_svg ? pl_qr_code_to_svg (delivery->code) : pl_qr_code_to_png (delivery->code);
  GError            *error = NULL;

  if (g_output_stream_write_all (delivery->stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                                 cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
pl_qr_content_write_mime_type_async (GdkContentProvider  *provider,
                                     const char          *mime_type,
                                     GOutputStream       *stream,
                                     int                  io_priority,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, user_data);
  Delivery         *delivery;

  g_task_set_source_tag (task, pl_qr_content_write_mime_type_async);
  g_task_set_priority (task, io_priority);
  if (!g_str_equal (mime_type, PNG) && !g_str_equal (mime_type, SVG))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "There is no QR code as %s", mime_type);
      return;
    }

  delivery = g_new0 (Delivery, 1);
  delivery->code = g_object_ref (PL_QR_CONTENT (provider)->code);
  delivery->is_svg = g_str_equal (mime_type, SVG);
  delivery->stream = g_object_ref (stream);
  g_task_set_task_data (task, delivery, (GDestroyNotify) delivery_free);
  g_task_run_in_thread (task, deliver_thread);
}

static gboolean
pl_qr_content_write_mime_type_finish (GdkContentProvider  *provider,
                                      GAsyncResult        *result,
                                      GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_qr_content_write_mime_type_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
pl_qr_content_finalize (GObject *object)
{
  g_object_unref (PL_QR_CONTENT (object)->code);

  G_OBJECT_CLASS (pl_qr_content_parent_class)->finalize (object);
}

static void
pl_qr_content_class_init (PlQrContentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_qr_content_finalize;
  provider_class->ref_formats = pl_qr_content_ref_formats;
  provider_class->write_mime_type_async = pl_qr_content_write_mime_type_async;
  provider_class->write_mime_type_finish = pl_qr_content_write_mime_type_finish;
}

static void
pl_qr_content_init (PlQrContent *self)
{
}

GdkContentProvider *
pl_qr_content_new (PlQrCode *code)
{
  PlQrContent *self;

  g_return_val_if_fail (PL_IS_QR_CODE (code), NULL);

  self = g_object_new (PL_TYPE_QR_CONTENT, NULL);
  self->code = g_object_ref (code);

  return GDK_CONTENT_PROVIDER (self);
}
