/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From wishes to a query string. */

#include "payroc-link-filter.h"

#include "payroc-link-draft.h"
#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"
#include "payroc/payroc-page.h"
#include "payroc/payroc-text.h"
#include "payroc/sharing/payroc-recipient.h"

static void
add (GString    *query,
     const char *name,
     const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  if (query->len > 0)
    g_string_append_c (query, '&');
  g_string_append (query, name);
  g_string_append_c (query, '=');
  g_string_append_uri_escaped (query, value, NULL, FALSE);
}

static void
add_date (GString     *query,
          const char  *name,
          const GDate *date)
{
  g_autofree char *text = date != NULL ? payroc_json_format_date (date) : NULL;

  add (query, name, text);
}

static void
check_date (const char  *parameter,
            const GDate *date,
            GPtrArray   *errors)
{
  if (date != NULL && (!g_date_valid (date) || g_date_get_year (date) > 9999))
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_MALFORMED, 0);
}

static void
check_text (const char *parameter,
            const char *text,
            gsize       max_chars,
            GPtrArray  *errors)
{
  payroc_text_check (text, parameter, PAYROC_TEXT_OPTIONAL, PAYROC_TEXT_ONE_LINE, max_chars, errors);
}

static void
check (const PayrocLinkFilter *self,
       GPtrArray              *errors)
{
  const char *email = self->recipient_email;

  check_text ("merchantReference", self->reference, PAYROC_REFERENCE_MAX, errors);
  check_text ("recipientName", self->recipient_name, PAYROC_RECIPIENT_NAME_MAX, errors);
  check_text ("recipientEmail", email, PAYROC_RECIPIENT_EMAIL_MAX, errors);
  if (email != NULL && *email != '\0' && g_utf8_validate (email, -1, NULL) &&
      g_utf8_strlen (email, -1) < PAYROC_RECIPIENT_EMAIL_MIN)
    payroc_field_errors_add (errors, "recipientEmail", PAYROC_FIELD_REASON_TOO_SHORT, PAYROC_RECIPIENT_EMAIL_MIN);
  check_date ("createdOn", self->created_on, errors);
  check_date ("expiresOn", self->expires_on, errors);
  if (self->before != NULL && self->after != NULL)
    payroc_field_errors_add (errors, "before", PAYROC_FIELD_REASON_NOT_ALLOWED, 0);
  if (self->limit > PAYROC_PAGE_LIMIT_MAX)
    payroc_field_errors_add (errors, "limit", PAYROC_FIELD_REASON_TOO_LARGE, PAYROC_PAGE_LIMIT_MAX);
}

/**
 * payroc_link_filter_to_query:
 * @self: what is asked for; zeroed members ask for nothing
 * @error: return location for a #GError
 *
 * The query of a list request, percent-encoded, with the limits of CONTRACT.md's table checked.
 *
 * Errors: %PAYROC_ERROR_INVALID with fields.
 *
 * Returns: (transfer full): the query without its question mark, perhaps "", or %NULL with @error set
 */
char *
payroc_link_filter_to_query (const PayrocLinkFilter  *self,
                             GError                 **error)
{
  g_autoptr(GPtrArray) errors = payroc_field_errors_new ();
  g_autofree char *limit = NULL;
  GString *query = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  check (self, errors);
  if (!payroc_error_check_fields (errors, "Links cannot be listed like that", error))
    return NULL;

  limit = self->limit > 0 ? g_strdup_printf ("%u", self->limit) : NULL;
  query = g_string_new (NULL);
  add (query, "limit", limit);
  add (query, "merchantReference", self->reference);
  add (query, "linkType", payroc_link_kind_to_wire (self->kind));
  add (query, "chargeType", payroc_charge_kind_to_wire (self->charge_kind));
  add (query, "status", payroc_link_status_to_wire (self->status));
  add (query, "recipientName", self->recipient_name);
  add (query, "recipientEmail", self->recipient_email);
  add_date (query, "createdOn", self->created_on);
  add_date (query, "expiresOn", self->expires_on);
  add (query, "before", self->before);
  add (query, "after", self->after);

  return g_string_free (query, FALSE);
}
