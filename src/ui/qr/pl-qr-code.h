/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as the black and white squares of a QR code, to be put on a screen, into a file, or on paper. Immutable. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* ISO/IEC 18004 wants four modules of white around the code. */
#define PL_QR_QUIET_ZONE 4

#define PL_TYPE_QR_CODE (pl_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (PlQrCode, pl_qr_code, PL, QR_CODE, GObject)

/* A run of black modules in a row; all in modules, from the upper left one of the code, without the quiet zone. */
typedef void (*PlQrRunFunc) (int      column,
                             int      row,
                             int      length,
                             gpointer user_data);

/* text: UTF-8, at most 2,331 bytes (version 40, level M). (nullable): NULL when it does not fit. */
PlQrCode   *pl_qr_code_new            (const char   *text);
/* Modules on a side, the quiet zone with it. */
int         pl_qr_code_get_n_modules  (PlQrCode     *self);
void        pl_qr_code_foreach_run    (PlQrCode     *self,
                                       PlQrRunFunc   func,
                                       gpointer      user_data);

/* As files, the quiet zone with them. (transfer full) */
GBytes     *pl_qr_code_to_svg         (PlQrCode     *self);
GBytes     *pl_qr_code_to_png         (PlQrCode     *self);

G_END_DECLS
