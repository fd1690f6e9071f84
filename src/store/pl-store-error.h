/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PL_STORE_ERROR: what can go wrong with the disk and the keyring, in the user's terms. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PL_STORE_ERROR (pl_store_error_quark ())

typedef enum
{
  PL_STORE_ERROR_FAILED,              /* anything else; message for the details */
  PL_STORE_ERROR_DISK_FULL,
  PL_STORE_ERROR_READ_ONLY,           /* the folder or file cannot be written */
  PL_STORE_ERROR_DAMAGED,             /* not a database, or its integrity check failed */
  PL_STORE_ERROR_TOO_NEW,             /* written by a later Paylinks */
  PL_STORE_ERROR_BUSY,                /* another process held the lock too long */
  PL_STORE_ERROR_DUPLICATE,           /* the same idempotency key again: a second click */
  PL_STORE_ERROR_NOT_FOUND,
  PL_STORE_ERROR_KEYRING_LOCKED,
  PL_STORE_ERROR_KEYRING_UNREACHABLE, /* no secret service on this desktop */
} PlStoreErrorCode;

GQuark pl_store_error_quark (void);

G_END_DECLS
