/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks on the bus itself: libportal does not tell a no from a cancelled question, nor leave to run from leave to begin
 * with the desktop, and waits for ever when the portal ends meanwhile. */
#include "config.h"

#include "pl-background-portal.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

/* What org.freedesktop.portal.Request answers with. */
enum
{
  RESPONSE_YES,
  RESPONSE_NO,
};

typedef struct
{
  gboolean         wanted;
  char            *reason;   /* (owned) */
  GStrv            command;  /* (owned) */
  GDBusConnection *bus;      /* (owned) (nullable) in progress, as all below */
  char            *handle;   /* (owned) (nullable) the question on the bus */
  guint            response; /* subscription */
  guint            owner;    /* watch */
  gulong           cancelled;
  gboolean         starts;   /* output */
} Question;

static void
question_free (Question *question)
{
  g_free (question->reason);
  g_strfreev (question->command);
  g_free (question->handle);
  g_clear_object (&question->bus);
  g_free (question);
}

/* Nobody listens any more. The task lives as long as somebody does. */
static void
stop_listening (GTask *task)
{
  Question *question = g_task_get_task_data (task);

  /* Not g_cancellable_disconnect(), which waits for the handler that may have led here. */
  g_clear_signal_handler (&question->cancelled, g_task_get_cancellable (task));
  g_clear_handle_id (&question->owner, g_bus_unwatch_name);
  if (question->response != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, question->response);
  question->response = 0;
}

static void
response_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  Question *question = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  gboolean background = TRUE;
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;

  stop_listening (task);
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &background);
  g_variant_lookup (results, "autostart", "b", &question->starts);
  if (response == RESPONSE_NO || (response == RESPONSE_YES && question->wanted && !background))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "The desktop does not allow it");
  else if (response == RESPONSE_YES)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The desktop answered with %u", response);
}

static void
vanished_cb (GDBusConnection *bus,
             const char      *name,
             gpointer         user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));

  stop_listening (task);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The desktop's portal ended");
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  Question *question = g_task_get_task_data (task);

  g_dbus_connection_call (question->bus, PORTAL, question->handle, "org.freedesktop.portal.Request", "Close", NULL,
                          NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  stop_listening (task);
  g_task_return_error_if_cancelled (task);
}

static gboolean
nobody_answers (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  /* Answered or cancelled meanwhile. */
  if (question->response == 0)
    return;

  if (reply != NULL)
    {
      question->owner = g_bus_watch_name_on_connection (question->bus, PORTAL, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                                                        vanished_cb, g_object_ref (task), g_object_unref);
      return;
    }

  stop_listening (task);
  if (nobody_answers (error))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", error->message);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GVariant *
create_parameters (Question   *question,
                   const char *token)
{
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&options, "handle_token", "s", token);
  g_variant_dict_insert (&options, "reason", "s", question->reason);
  g_variant_dict_insert (&options, "autostart", "b", question->wanted);
  g_variant_dict_insert (&options, "dbus-activatable", "b", FALSE);
  if (question->wanted)
    g_variant_dict_insert (&options, "commandline", "^as", question->command);

  return g_variant_new ("(s@a{sv})", "", g_variant_dict_end (&options));
}

static void
bus_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Question *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *sender = NULL;

  question->bus = g_bus_get_finish (result, &error);
  if (question->bus == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* The answer may come before the reply: so the question's path is known beforehand, as the portal makes it. */
  token = g_strdup_printf ("paylinks%u", g_random_int ());
  sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (question->bus) + 1), ".", '_');
  question->handle = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  question->response = g_dbus_connection_signal_subscribe (question->bus, PORTAL, "org.freedesktop.portal.Request",
                                                           "Response", question->handle, NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE, response_cb,
                                                           g_object_ref (task), g_object_unref);
  if (cancellable != NULL)
    question->cancelled = g_signal_connect_data (cancellable, "cancelled", G_CALLBACK (cancelled_cb),
                                                 g_object_ref (task), (GClosureNotify) g_object_unref, 0);
  g_dbus_connection_call (question->bus, PORTAL, PORTAL_PATH, "org.freedesktop.portal.Background",
                          "RequestBackground", create_parameters (question, token), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, cancellable, asked_cb, g_object_ref (task));
}

void
pl_background_portal_request_async (gboolean             wanted,
                                    const char          *reason,
                                    const char *const   *command,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, pl_background_portal_request_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  question->wanted = wanted;
  question->reason = g_strdup (reason);
  question->command = g_strdupv ((GStrv) command);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, task);
}

gboolean
pl_background_portal_request_finish (GAsyncResult  *result,
                                     gboolean      *starts,
                                     GError       **error)
{
  const Question *question;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_background_portal_request_async), FALSE);

  question = g_task_get_task_data (G_TASK (result));
  if (starts != NULL)
    *starts = question->starts;

  return g_task_propagate_boolean (G_TASK (result), error);
}
