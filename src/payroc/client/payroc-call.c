/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all operations have in common: a token, one more try when it was refused, and an answer that is not read in the
 * thread of a window. */

#include "payroc-call.h"

#include "payroc-problem.h"
#include "payroc/payroc-error.h"
#include "payroc/payroc-json-rows.h"
#include "payroc/payroc-json.h"

typedef struct
{
  /* input */
  PayrocTransport     *transport;     /* (owned) */
  PayrocAuthenticator *authenticator; /* (owned) */
  PayrocPlan          *plan;          /* (owned) */

  /* in progress */
  char                *token;         /* (owned) (nullable) secret */
  gboolean             renewed;       /* a token was refused already */
  gboolean             maybe_done;
  PayrocReply         *reply;         /* (owned) (nullable) */
} Call;

static void ask_for_token (GTask *task);

static void
call_free (Call *call)
{
  g_clear_object (&call->transport);
  g_clear_object (&call->authenticator);
  g_clear_pointer (&call->plan, payroc_plan_free);
  payroc_secret_clear (&call->token);
  g_clear_pointer (&call->reply, payroc_reply_free);
  g_free (call);
}

static gboolean
does_work (Call *call)
{
  return g_strcmp0 (call->plan->method, "GET") != 0;
}

static GObject *
read_reply (Call    *call,
            GError **error)
{
  g_autoptr(JsonNode) document = NULL;
  GObject *object;

  if (call->reply->status < 200 || call->reply->status > 299)
    {
      g_propagate_error (error, payroc_problem_to_error (call->reply));
      return NULL;
    }

  if (call->plan->is_page)
    document = payroc_json_parse_rows (call->reply->body, PAYROC_PAGE_ROWS, error);
  else
    document = payroc_json_parse (call->reply->body, error);
  object = document != NULL ? call->plan->read (document, call->plan, error) : NULL;

  if (PAYROC_IS_PAGE (object))
    payroc_page_set_size (PAYROC_PAGE (object), g_bytes_get_size (call->reply->body));

  /* It was done, or so it said; what is known of the result is nothing. */
  if (object == NULL)
    {
      payroc_error_set_http (*error, call->reply->status, NULL, NULL);
      payroc_error_set_outcome_unknown (*error, does_work (call));
    }

  return object;
}

static void
read_in_thread (GTask        *reading,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  GObject *object = read_reply (task_data, &error);

  if (object != NULL)
    g_task_return_pointer (reading, object, g_object_unref);
  else
    g_task_return_error (reading, g_steal_pointer (&error));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  GObject *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GTask) reading = NULL;
  g_autoptr(GError) error = NULL;
  Call *call = g_task_get_task_data (task);

  call->reply = payroc_transport_send_finish (PAYROC_TRANSPORT (object), result, &error);
  if (call->reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (call->reply->status == 401 && !call->renewed)
    {
      call->renewed = TRUE;
      call->maybe_done = call->reply->outcome_unknown;
      g_clear_pointer (&call->reply, payroc_reply_free);
      payroc_authenticator_drop_token (call->authenticator, call->token);
      ask_for_token (g_steal_pointer (&task));
      return;
    }

  /* The thread may be the last to let go of its task, so that has neither a source object nor anything else that is
   * not free to end there. The call's data outlive it: read_cb() holds them. */
  reading = g_task_new (NULL, NULL, read_cb, g_steal_pointer (&task));
  g_task_set_source_tag (reading, sent_cb);
  g_task_set_task_data (reading, call, NULL);
  g_task_run_in_thread (reading, read_in_thread);
}

static void
got_token_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Call *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  PayrocRequest request = {
    .method = call->plan->method,
    .url = call->plan->url,
    .idempotency_key = call->plan->key,
    .body = call->plan->body,
    .maybe_done = call->maybe_done,
  };

  payroc_secret_clear (&call->token);
  call->token = payroc_authenticator_get_token_finish (PAYROC_AUTHENTICATOR (object), result, &error);
  if (call->token == NULL)
    {
      if (error->domain == PAYROC_ERROR)
        payroc_error_set_outcome_unknown (error, call->maybe_done);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  request.bearer = call->token;
  payroc_transport_send_async (call->transport, &request, cancellable, sent_cb, g_steal_pointer (&task));
}

static void
ask_for_token (GTask *task) /* (transfer full) */
{
  Call *call = g_task_get_task_data (task);

  payroc_authenticator_get_token_async (call->authenticator, g_task_get_cancellable (task), got_token_cb, task);
}

/**
 * payroc_call_run:
 * @task: (transfer full): ends with a #GObject from the plan's function, or with an error
 * @transport: for the request
 * @authenticator: for its token
 * @plan: (transfer full): what to ask for
 *
 * A 401 drops the token and is tried once more with a new one; that the first attempts of a request were lost is
 * remembered over this. Errors are those of the authenticator, the transport and payroc_problem_to_error(), and
 * %PAYROC_ERROR_BAD_REPLY for a success that cannot be read, which leaves the outcome of everything but a GET
 * unknown.
 */
void
payroc_call_run (GTask               *task,
                 PayrocTransport     *transport,
                 PayrocAuthenticator *authenticator,
                 PayrocPlan          *plan)
{
  Call *call = g_new0 (Call, 1);

  call->transport = g_object_ref (transport);
  call->authenticator = g_object_ref (authenticator);
  call->plan = plan;
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  ask_for_token (task);
}
