/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON documents: the API's own objects as they came, and our few around them. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/pl-account.h"
#include "core/outbox/pl-intent.h"

G_BEGIN_DECLS

JsonNode   *pl_cli_document_intent  (PlIntent      *intent);
JsonNode   *pl_cli_document_account (PlAccount     *account);
const char *pl_cli_document_state   (PayrocLinkStatus status);
JsonNode   *pl_cli_document_link    (PayrocLink    *link,
                                     PayrocLinkStatus status);
JsonNode   *pl_cli_document_totals  (GPtrArray     *totals);
JsonNode   *pl_cli_document_error   (const GError  *error,
                                     gint64         outbox_id);
void        pl_cli_document_set_time (JsonObject   *object,
                                      const char   *name,
                                      gint64        time);
char       *pl_cli_document_to_text (JsonObject    *document);

G_END_DECLS
