/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Always black on white with the quiet zone of the standard, in every theme: some scanners read nothing else. */
#include "config.h"

#include "pl-qr-paintable.h"

struct _PlQrPaintable
{
  GObject parent_instance;

  PlQrCode *code; /* (owned) */
};

static void pl_qr_paintable_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlQrPaintable, pl_qr_paintable, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, pl_qr_paintable_iface_init))

typedef struct
{
  GtkSnapshot *snapshot;
  float        left;
  float        top;
  float        module;
} Brush;

static void
paint_run (int      column,
           int      row,
           int      length,
           gpointer user_data)
{
  static const GdkRGBA black = { 0, 0, 0, 1 };
  const Brush         *brush = user_data;

  gtk_snapshot_append_color (brush->snapshot, &black,
                             &GRAPHENE_RECT_INIT (brush->left + brush->module * column,
                                                  brush->top + brush->module * row,
                                                  brush->module * length, brush->module));
}

static void
pl_qr_paintable_snapshot (GdkPaintable *paintable,
                          GdkSnapshot  *snapshot,
                          double        width,
                          double        height)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  PlQrPaintable       *self = PL_QR_PAINTABLE (paintable);
  int                  n_modules = pl_qr_code_get_n_modules (self->code);
  float                side = (float) MIN (width, height);
  /* Whole pixels for each module where there is room, and beginning at one: scanners fail at grey seams. */
  float                module = side >= n_modules ? (float) (int) (side / n_modules) : side / n_modules;
  float                inner = module * (n_modules - 2 * PL_QR_QUIET_ZONE);
  Brush                brush = {
    .snapshot = snapshot,
    .left = (float) (int) ((width - inner) / 2),
    .top = (float) (int) ((height - inner) / 2),
    .module = module,
  };

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  pl_qr_code_foreach_run (self->code, paint_run, &brush);
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

  g_clear_object (&self->code);

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
pl_qr_paintable_new (PlQrCode *code)
{
  PlQrPaintable *self;

  g_return_val_if_fail (PL_IS_QR_CODE (code), NULL);

  self = g_object_new (PL_TYPE_QR_PAINTABLE, NULL);
  self->code = g_object_ref (code);

  return GDK_PAINTABLE (self);
}
