/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Payroc says about a processing terminal. Immutable. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PAYROC_TERMINAL_ID_MIN 4
#define PAYROC_TERMINAL_ID_MAX 50

#define PAYROC_TYPE_TERMINAL (payroc_terminal_get_type ())
G_DECLARE_FINAL_TYPE (PayrocTerminal, payroc_terminal, PAYROC, TERMINAL, GObject)

/* Required of the document: processingTerminalId. Errors: PAYROC_ERROR_BAD_REPLY. */
PayrocTerminal *payroc_terminal_new_from_json         (JsonNode        *node,
                                                       GError         **error);
const char     *payroc_terminal_get_id                (PayrocTerminal  *self);
const char     *payroc_terminal_get_status            (PayrocTerminal  *self); /* (nullable) */
const char     *payroc_terminal_get_time_zone         (PayrocTerminal  *self); /* (nullable) */
/* -1 not said, 0 off, 1 on */
int             payroc_terminal_get_payment_links     (PayrocTerminal  *self);
int             payroc_terminal_get_pre_authorization (PayrocTerminal  *self);
gboolean        payroc_terminal_id_is_valid           (const char      *id); /* 4–50 characters that can stand in a
                                                                              * path */

G_END_DECLS
