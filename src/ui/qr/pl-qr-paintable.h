/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code that can be painted at any size. */
#pragma once

#include <gtk/gtk.h>

#include "pl-qr-code.h"

G_BEGIN_DECLS

#define PL_TYPE_QR_PAINTABLE (pl_qr_paintable_get_type ())
G_DECLARE_FINAL_TYPE (PlQrPaintable, pl_qr_paintable, PL, QR_PAINTABLE, GObject)

GdkPaintable *pl_qr_paintable_new (PlQrCode *code);

G_END_DECLS
