/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two questions to Payroc: the identity service about the key, then the list of links about the terminal. */
#include "config.h"

#include "pl-key-check.h"

#include <string.h>

#include "payroc/client/payroc-client.h"
#include "payroc/payroc-error.h"

#define API_KEY_MAX 4096

typedef struct
{
  /* Input */
  char         *terminal; /* (owned) (nullable) */

  /* In progress */
  PayrocClient *client; /* (owned) */

  /* Output */
  PlKeyCheck   *check; /* (owned) */
} Work;

static void
work_free (Work *work)
{
  payroc_authenticator_set_token_func (payroc_client_get_authenticator (work->client), NULL, NULL, NULL);
  g_clear_object (&work->client);
  g_clear_pointer (&work->terminal, g_free);
  g_clear_pointer (&work->check, pl_key_check_free);
  g_free (work);
}

/* The same error, standing at a field of the form; what Payroc itself said about fields goes before. */
static GError *
put_at_field (GError     *error,
              const char *parameter)
{
  GPtrArray *known = payroc_error_get_fields (error);
  g_autoptr (GPtrArray) fields = NULL;
  GError *better;

  if (known != NULL && known->len > 0)
    return error;

  fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  g_ptr_array_add (fields, payroc_field_error_new (parameter, PAYROC_FIELD_REASON_SERVER, 0,
                                                   payroc_error_get_detail (error)));
  better = payroc_error_new_fields (error->code, fields, "%s", error->message);
  payroc_error_set_http (better, payroc_error_get_status (error),
                         payroc_error_get_type_name (error), payroc_error_get_detail (error));
  g_error_free (error);

  return better;
}

static void
keep_token (PayrocAuthenticator *authenticator,
            const char          *token,
            gint64               expires_at,
            gpointer             user_data)
{
  PlKeyCheck *check = user_data;

  g_clear_pointer (&check->token, payroc_secret_free);
  check->token = g_strdup (token);
  check->token_expires_at = expires_at;
}

static void
list_links_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (PayrocPage) page = NULL;
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (GError) error = NULL;
  Work *work = g_task_get_task_data (task);

  page = payroc_client_list_links_finish (PAYROC_CLIENT (source), result, &error);
  if (page == NULL)
    {
      if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_FORBIDDEN) ||
          g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND) ||
          g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_CAPABILITY_MISSING) ||
          g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_INVALID))
        error = put_at_field (g_steal_pointer (&error), "processingTerminalId");
      else if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED))
        error = put_at_field (g_steal_pointer (&error), "apiKey");
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  link = g_list_model_get_item (payroc_page_get_rows (page), 0);
  if (link != NULL)
    work->check->currency = g_strdup (payroc_link_get_currency (link));

  g_task_return_pointer (task, g_steal_pointer (&work->check), (GDestroyNotify) pl_key_check_free);
}

static void
get_token_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Work *work = g_task_get_task_data (task);
  PayrocLinkFilter filter = { .limit = 1 };
  char *token;

  token = payroc_authenticator_get_token_finish (PAYROC_AUTHENTICATOR (source), result, &error);
  if (token == NULL)
    {
      if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED))
        error = put_at_field (g_steal_pointer (&error), "apiKey");
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  payroc_secret_free (token);

  if (work->terminal == NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&work->check), (GDestroyNotify) pl_key_check_free);
      return;
    }

  payroc_client_list_links_async (work->client, work->terminal, &filter, g_task_get_cancellable (task),
                                  list_links_cb, g_object_ref (task));
}

void
pl_key_check_free (PlKeyCheck *check)
{
  if (check == NULL)
    return;

  g_clear_pointer (&check->token, payroc_secret_free);
  g_clear_pointer (&check->currency, g_free);
  g_free (check);
}

/**
 * pl_key_check_tidy:
 * @api_key: (nullable): what was typed or pasted
 * @errors: (element-type PayrocFieldError): where a mistake at "apiKey" is added
 *
 * A pasted key often brings white space or a line's end with it. What cannot
 * stand in an HTTP header is refused here: it could only be a mistake.
 *
 * Returns: (transfer full) (nullable): the bare key, to be freed with
 *   payroc_secret_free(), or %NULL when it cannot be one
 */
char *
pl_key_check_tidy (const char *api_key,
                   GPtrArray  *errors)
{
  const char *start = api_key != NULL ? api_key : "";
  gsize length;

  while (g_ascii_isspace (*start))
    start++;
  length = strlen (start);
  while (length > 0 && g_ascii_isspace (start[length - 1]))
    length--;

  if (length == 0)
    {
      g_ptr_array_add (errors, payroc_field_error_new ("apiKey", PAYROC_FIELD_REASON_REQUIRED, 0, NULL));
      return NULL;
    }
  if (length > API_KEY_MAX)
    {
      g_ptr_array_add (errors, payroc_field_error_new ("apiKey", PAYROC_FIELD_REASON_TOO_LONG, API_KEY_MAX, NULL));
      return NULL;
    }
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isgraph (start[i]))
        {
          g_ptr_array_add (errors, payroc_field_error_new ("apiKey", PAYROC_FIELD_REASON_MALFORMED, 0, NULL));
          return NULL;
        }
    }

  return g_strndup (start, length);
}

/**
 * pl_key_check_async:
 * @transport: what to ask over
 * @environment: which Payroc
 * @api_key: (not nullable): the key, tidied; copied into wiped memory
 * @terminal: (nullable): also ask whether this terminal's links may be listed
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Listing one link is the proof of a terminal: retrieving the terminal itself
 * answers 403 or 404 for terminals that work but were not ordered through the
 * API (contract, "Operations").
 */
void
pl_key_check_async (PayrocTransport     *transport,
                    PayrocEnvironment   *environment,
                    const char          *api_key,
                    const char          *terminal,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  PayrocAuthenticator *authenticator;
  Work *work;

  g_return_if_fail (PAYROC_IS_TRANSPORT (transport));
  g_return_if_fail (PAYROC_IS_ENVIRONMENT (environment));
  g_return_if_fail (api_key != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_key_check_async);

  work = g_new0 (Work, 1);
  work->terminal = g_strdup (terminal);
  work->client = payroc_client_new (environment, transport);
  work->check = g_new0 (PlKeyCheck, 1);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);

  authenticator = payroc_client_get_authenticator (work->client);
  payroc_authenticator_set_token_func (authenticator, keep_token, work->check, NULL);
  payroc_authenticator_set_api_key (authenticator, api_key);
  payroc_authenticator_get_token_async (authenticator, cancellable, get_token_cb, g_steal_pointer (&task));
}

/**
 * pl_key_check_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %PAYROC_ERROR_KEY_REFUSED with the field "apiKey";
 * %PAYROC_ERROR_FORBIDDEN, %PAYROC_ERROR_NOT_FOUND, %PAYROC_ERROR_INVALID or
 * %PAYROC_ERROR_CAPABILITY_MISSING with the field "processingTerminalId"; what
 * else an exchange can end with; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the proof
 */
PlKeyCheck *
pl_key_check_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_key_check_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
