/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code on the screen that can be dragged away, copied and saved. */
#pragma once

#include <adwaita.h>

#include "pl-qr-code.h"

G_BEGIN_DECLS

#define PL_TYPE_QR_VIEW (pl_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (PlQrView, pl_qr_view, PL, QR_VIEW, AdwBin)

/* code: (nullable). name: (nullable): proposed for a file. */
void                pl_qr_view_set_code        (PlQrView   *self,
                                                PlQrCode   *code,
                                                const char *name);
void                pl_qr_view_copy            (PlQrView   *self);
void                pl_qr_view_save            (PlQrView   *self);

G_END_DECLS
