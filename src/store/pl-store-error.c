/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the store: disk and keyring in the user's terms, so that ui and cli can say what to do. */
#include "pl-store-error.h"

/**
 * PL_STORE_ERROR:
 *
 * Error domain of the store; codes are of #PlStoreErrorCode. Messages are SQLite's or the system's, in English, for
 * details to copy: they name tables, columns and paths, never values of rows and never a secret.
 */
G_DEFINE_QUARK (pl-store-error-quark, pl_store_error)
