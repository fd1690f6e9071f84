/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice account's Payroc is a process of its own; this starts or joins it and knows when it is gone. */
#include "config.h"

#include "pl-practice-server.h"

#include <string.h>
#include <unistd.h>

#include "pl-practice-greeting.h"

#define START_TIMEOUT      15 /* seconds for all of it */
#define RESPONSE_HEAD_MAX  4096
#define MAX_ATTEMPTS       5
#define START_PAUSE        100 /* milliseconds, times the attempt */

struct _PlPracticeServer
{
  GObject             parent_instance;

  GSubprocess        *process; /* (owned) (nullable): stays with us as long as we hold it */
  PlPracticeGreeting *greeting; /* (owned) */

  GSocketConnection  *hold; /* (owned) (nullable) */
  GCancellable       *hold_cancellable; /* (owned) */
};

typedef enum
{
  SIGNAL_STOPPED,
} PlPracticeServerSignal;

static guint signals[SIGNAL_STOPPED + 1];

G_DEFINE_FINAL_TYPE (PlPracticeServer, pl_practice_server, G_TYPE_OBJECT)

/* One start: how far it has come. */
typedef struct
{
  /* Input */
  char             *directory; /* (owned) */

  /* In progress */
  guint             attempt;
  PlPracticeServer *server; /* (owned) (nullable) */
  GSubprocess      *process; /* (owned) (nullable) */
  char              text[MAX (PL_PRACTICE_GREETING_MAX, RESPONSE_HEAD_MAX) + 1];
  gsize             length;
  GCancellable     *inner; /* (owned): the caller's cancellation or the time-out */
  GCancellable     *outer; /* (owned) (nullable) */
  gulong            outer_id;
  GSource          *timeout; /* (owned) (nullable) */
  gboolean          timed_out;
} Start;

/* What is read from a hold connection, which says nothing but that the server is there. */
typedef struct
{
  GWeakRef server;
  char     scrap[256];
} Watch;

static void try_to_start (GTask *task);

static void
start_free (Start *start)
{
  if (start->timeout != NULL)
    g_source_destroy (start->timeout);
  g_clear_pointer (&start->timeout, g_source_unref);
  g_cancellable_disconnect (start->outer, start->outer_id);
  g_clear_object (&start->outer);
  g_clear_object (&start->inner);
  g_clear_object (&start->server);
  g_clear_object (&start->process);
  g_clear_pointer (&start->directory, g_free);
  g_free (start);
}

static void
run_in_own_session (gpointer user_data)
{
  /* Ctrl+C in a terminal is for the command that was typed there, not for the server that a window may share. */
  setsid ();
}

static void
return_error (GTask  *task,
              GError *error)
{
  Start *start = g_task_get_task_data (task);

  /* One that never said a word holds no money and no links that were not written already. */
  if (start->process != NULL && start->server == NULL)
    g_subprocess_force_exit (start->process);

  if (start->timed_out && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      error = g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "%s did not answer in %d seconds",
                           PL_PRACTICE_PROGRAM, START_TIMEOUT);
    }

  g_task_return_error (task, error);
}

static void
watch_free (Watch *watch)
{
  g_weak_ref_clear (&watch->server);
  g_free (watch);
}

static void
watch_hold_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Watch *watch = user_data;
  g_autoptr (PlPracticeServer) self = g_weak_ref_get (&watch->server);
  g_autoptr (GError) error = NULL;
  gssize n_read;

  n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (self != NULL && n_read > 0)
    {
      g_input_stream_read_async (G_INPUT_STREAM (source), watch->scrap, sizeof watch->scrap, G_PRIORITY_LOW,
                                 self->hold_cancellable, watch_hold_cb, watch);
      return;
    }

  watch_free (watch);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->hold);
  g_signal_emit (self, signals[SIGNAL_STOPPED], 0);
}

static void
watch_hold (PlPracticeServer *self)
{
  Watch *watch = g_new0 (Watch, 1);

  g_weak_ref_init (&watch->server, self);
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (self->hold)),
                             watch->scrap, sizeof watch->scrap, G_PRIORITY_LOW,
                             self->hold_cancellable, watch_hold_cb, watch);
}

static gboolean
start_over_cb (gpointer user_data)
{
  try_to_start (g_object_ref (G_TASK (user_data)));

  return G_SOURCE_REMOVE;
}

/* The server we were told of ended before we held it: its other holder was the last and has just gone. Takes both. */
static void
start_over_or_fail (GTask  *task,
                    GError *error)
{
  g_autoptr (GTask) owned_task = task;
  g_autoptr (GSource) pause = NULL;
  Start *start = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (start->inner) || start->attempt >= MAX_ATTEMPTS)
    {
      return_error (task, error);
      return;
    }

  g_error_free (error);
  g_clear_object (&start->server);
  g_clear_object (&start->process);

  pause = g_timeout_source_new (START_PAUSE * start->attempt);
  g_task_attach_source (task, pause, start_over_cb);
}

static void
read_hold_head_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Start *start = g_task_get_task_data (task);
  gssize n_read;

  n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  if (n_read <= 0)
    {
      if (error == NULL)
        g_set_error (&error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "%s has just ended", PL_PRACTICE_PROGRAM);
      start_over_or_fail (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  start->length += n_read;
  start->text[start->length] = '\0';

  if (strstr (start->text, "\r\n\r\n") == NULL && start->length < RESPONSE_HEAD_MAX)
    {
      g_input_stream_read_async (G_INPUT_STREAM (source),
                                 start->text + start->length, RESPONSE_HEAD_MAX - start->length,
                                 G_PRIORITY_DEFAULT, start->inner, read_hold_head_cb, g_steal_pointer (&task));
      return;
    }

  if (!g_str_has_prefix (start->text, "HTTP/1.1 200") && !g_str_has_prefix (start->text, "HTTP/1.0 200"))
    {
      return_error (task, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "%s refuses to be held", PL_PRACTICE_PROGRAM));
      return;
    }

  g_set_object (&start->server->process, start->process);
  watch_hold (start->server);
  g_task_return_pointer (task, g_steal_pointer (&start->server), g_object_unref);
}

static void
write_hold_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Start *start = g_task_get_task_data (task);
  GInputStream *input;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      start_over_or_fail (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  start->length = 0;
  input = g_io_stream_get_input_stream (G_IO_STREAM (start->server->hold));
  g_input_stream_read_async (input, start->text, RESPONSE_HEAD_MAX, G_PRIORITY_DEFAULT, start->inner,
                             read_hold_head_cb, g_steal_pointer (&task));
}

static void
connect_hold_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Start *start = g_task_get_task_data (task);
  PlPracticeServer *server = start->server;
  int length;

  server->hold = g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (source), result, &error);
  if (server->hold == NULL)
    {
      start_over_or_fail (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  length = g_snprintf (start->text, sizeof start->text,
                       "GET %s HTTP/1.1\r\nHost: %s:%u\r\n\r\n",
                       server->greeting->hold_path, server->greeting->host, server->greeting->port);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (server->hold)),
                                   start->text, length, G_PRIORITY_DEFAULT, start->inner,
                                   write_hold_cb, g_steal_pointer (&task));
}

static void
read_greeting_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GSocketClient) client = NULL;
  g_autoptr (PlPracticeGreeting) greeting = NULL;
  g_autoptr (GError) error = NULL;
  Start *start = g_task_get_task_data (task);
  const char *end;
  gssize n_read;

  n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  if (n_read < 0)
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }

  start->length += n_read;
  end = memchr (start->text, '\n', start->length);

  if (end == NULL)
    {
      if (n_read == 0 || start->length >= PL_PRACTICE_GREETING_MAX)
        {
          return_error (task, g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                                           "%s did not say where it is", PL_PRACTICE_PROGRAM));
          return;
        }

      g_input_stream_read_async (G_INPUT_STREAM (source),
                                 start->text + start->length, PL_PRACTICE_GREETING_MAX - start->length,
                                 G_PRIORITY_DEFAULT, start->inner, read_greeting_cb, g_steal_pointer (&task));
      return;
    }

  greeting = pl_practice_greeting_parse (start->text, end - start->text, &error);
  if (greeting == NULL)
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }

  start->server = g_object_new (PL_TYPE_PRACTICE_SERVER, NULL);
  start->server->greeting = g_steal_pointer (&greeting);
  client = g_socket_client_new ();
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_to_host_async (client, start->server->greeting->host, start->server->greeting->port,
                                         start->inner, connect_hold_cb, g_steal_pointer (&task));
}

static void
find_program_work (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  char *program = pl_practice_find_program (&error);

  if (program != NULL)
    g_task_return_pointer (task, program, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_task_propagate_pointer (G_TASK (result), &error);
  Start *start = g_task_get_task_data (task);

  if (program == NULL)
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, run_in_own_session, NULL, NULL);
  start->process = g_subprocess_launcher_spawn (launcher, &error, program, "--state", start->directory, NULL);
  if (start->process == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_input_stream_read_async (g_subprocess_get_stdout_pipe (start->process),
                             start->text, PL_PRACTICE_GREETING_MAX, G_PRIORITY_DEFAULT, start->inner,
                             read_greeting_cb, g_steal_pointer (&task));
}

/* Takes the task. */
static void
try_to_start (GTask *task)
{
  g_autoptr (GTask) work = NULL;
  Start *start = g_task_get_task_data (task);

  start->attempt++;
  start->length = 0;
  work = g_task_new (NULL, start->inner, found_cb, task);
  g_task_run_in_thread (work, find_program_work);
}

static gboolean
start_timed_out_cb (gpointer user_data)
{
  Start *start = user_data;

  start->timed_out = TRUE;
  g_cancellable_cancel (start->inner);

  return G_SOURCE_REMOVE;
}

static void
cancel_inner_cb (GCancellable *outer,
                 GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

static void
pl_practice_server_dispose (GObject *object)
{
  PlPracticeServer *self = PL_PRACTICE_SERVER (object);

  g_cancellable_cancel (self->hold_cancellable);

  /* Closing both is what tells the server that we need it no longer; it ends when nobody else does. */
  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_clear_object (&self->process);
  g_clear_object (&self->hold);

  G_OBJECT_CLASS (pl_practice_server_parent_class)->dispose (object);
}

static void
pl_practice_server_finalize (GObject *object)
{
  PlPracticeServer *self = PL_PRACTICE_SERVER (object);

  g_clear_object (&self->hold_cancellable);
  g_clear_pointer (&self->greeting, pl_practice_greeting_free);

  G_OBJECT_CLASS (pl_practice_server_parent_class)->finalize (object);
}

static void
pl_practice_server_class_init (PlPracticeServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_practice_server_dispose;
  object_class->finalize = pl_practice_server_finalize;

  /**
   * PlPracticeServer::stopped:
   *
   * The server ended although we hold it: killed, or told to quit. What it had
   * accepted is on its disk; start another.
   */
  signals[SIGNAL_STOPPED] =
    g_signal_new ("stopped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_practice_server_init (PlPracticeServer *self)
{
  self->hold_cancellable = g_cancellable_new ();
}

/**
 * pl_practice_server_start_async:
 * @directory: (type filename): where the server keeps its state
 * @cancellable: (nullable): a cancellable
 * @callback: called when it answers
 * @user_data: data for @callback
 *
 * Starts the stand-in for @directory, or joins the one that another Paylinks
 * has running there. It lives at least as long as the object that finish gives.
 *
 * The program is looked for beside our own, then where Meson installs helper
 * programs, and for tests in the build tree.
 */
void
pl_practice_server_start_async (const char          *directory,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Start *start;

  g_return_if_fail (directory != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_practice_server_start_async);

  start = g_new0 (Start, 1);
  start->directory = g_strdup (directory);
  start->inner = g_cancellable_new ();
  start->timeout = g_timeout_source_new_seconds (START_TIMEOUT);
  g_source_set_callback (start->timeout, start_timed_out_cb, start, NULL);
  g_source_attach (start->timeout, g_main_context_get_thread_default ());
  g_task_set_task_data (task, start, (GDestroyNotify) start_free);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (cancellable != NULL)
    {
      start->outer = g_object_ref (cancellable);
      start->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (cancel_inner_cb),
                                               g_object_ref (start->inner), g_object_unref);
    }

  try_to_start (g_steal_pointer (&task));
}

/**
 * pl_practice_server_start_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %G_IO_ERROR_NOT_FOUND when the program is not installed,
 * %G_IO_ERROR_TIMED_OUT, %G_IO_ERROR_CANCELLED and others of GIO.
 *
 * Returns: (transfer full): what holds the server, or %NULL
 */
PlPracticeServer *
pl_practice_server_start_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_practice_server_start_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_practice_server_get_environment:
 * @self: a running server
 *
 * Returns: (transfer none): its addresses
 */
PayrocEnvironment *
pl_practice_server_get_environment (PlPracticeServer *self)
{
  g_return_val_if_fail (PL_IS_PRACTICE_SERVER (self), NULL);

  return self->greeting->environment;
}

/**
 * pl_practice_server_get_terminal:
 * @self: a running server
 *
 * Returns: (transfer none): the terminal it plays
 */
const char *
pl_practice_server_get_terminal (PlPracticeServer *self)
{
  g_return_val_if_fail (PL_IS_PRACTICE_SERVER (self), NULL);

  return self->greeting->terminal;
}

/**
 * pl_practice_server_get_currency:
 * @self: a running server
 *
 * Returns: (transfer none): the first currency its terminal takes
 */
const char *
pl_practice_server_get_currency (PlPracticeServer *self)
{
  g_return_val_if_fail (PL_IS_PRACTICE_SERVER (self), NULL);

  return self->greeting->currency;
}

/**
 * pl_practice_server_get_api_key:
 * @self: a running server
 *
 * Returns: (transfer none): the key it takes. It opens nothing but the stand-in,
 *   so it needs no keyring.
 */
const char *
pl_practice_server_get_api_key (PlPracticeServer *self)
{
  g_return_val_if_fail (PL_IS_PRACTICE_SERVER (self), NULL);

  return self->greeting->api_key;
}

/**
 * pl_practice_server_get_running:
 * @self: a server
 *
 * Returns: %FALSE once it stopped
 */
gboolean
pl_practice_server_get_running (PlPracticeServer *self)
{
  g_return_val_if_fail (PL_IS_PRACTICE_SERVER (self), FALSE);

  return self->hold != NULL;
}
