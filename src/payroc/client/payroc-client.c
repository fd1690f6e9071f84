/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract's operations as methods: each is a plan and the call that carries it out. */

#include "payroc-client.h"

#include "payroc-call.h"
#include "payroc-plan.h"

struct _PayrocClient
{
  GObject              parent_instance;

  PayrocEnvironment   *environment;   /* (owned) (nullable) not known yet */
  PayrocTransport     *transport;     /* (owned) */
  PayrocAuthenticator *authenticator; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PayrocClient, payroc_client, G_TYPE_OBJECT)

static GTask *
begin (PayrocClient       *self,
       gpointer            source_tag,
       GCancellable       *cancellable,
       GAsyncReadyCallback callback,
       gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);

  return task;
}

static void
run (PayrocClient *self,
     GTask        *task,  /* (transfer full) */
     PayrocPlan   *plan,  /* (transfer full) (nullable) */
     GError       *error) /* (transfer full) (nullable) why there is none */
{
  if (plan != NULL)
    {
      payroc_call_run (task, self->transport, self->authenticator, plan);
      return;
    }

  g_task_return_error (task, error);
  g_object_unref (task);
}

static gpointer
finish (PayrocClient *self,
        GAsyncResult *result,
        gpointer      source_tag,
        GError      **error)
{
  g_return_val_if_fail (PAYROC_IS_CLIENT (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == source_tag, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
payroc_client_finalize (GObject *object)
{
  PayrocClient *self = PAYROC_CLIENT (object);

  g_clear_object (&self->authenticator);
  g_clear_object (&self->transport);
  g_clear_object (&self->environment);

  G_OBJECT_CLASS (payroc_client_parent_class)->finalize (object);
}

static void
payroc_client_class_init (PayrocClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = payroc_client_finalize;
}

static void
payroc_client_init (PayrocClient *self)
{
}

/**
 * payroc_client_new:
 * @environment: (nullable): where Payroc is; %NULL when it is not known yet: until then everything is
 *   %PAYROC_ERROR_UNREACHABLE
 * @transport: how to get there; clients may share one
 *
 * To be used in one thread. An operation under way holds a reference: to end them, cancel them.
 *
 * The errors of every operation: %PAYROC_ERROR_INVALID with fields before anything is sent ("processingTerminalId",
 * "paymentLinkId", "Idempotency-Key", "body" and the filters' names) or from Payroc, and those of payroc_call_run().
 * %G_IO_ERROR_CANCELLED says nothing about the outcome of what was cancelled.
 *
 * Returns: (transfer full): a client without a key
 */
PayrocClient *
payroc_client_new (PayrocEnvironment *environment,
                   PayrocTransport   *transport)
{
  PayrocClient *self;

  g_return_val_if_fail (environment == NULL || PAYROC_IS_ENVIRONMENT (environment), NULL);
  g_return_val_if_fail (PAYROC_IS_TRANSPORT (transport), NULL);

  self = g_object_new (PAYROC_TYPE_CLIENT, NULL);
  g_set_object (&self->environment, environment);
  self->transport = g_object_ref (transport);
  self->authenticator = payroc_authenticator_new (transport, environment);

  return self;
}

/**
 * payroc_client_set_environment:
 * @self: a client
 * @environment: (nullable): where Payroc is from now on, for the authenticator too
 *
 * What is under way ends where it was going.
 */
void
payroc_client_set_environment (PayrocClient      *self,
                               PayrocEnvironment *environment)
{
  g_return_if_fail (PAYROC_IS_CLIENT (self));
  g_return_if_fail (environment == NULL || PAYROC_IS_ENVIRONMENT (environment));

  g_set_object (&self->environment, environment);
  payroc_authenticator_set_environment (self->authenticator, environment);
}

/**
 * payroc_client_get_authenticator:
 * @self: a client
 *
 * Returns: (transfer none): who holds its key
 */
PayrocAuthenticator *
payroc_client_get_authenticator (PayrocClient *self)
{
  g_return_val_if_fail (PAYROC_IS_CLIENT (self), NULL);

  return self->authenticator;
}

/**
 * payroc_client_create_link_async:
 * @self: a client
 * @terminal: where the link belongs
 * @body: what payroc_link_draft_to_body() made, sent byte for byte
 * @key: the UUID of this intent; the same for each repetition, with the same @body
 * @cancellable: (nullable): may be cancelled in any thread
 * @callback: (scope async): called in the thread-default context of this call
 * @user_data: for @callback
 *
 * Makes a link. %PAYROC_ERROR_KEY_IN_USE says that @key already served another body.
 */
void
payroc_client_create_link_async (PayrocClient       *self,
                                 const char         *terminal,
                                 GBytes             *body,
                                 const char         *key,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  PayrocPlan *plan;

  g_return_if_fail (PAYROC_IS_CLIENT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, payroc_client_create_link_async, cancellable, callback, user_data);
  plan = payroc_plan_create_link (self->environment, terminal, body, key, &error);
  run (self, g_steal_pointer (&task), plan, g_steal_pointer (&error));
}

/**
 * payroc_client_create_link_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full): the link that was made
 */
PayrocLink *
payroc_client_create_link_finish (PayrocClient *self,
                                  GAsyncResult *result,
                                  GError      **error)
{
  return finish (self, result, payroc_client_create_link_async, error);
}

/**
 * payroc_client_list_links_async:
 * @self: a client
 * @terminal: where the link belongs
 * @filter: (nullable): which of them, and the place in the list; needed during the call only
 * @cancellable: (nullable): may be cancelled in any thread
 * @callback: (scope async): called in the thread-default context of this call
 * @user_data: for @callback
 *
 * Asks for one page.
 */
void
payroc_client_list_links_async (PayrocClient           *self,
                                const char             *terminal,
                                const PayrocLinkFilter *filter,
                                GCancellable           *cancellable,
                                GAsyncReadyCallback     callback,
                                gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  PayrocPlan *plan;

  g_return_if_fail (PAYROC_IS_CLIENT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, payroc_client_list_links_async, cancellable, callback, user_data);
  plan = payroc_plan_list_links (self->environment, terminal, filter, &error);
  run (self, g_steal_pointer (&task), plan, g_steal_pointer (&error));
}

/**
 * payroc_client_list_links_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full): a page of #PayrocLink
 */
PayrocPage *
payroc_client_list_links_finish (PayrocClient *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  return finish (self, result, payroc_client_list_links_async, error);
}

/**
 * payroc_client_retrieve_link_async:
 * @self: a client
 * @link_id: the link
 * @cancellable: (nullable): may be cancelled in any thread
 * @callback: (scope async): called in the thread-default context of this call
 * @user_data: for @callback
 *
 * Asks for the state of one link.
 */
void
payroc_client_retrieve_link_async (PayrocClient       *self,
                                   const char         *link_id,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  PayrocPlan *plan;

  g_return_if_fail (PAYROC_IS_CLIENT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, payroc_client_retrieve_link_async, cancellable, callback, user_data);
  plan = payroc_plan_retrieve_link (self->environment, link_id, &error);
  run (self, g_steal_pointer (&task), plan, g_steal_pointer (&error));
}

/**
 * payroc_client_retrieve_link_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full): the link
 */
PayrocLink *
payroc_client_retrieve_link_finish (PayrocClient *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  return finish (self, result, payroc_client_retrieve_link_async, error);
}

/**
 * payroc_client_edit_link_async:
 * @self: a client
 * @link_id: the link
 * @body: what payroc_link_edit_to_body() made, sent byte for byte
 * @key: the UUID of this intent; the same for each repetition, with the same @body
 * @cancellable: (nullable): may be cancelled in any thread
 * @callback: (scope async): called in the thread-default context of this call
 * @user_data: for @callback
 *
 * Changes a link. That it succeeded is no proof that the change took: hold the link against what was asked for, with
 * payroc_link_edit_find_ignored() (the contract, "Editing").
 */
void
payroc_client_edit_link_async (PayrocClient       *self,
                               const char         *link_id,
                               GBytes             *body,
                               const char         *key,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  PayrocPlan *plan;

  g_return_if_fail (PAYROC_IS_CLIENT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, payroc_client_edit_link_async, cancellable, callback, user_data);
  plan = payroc_plan_edit_link (self->environment, link_id, body, key, &error);
  run (self, g_steal_pointer (&task), plan, g_steal_pointer (&error));
}

/**
 * payroc_client_edit_link_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full): the link after it
 */
PayrocLink *
payroc_client_edit_link_finish (PayrocClient *self,
                                GAsyncResult *result,
                                GError      **error)
{
  return finish (self, result, payroc_client_edit_link_async, error);
}

/**
 * payroc_client_deactivate_link_async:
 * @self: a client
 * @link_id: the link
 * @cancellable: (nullable): may be cancelled in any thread
 * @callback: (scope async): called in the thread-default context of this call
 * @user_data: for @callback
 *
 * Switches a link off for good. This takes no idempotency key, so it is repeated only when it certainly was not done.
 * After payroc_error_outcome_unknown() retrieve the link: %PAYROC_LINK_STATUS_DEACTIVATED is success (the contract,
 * "Idempotency").
 */
void
payroc_client_deactivate_link_async (PayrocClient       *self,
                                     const char         *link_id,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  PayrocPlan *plan;

  g_return_if_fail (PAYROC_IS_CLIENT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, payroc_client_deactivate_link_async, cancellable, callback, user_data);
  plan = payroc_plan_deactivate_link (self->environment, link_id, &error);
  run (self, g_steal_pointer (&task), plan, g_steal_pointer (&error));
}

/**
 * payroc_client_deactivate_link_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full): the link after it
 */
PayrocLink *
payroc_client_deactivate_link_finish (PayrocClient *self,
                                      GAsyncResult *result,
                                      GError      **error)
{
  return finish (self, result, payroc_client_deactivate_link_async, error);
}

/**
 * payroc_client_share_link_async:
 * @self: a client
 * @link_id: the link
 * @body: what payroc_share_to_body() made, sent byte for byte
 * @key: the UUID of this intent; the same for each repetition, with the same @body
 * @cancellable: (nullable): may be cancelled in any thread
 * @callback: (scope async): called in the thread-default context of this call
 * @user_data: for @callback
 *
 * Has Payroc mail a link.
 */
void
payroc_client_share_link_async (PayrocClient       *self,
                                const char         *link_id,
                                GBytes             *body,
                                const char         *key,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  PayrocPlan *plan;

  g_return_if_fail (PAYROC_IS_CLIENT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, payroc_client_share_link_async, cancellable, callback, user_data);
  plan = payroc_plan_share_link (self->environment, link_id, body, key, &error);
  run (self, g_steal_pointer (&task), plan, g_steal_pointer (&error));
}

/**
 * payroc_client_share_link_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full): what was sent
 */
PayrocSharingEvent *
payroc_client_share_link_finish (PayrocClient *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  return finish (self, result, payroc_client_share_link_async, error);
}

/**
 * payroc_client_list_sharing_events_async:
 * @self: a client
 * @link_id: the link
 * @filter: (nullable): which of its mails, and the place in the list; needed during the call only
 * @cancellable: (nullable): may be cancelled in any thread
 * @callback: (scope async): called in the thread-default context of this call
 * @user_data: for @callback
 *
 * Asks for one page of what was mailed.
 */
void
payroc_client_list_sharing_events_async (PayrocClient              *self,
                                         const char                *link_id,
                                         const PayrocSharingFilter *filter,
                                         GCancellable              *cancellable,
                                         GAsyncReadyCallback        callback,
                                         gpointer                   user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  PayrocPlan *plan;

  g_return_if_fail (PAYROC_IS_CLIENT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, payroc_client_list_sharing_events_async, cancellable, callback, user_data);
  plan = payroc_plan_list_sharing_events (self->environment, link_id, filter, &error);
  run (self, g_steal_pointer (&task), plan, g_steal_pointer (&error));
}

/**
 * payroc_client_list_sharing_events_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full): a page of #PayrocSharingEvent
 */
PayrocPage *
payroc_client_list_sharing_events_finish (PayrocClient *self,
                                          GAsyncResult *result,
                                          GError      **error)
{
  return finish (self, result, payroc_client_list_sharing_events_async, error);
}

/**
 * payroc_client_list_payments_async:
 * @self: a client
 * @source: which of Payroc's two lists
 * @filter: which; its terminal is required for %PAYROC_PAYMENT_SOURCE_BANK
 * @cancellable: (nullable): may be cancelled in any thread
 * @callback: (scope async): called in the thread-default context of this call
 * @user_data: for @callback
 *
 * Asks for one page of payments. None of them names its link: it is known for those that were asked for by link, and
 * else only the order number tells (the contract, "Paid?").
 */
void
payroc_client_list_payments_async (PayrocClient       *self,
                                   PayrocPaymentSource source,
                                   const PayrocPaymentFilter *filter,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  PayrocPlan *plan;

  g_return_if_fail (PAYROC_IS_CLIENT (self));
  g_return_if_fail (filter != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, payroc_client_list_payments_async, cancellable, callback, user_data);
  plan = payroc_plan_list_payments (self->environment, source, filter, &error);
  run (self, g_steal_pointer (&task), plan, g_steal_pointer (&error));
}

/**
 * payroc_client_list_payments_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full): a page of #PayrocPayment
 */
PayrocPage *
payroc_client_list_payments_finish (PayrocClient *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  return finish (self, result, payroc_client_list_payments_async, error);
}
