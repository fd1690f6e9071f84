/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody a link is sent to: a name and an e-mail address. Immutable. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PAYROC_RECIPIENT_NAME_MAX   48
#define PAYROC_RECIPIENT_EMAIL_MIN   6
#define PAYROC_RECIPIENT_EMAIL_MAX 128

#define PAYROC_TYPE_RECIPIENT (payroc_recipient_get_type ())
G_DECLARE_FINAL_TYPE (PayrocRecipient, payroc_recipient, PAYROC, RECIPIENT, GObject)

/* Properties: name, email (construct-only, never NULL). */
PayrocRecipient *payroc_recipient_new           (const char       *name,
                                                 const char       *email);
const char      *payroc_recipient_get_name      (PayrocRecipient  *self);
const char      *payroc_recipient_get_email     (PayrocRecipient  *self);
/* FALSE: the address stands for it, or nothing does. */
gboolean         payroc_recipient_has_name      (PayrocRecipient  *self);
/* Appends PayrocFieldError for "recipients[index].name|email"; TRUE when none. */
gboolean         payroc_recipient_validate      (PayrocRecipient  *self,
                                                 guint             index,
                                                 GPtrArray        *errors);
gboolean         payroc_recipient_equal         (PayrocRecipient  *a,
                                                 PayrocRecipient  *b); /* by e-mail, case folded */

/* "Sarah Hopper <sarah@example.com>, bob@example.com; …" (also one per line, quoted names) → a list. A bare address
 * takes the part before its "@" as name. What cannot be read is kept as a recipient whose validation fails, so that
 * nothing typed is lost.
 * Returns: (transfer full) (element-type PayrocRecipient) */
GPtrArray       *payroc_recipient_parse_list    (const char       *text);
/* "Bcc: bob@example.com": a mail's header was pasted, and what it means to its people is lost in a list of them. */
gboolean         payroc_recipient_list_has_header (const char    *text);
char            *payroc_recipient_to_text       (PayrocRecipient  *self); /* Sarah Hopper <sarah@example.com> */

PayrocRecipient *payroc_recipient_new_from_json (JsonObject       *object,
                                                 GError          **error);
JsonNode        *payroc_recipient_to_json       (PayrocRecipient  *self);
/* Appends each element of an array of recipients. Errors: PAYROC_ERROR_BAD_REPLY. */
gboolean         payroc_recipient_read_list     (JsonArray        *array,
                                                 GListStore       *recipients,
                                                 GError          **error);

G_END_DECLS
