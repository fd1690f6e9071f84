/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mail that Payroc sent for a link. Immutable; keeps the document it came from. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PAYROC_TYPE_SHARING_EVENT (payroc_sharing_event_get_type ())
G_DECLARE_FINAL_TYPE (PayrocSharingEvent, payroc_sharing_event, PAYROC, SHARING_EVENT, GObject)

/* Required of the document: sharingEventId. Errors: PAYROC_ERROR_BAD_REPLY. */
PayrocSharingEvent *payroc_sharing_event_new_from_json  (JsonNode            *node,
                                                         GError             **error);
JsonNode           *payroc_sharing_event_get_json       (PayrocSharingEvent  *self); /* (transfer none) as received */
const char         *payroc_sharing_event_get_id         (PayrocSharingEvent  *self);
GDateTime          *payroc_sharing_event_get_date_time  (PayrocSharingEvent  *self); /* (nullable) */
const char         *payroc_sharing_event_get_message    (PayrocSharingEvent  *self); /* (nullable) */
GListModel         *payroc_sharing_event_get_recipients (PayrocSharingEvent  *self); /* (transfer none) of
                                                                                      * PayrocRecipient */

G_END_DECLS
