/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code for another program: a picture for those that take pixels, a drawing for those that take lines. */
#pragma once

#include <gdk/gdk.h>

#include "pl-qr-code.h"

G_BEGIN_DECLS

#define PL_TYPE_QR_CONTENT (pl_qr_content_get_type ())
G_DECLARE_FINAL_TYPE (PlQrContent, pl_qr_content, PL, QR_CONTENT, GdkContentProvider)

GdkContentProvider *pl_qr_content_new (PlQrCode *code);

G_END_DECLS
