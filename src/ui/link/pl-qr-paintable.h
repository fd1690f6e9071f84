/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as a QR code that can be painted at any size. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_QR_PAINTABLE (pl_qr_paintable_get_type ())
G_DECLARE_FINAL_TYPE (PlQrPaintable, pl_qr_paintable, PL, QR_PAINTABLE, GObject)

/* text: UTF-8, at most 2,331 bytes (version 40, level M). (nullable): NULL when it does not fit. */
GdkPaintable *pl_qr_paintable_new (const char *text);

G_END_DECLS
