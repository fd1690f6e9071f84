/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Always black on white with the quiet zone of the standard, in every theme: some scanners read nothing else. */
#include "config.h"

#include "pl-qr-paintable.h"

#include <qrencode.h>

/* ISO/IEC 18004 wants four modules of white around the code. */
#define QUIET_ZONE 4

struct _PlQrPaintable
{
  GObject parent_instance;

  QRcode *code; /* (owned) */
};

static void pl_qr_paintable_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlQrPaintable, pl_qr_paintable, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, pl_qr_paintable_iface_init))

static gboolean
is_black (const QRcode *code,
          int           row,
          int           column)
{
  return column < code->width && (code->data[row * code->width + column] & 1) != 0;
}

static void
pl_qr_paintable_snapshot (GdkPaintable *paintable,
                          GdkSnapshot  *snapshot,
                          double        width,
                          double        height)
{
  static const GdkRGBA black = { 0, 0, 0, 1 };
  static const GdkRGBA white = { 1, 1, 1, 1 };
  PlQrPaintable       *self = PL_QR_PAINTABLE (paintable);
  int                  n_modules = self->code->width + 2 * QUIET_ZONE;
  float                side = (float) MIN (width, height);
  /* Whole pixels for each module where there is room, and beginning at one: scanners fail at grey seams. */
  float                module = side >= n_modules ? (float) (int) (side / n_modules) : side / n_modules;
  float                left = (float) (int) ((width - module * self->code->width) / 2);
  float                top = (float) (int) ((height - module * self->code->width) / 2);

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  for (int row = 0; row < self->code->width; row++)
    {
      for (int column = 0; column < self->code->width; column++)
        {
          int run = 0;

          while (is_black (self->code, row, column + run))
            run++;
          if (run == 0)
            continue;

          gtk_snapshot_append_color (snapshot, &black,
                                     &GRAPHENE_RECT_INIT (left + module * column, top + module * row,
                                                          module * run, module));
          column += run;
        }
    }
}

static GdkPaintableFlags
pl_qr_paintable_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_SIZE | GDK_PAINTABLE_STATIC_CONTENTS;
}

static double
pl_qr_paintable_get_intrinsic_aspect_ratio (GdkPaintable *paintable)
{
  return 1;
}

static void
pl_qr_paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = pl_qr_paintable_snapshot;
  iface->get_flags = pl_qr_paintable_get_flags;
  iface->get_intrinsic_aspect_ratio = pl_qr_paintable_get_intrinsic_aspect_ratio;
}

static void
pl_qr_paintable_finalize (GObject *object)
{
  PlQrPaintable *self = PL_QR_PAINTABLE (object);

  QRcode_free (self->code);

  G_OBJECT_CLASS (pl_qr_paintable_parent_class)->finalize (object);
}

static void
pl_qr_paintable_class_init (PlQrPaintableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pl_qr_paintable_finalize;
}

static void
pl_qr_paintable_init (PlQrPaintable *self)
{
}

GdkPaintable *
pl_qr_paintable_new (const char *text)
{
  PlQrPaintable *self;
  QRcode        *code;

  g_return_val_if_fail (text != NULL, NULL);

  code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  if (code == NULL)
    return NULL;

  self = g_object_new (PL_TYPE_QR_PAINTABLE, NULL);
  self->code = code;

  return GDK_PAINTABLE (self);
}
