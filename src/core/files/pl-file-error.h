/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why what the user named is not read, or not written. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PL_FILE_ERROR (pl_file_error_quark ())

typedef enum
{
  PL_FILE_ERROR_NOT_A_FILE, /* a folder, a device, a pipe, a link to nothing */
  PL_FILE_ERROR_OWN_FILE,   /* Paylinks keeps its data in it */
} PlFileErrorCode;

GQuark  pl_file_error_quark (void);
GError *pl_file_error_new   (PlFileErrorCode code);

G_END_DECLS
