/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract's operations as pure functions: an address, a body, what has to be right beforehand and what comes of
 * the answer. */

#include "payroc-plan.h"

#include <string.h>

#include "payroc/money/payroc-terminal.h"
#include "payroc/payroc-error.h"

#define LINK_ID_MAX 50
#define BODY_MAX    (64 * 1024)

static GObject *
make_link_cb (JsonNode *node,
              gpointer  user_data,
              GError  **error)
{
  return (GObject *) payroc_link_new_from_server (node, user_data, error);
}

static GObject *
make_sharing_event_cb (JsonNode *node,
                       gpointer  user_data,
                       GError  **error)
{
  return (GObject *) payroc_sharing_event_new_from_json (node, error);
}

static GObject *
make_payment_cb (JsonNode *node,
                 gpointer  user_data,
                 GError  **error)
{
  return (GObject *) payroc_payment_new_from_json (node, GPOINTER_TO_INT (user_data), error);
}

static GObject *
read_payments (JsonNode           *document,
               PayrocPaymentSource source,
               GError            **error)
{
  return (GObject *) payroc_page_new_from_json (document, PAYROC_TYPE_PAYMENT, "paymentId",
                                                make_payment_cb, GINT_TO_POINTER (source), error);
}

/* An id that is not the one asked for comes from a cache between here and Payroc, or from a mistake. */
static GObject *
read_link (JsonNode         *document,
           const PayrocPlan *plan,
           GError          **error)
{
  g_autoptr(PayrocLink) link = payroc_link_new_from_server (document, plan->environment, error);

  if (link == NULL)
    return NULL;

  if (plan->id != NULL && g_strcmp0 (payroc_link_get_id (link), plan->id) != 0)
    {
      g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_BAD_REPLY, NULL, "Another link was answered"));
      return NULL;
    }

  return G_OBJECT (g_steal_pointer (&link));
}

static GObject *
read_links (JsonNode         *document,
            const PayrocPlan *plan,
            GError          **error)
{
  return (GObject *) payroc_page_new_from_json (document, PAYROC_TYPE_LINK, "paymentLinkId",
                                                make_link_cb, plan->environment, error);
}

static GObject *
read_sharing_event (JsonNode         *document,
                    const PayrocPlan *plan,
                    GError          **error)
{
  return (GObject *) payroc_sharing_event_new_from_json (document, error);
}

static GObject *
read_sharing_events (JsonNode         *document,
                     const PayrocPlan *plan,
                     GError          **error)
{
  return (GObject *) payroc_page_new_from_json (document, PAYROC_TYPE_SHARING_EVENT, "sharingEventId",
                                                make_sharing_event_cb, NULL, error);
}

static GObject *
read_card_payments (JsonNode         *document,
                    const PayrocPlan *plan,
                    GError          **error)
{
  return read_payments (document, PAYROC_PAYMENT_SOURCE_CARD, error);
}

static GObject *
read_bank_payments (JsonNode         *document,
                    const PayrocPlan *plan,
                    GError          **error)
{
  return read_payments (document, PAYROC_PAYMENT_SOURCE_BANK, error);
}

static void
check_terminal (const char *terminal,
                GPtrArray  *errors)
{
  if (terminal == NULL || *terminal == '\0')
    payroc_field_errors_add (errors, "processingTerminalId", PAYROC_FIELD_REASON_REQUIRED, 0);
  else if (!payroc_terminal_id_is_valid (terminal))
    payroc_field_errors_add (errors, "processingTerminalId", PAYROC_FIELD_REASON_MALFORMED, 0);
}

/* The contract says exactly ten characters. Longer ones may come, but none that would lead to another path. */
static void
check_link_id (const char *link_id,
               GPtrArray  *errors)
{
  gsize length;

  if (link_id == NULL || *link_id == '\0')
    {
      payroc_field_errors_add (errors, "paymentLinkId", PAYROC_FIELD_REASON_REQUIRED, 0);
      return;
    }

  length = strspn (link_id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_");
  if (link_id[length] != '\0')
    payroc_field_errors_add (errors, "paymentLinkId", PAYROC_FIELD_REASON_MALFORMED, 0);
  else if (length > LINK_ID_MAX)
    payroc_field_errors_add (errors, "paymentLinkId", PAYROC_FIELD_REASON_TOO_LONG, LINK_ID_MAX);
}

static void
check_key (const char *key,
           GPtrArray  *errors)
{
  if (key == NULL)
    payroc_field_errors_add (errors, "Idempotency-Key", PAYROC_FIELD_REASON_REQUIRED, 0);
  else if (!g_uuid_string_is_valid (key))
    payroc_field_errors_add (errors, "Idempotency-Key", PAYROC_FIELD_REASON_MALFORMED, 0);
}

/* Whoever made it has checked its fields. It may be old by now: only Payroc can say whether it still holds. */
static void
check_body (GBytes    *body,
            GPtrArray *errors)
{
  if (body == NULL || g_bytes_get_size (body) == 0)
    payroc_field_errors_add (errors, "body", PAYROC_FIELD_REASON_REQUIRED, 0);
  else if (g_bytes_get_size (body) > BODY_MAX)
    payroc_field_errors_add (errors, "body", PAYROC_FIELD_REASON_TOO_LONG, BODY_MAX);
}

static gboolean
may_plan (PayrocEnvironment *environment,
          GPtrArray         *errors,
          GError           **error)
{
  if (errors->len > 0)
    g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_INVALID, errors, "The request cannot be sent"));
  else if (environment == NULL)
    g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_UNREACHABLE, NULL, "No address is known yet"));
  else
    return TRUE;

  return FALSE;
}

static char *
make_url (PayrocEnvironment *environment,
          const char        *collection,
          const char        *id,     /* (nullable) */
          const char        *action, /* (nullable) */
          const char        *query)  /* (nullable) */
{
  GString *url = g_string_new (payroc_environment_get_api_url (environment));

  g_string_append_printf (url, "/%s", collection);
  if (id != NULL)
    {
      g_string_append_c (url, '/');
      g_string_append_uri_escaped (url, id, NULL, FALSE);
    }
  if (action != NULL)
    g_string_append_printf (url, "/%s", action);
  if (query != NULL && *query != '\0')
    g_string_append_printf (url, "?%s", query);

  return g_string_free (url, FALSE);
}

static void
append_parameter (GString    *query,
                  const char *name,
                  const char *value)
{
  g_string_append_printf (query, "%s%s=", query->len > 0 ? "&" : "", name);
  g_string_append_uri_escaped (query, value, NULL, FALSE);
}

/* A part of what links can be filtered by, with the same names and limits. */
static char *
make_sharing_query (const PayrocSharingFilter *filter,
                    GError                   **error)
{
  const PayrocLinkFilter same = {
    .recipient_name = filter->recipient_name,
    .recipient_email = filter->recipient_email,
    .before = filter->before,
    .after = filter->after,
    .limit = filter->limit,
  };

  return payroc_link_filter_to_query (&same, error);
}

/* time: microseconds since the epoch. */
static void
append_time (GString    *query,
             const char *name,
             gint64      time)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ");

  append_parameter (query, name, text);
}

static char *
make_payment_query (const PayrocPaymentFilter *filter,
                    GError                   **error)
{
  const PayrocLinkFilter place = { .after = filter->after, .limit = filter->limit };
  g_autofree char *paging = payroc_link_filter_to_query (&place, error);
  GString *query;

  if (paging == NULL)
    return NULL;

  query = g_string_new (paging);
  if (filter->terminal != NULL)
    append_parameter (query, "processingTerminalId", filter->terminal);
  if (filter->link_id != NULL)
    append_parameter (query, "paymentLinkId", filter->link_id);
  if (filter->since > 0)
    append_time (query, "dateFrom", filter->since);
  if (filter->until > 0)
    append_time (query, "dateTo", filter->until);

  return g_string_free (query, FALSE);
}

static PayrocPlan *
plan_new (PayrocEnvironment *environment,
          const char        *method,
          char              *url, /* (transfer full) */
          PayrocReadFunc     read)
{
  PayrocPlan *self = g_new0 (PayrocPlan, 1);

  self->environment = g_object_ref (environment);
  self->method = method;
  self->url = url;
  self->read = read;

  return self;
}

static PayrocPlan *
plan_new_page (PayrocEnvironment *environment,
               char              *url, /* (transfer full) */
               PayrocReadFunc     read)
{
  PayrocPlan *self = plan_new (environment, "GET", url, read);

  self->is_page = TRUE;

  return self;
}

/* An intent: what is sent has been written down beforehand, and goes out as it was. */
static PayrocPlan *
plan_new_keyed (PayrocEnvironment *environment,
                const char        *method,
                char              *url, /* (transfer full) */
                GBytes            *body,
                const char        *key,
                PayrocReadFunc     read)
{
  PayrocPlan *self = plan_new (environment, method, url, read);

  self->body = g_bytes_ref (body);
  self->key = g_strdup (key);

  return self;
}

PayrocPlan *
payroc_plan_create_link (PayrocEnvironment *environment,
                         const char        *terminal,
                         GBytes            *body,
                         const char        *key,
                         GError           **error)
{
  g_autoptr(GPtrArray) errors = payroc_field_errors_new ();

  check_terminal (terminal, errors);
  check_body (body, errors);
  check_key (key, errors);
  if (!may_plan (environment, errors, error))
    return NULL;

  return plan_new_keyed (environment, "POST",
                         make_url (environment, "processing-terminals", terminal, "payment-links", NULL),
                         body, key, read_link);
}

PayrocPlan *
payroc_plan_list_links (PayrocEnvironment      *environment,
                        const char             *terminal,
                        const PayrocLinkFilter *filter,
                        GError                **error)
{
  g_autoptr(GPtrArray) errors = payroc_field_errors_new ();
  g_autofree char *query = NULL;

  check_terminal (terminal, errors);
  if (!may_plan (environment, errors, error))
    return NULL;

  if (filter != NULL && (query = payroc_link_filter_to_query (filter, error)) == NULL)
    return NULL;

  return plan_new_page (environment, make_url (environment, "processing-terminals", terminal, "payment-links", query),
                        read_links);
}

PayrocPlan *
payroc_plan_retrieve_link (PayrocEnvironment *environment,
                           const char        *link_id,
                           GError           **error)
{
  g_autoptr(GPtrArray) errors = payroc_field_errors_new ();
  PayrocPlan *plan;

  check_link_id (link_id, errors);
  if (!may_plan (environment, errors, error))
    return NULL;

  plan = plan_new (environment, "GET", make_url (environment, "payment-links", link_id, NULL, NULL), read_link);
  plan->id = g_strdup (link_id);

  return plan;
}

PayrocPlan *
payroc_plan_edit_link (PayrocEnvironment *environment,
                       const char        *link_id,
                       GBytes            *body,
                       const char        *key,
                       GError           **error)
{
  g_autoptr(GPtrArray) errors = payroc_field_errors_new ();
  PayrocPlan *plan;

  check_link_id (link_id, errors);
  check_body (body, errors);
  check_key (key, errors);
  if (!may_plan (environment, errors, error))
    return NULL;

  plan = plan_new_keyed (environment, "PATCH", make_url (environment, "payment-links", link_id, NULL, NULL),
                         body, key, read_link);
  plan->id = g_strdup (link_id);

  return plan;
}

PayrocPlan *
payroc_plan_deactivate_link (PayrocEnvironment *environment,
                             const char        *link_id,
                             GError           **error)
{
  g_autoptr(GPtrArray) errors = payroc_field_errors_new ();
  PayrocPlan *plan;

  check_link_id (link_id, errors);
  if (!may_plan (environment, errors, error))
    return NULL;

  plan = plan_new (environment, "POST",
                   make_url (environment, "payment-links", link_id, "deactivate", NULL), read_link);
  plan->id = g_strdup (link_id);

  return plan;
}

PayrocPlan *
payroc_plan_share_link (PayrocEnvironment *environment,
                        const char        *link_id,
                        GBytes            *body,
                        const char        *key,
                        GError           **error)
{
  g_autoptr(GPtrArray) errors = payroc_field_errors_new ();

  check_link_id (link_id, errors);
  check_body (body, errors);
  check_key (key, errors);
  if (!may_plan (environment, errors, error))
    return NULL;

  return plan_new_keyed (environment, "POST",
                         make_url (environment, "payment-links", link_id, "sharing-events", NULL),
                         body, key, read_sharing_event);
}

PayrocPlan *
payroc_plan_list_sharing_events (PayrocEnvironment         *environment,
                                 const char                *link_id,
                                 const PayrocSharingFilter *filter,
                                 GError                   **error)
{
  g_autoptr(GPtrArray) errors = payroc_field_errors_new ();
  g_autofree char *query = NULL;

  check_link_id (link_id, errors);
  if (!may_plan (environment, errors, error))
    return NULL;

  if (filter != NULL && (query = make_sharing_query (filter, error)) == NULL)
    return NULL;

  return plan_new_page (environment, make_url (environment, "payment-links", link_id, "sharing-events", query),
                        read_sharing_events);
}

PayrocPlan *
payroc_plan_list_payments (PayrocEnvironment  *environment,
                           PayrocPaymentSource source,
                           const PayrocPaymentFilter *filter,
                           GError            **error)
{
  g_autoptr(GPtrArray) errors = payroc_field_errors_new ();
  g_autofree char *query = NULL;

  if (filter->terminal != NULL || filter->link_id == NULL || source == PAYROC_PAYMENT_SOURCE_BANK)
    check_terminal (filter->terminal, errors);
  if (filter->link_id != NULL)
    check_link_id (filter->link_id, errors);
  if (!may_plan (environment, errors, error))
    return NULL;

  query = make_payment_query (filter, error);
  if (query == NULL)
    return NULL;

  if (source == PAYROC_PAYMENT_SOURCE_BANK)
    return plan_new_page (environment, make_url (environment, "bank-transfer-payments", NULL, NULL, query),
                          read_bank_payments);

  return plan_new_page (environment, make_url (environment, "payments", NULL, NULL, query), read_card_payments);
}

void
payroc_plan_free (PayrocPlan *self)
{
  g_clear_object (&self->environment);
  g_free (self->url);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->key);
  g_free (self->id);
  g_free (self);
}
