/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One encoder for all: what is on the screen, in a file and on paper is the same code. */
#include "config.h"

#include "pl-qr-code.h"

#include <qrencode.h>

/* Pixels of a module in a picture: 57 modules, a usual address, are 912 pixels then, 8 cm at 300 dots an inch. */
#define MODULE_PIXELS 16
/* Of a vector picture: 1 mm a module is read from an arm's length. */
#define MODULE_MILLIMETRES 1

struct _PlQrCode
{
  GObject  parent_instance;

  QRcode  *code; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PlQrCode, pl_qr_code, G_TYPE_OBJECT)

static gboolean
is_black (const QRcode *code,
          int           row,
          int           column)
{
  return column < code->width && (code->data[row * code->width + column] & 1) != 0;
}

typedef struct
{
  guchar *pixels;
  gsize   stride;
} Picture;

static void
paint_run (int      column,
           int      row,
           int      length,
           gpointer user_data)
{
  Picture *picture = user_data;
  guchar  *begin = picture->pixels + picture->stride * MODULE_PIXELS * (PL_QR_QUIET_ZONE + row)
                   + 3 * MODULE_PIXELS * (PL_QR_QUIET_ZONE + column);

  for (int line = 0; line < MODULE_PIXELS; line++)
    memset (begin + picture->stride * line, 0, 3 * MODULE_PIXELS * length);
}

static void
write_run (int      column,
           int      row,
           int      length,
           gpointer user_data)
{
  g_string_append_printf (user_data, "M%d %dh%dv1h-%dz", PL_QR_QUIET_ZONE + column, PL_QR_QUIET_ZONE + row, length,
                          length);
}

static void
pl_qr_code_finalize (GObject *object)
{
  PlQrCode *self = PL_QR_CODE (object);

  QRcode_free (self->code);

  G_OBJECT_CLASS (pl_qr_code_parent_class)->finalize (object);
}

static void
pl_qr_code_class_init (PlQrCodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_qr_code_finalize;
}

static void
pl_qr_code_init (PlQrCode *self)
{
}

PlQrCode *
pl_qr_code_new (const char *text)
{
  PlQrCode *self;
  QRcode   *code;

  g_return_val_if_fail (text != NULL, NULL);

  code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  if (code == NULL)
    return NULL;

  self = g_object_new (PL_TYPE_QR_CODE, NULL);
  self->code = code;

  return self;
}

int
pl_qr_code_get_n_modules (PlQrCode *self)
{
  g_return_val_if_fail (PL_IS_QR_CODE (self), 0);

  return self->code->width + 2 * PL_QR_QUIET_ZONE;
}

void
pl_qr_code_foreach_run (PlQrCode    *self,
                        PlQrRunFunc  func,
                        gpointer     user_data)
{
  g_return_if_fail (PL_IS_QR_CODE (self));

  for (int row = 0; row < self->code->width; row++)
    {
      for (int column = 0; column < self->code->width; column++)
        {
          int length = 0;

          while (is_black (self->code, row, column + length))
            length++;
          if (length > 0)
            func (column, row, length, user_data);
          column += length;
        }
    }
}

GBytes *
pl_qr_code_to_svg (PlQrCode *self)
{
  const int  n_modules = pl_qr_code_get_n_modules (self);
  GString   *svg = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  g_return_val_if_fail (PL_IS_QR_CODE (self), NULL);

  g_string_append_printf (svg,
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%dmm\" height=\"%dmm\""
                          " viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">\n"
                          "<path fill=\"#ffffff\" d=\"M0 0h%dv%dH0z\"/>\n"
                          "<path fill=\"#000000\" d=\"",
                          n_modules * MODULE_MILLIMETRES, n_modules * MODULE_MILLIMETRES, n_modules, n_modules,
                          n_modules, n_modules);
  pl_qr_code_foreach_run (self, write_run, svg);
  g_string_append (svg, "\"/>\n</svg>\n");

  return g_string_free_to_bytes (svg);
}

static GdkTexture *
create_texture (PlQrCode *self)
{
  const int          side = pl_qr_code_get_n_modules (self) * MODULE_PIXELS;
  const gsize        size = (gsize) side * side * 3;
  Picture            picture = { .pixels = g_malloc (size), .stride = (gsize) side * 3 };
  g_autoptr (GBytes) bytes = NULL;

  memset (picture.pixels, 0xFF, size);
  pl_qr_code_foreach_run (self, paint_run, &picture);
  bytes = g_bytes_new_take (picture.pixels, size);

  return gdk_memory_texture_new (side, side, GDK_MEMORY_R8G8B8, bytes, picture.stride);
}

GBytes *
pl_qr_code_to_png (PlQrCode *self)
{
  g_autoptr (GdkTexture) texture = create_texture (self);

  return gdk_texture_save_to_png_bytes (texture);
}
