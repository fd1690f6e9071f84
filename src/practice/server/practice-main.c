/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paylinks-practice: a stand-in Payroc on the loopback, for the practice account and for tests. */
#include <libsoup/soup.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "practice-instance.h"
#include "practice-server.h"
#include "practice/practice-json.h"

static char *
describe (PracticeState *state)
{
  g_autoptr (JsonObject) line = json_object_new ();

  practice_json_take_string (line, "apiUrl", g_strconcat (state->base_url, "/v1", NULL));
  practice_json_take_string (line, "identityUrl", g_strconcat (state->base_url, "/authorize", NULL));
  practice_json_take_string (line, "controlUrl", g_strconcat (state->base_url, "/control", NULL));
  practice_json_take_string (line, "payUrl", g_strconcat (state->base_url, "/pay", NULL));
  json_object_set_string_member (line, "apiKey", state->options->api_key);
  json_object_set_string_member (line, "terminal", state->options->terminals[0]);
  json_object_set_string_member (line, "currency", state->options->currencies[0]);
  json_object_set_int_member (line, "pid", getpid ());
  json_object_set_boolean_member (line, "alreadyRunning", FALSE);

  return practice_json_object_to_text (line);
}

/* TRUE: serve. FALSE without an error: another one does, and its line is printed. */
static gboolean
acquire (const PracticeOptions  *options,
         PracticeInstance      **instance,
         GError                **error)
{
  g_autofree char *other = NULL;

  *instance = NULL;
  if (options->state_dir == NULL)
    return TRUE;

  *instance = practice_instance_acquire (options->state_dir, &other, error);
  if (other != NULL)
    {
      g_print ("%s\n", other);
      fflush (stdout);
    }

  return *instance != NULL;
}

static gboolean
serve (const PracticeOptions  *options,
       PracticeInstance       *instance,
       GError                **error)
{
  g_autoptr (PracticeState) state = practice_state_new (options, error);
  g_autoptr (PracticeLifetime) lifetime = practice_lifetime_new (options->stay);
  g_autoptr (PracticeServer) server = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *line = NULL;

  if (state == NULL)
    return FALSE;

  server = practice_server_new (state, lifetime);
  if (!practice_server_listen (server, error))
    return FALSE;

  line = describe (state);
  if (instance != NULL && !practice_instance_announce (instance, line, error))
    return FALSE;

  g_print ("%s\n", line);
  fflush (stdout);

  g_signal_connect_swapped (lifetime, "ended", G_CALLBACK (g_main_loop_quit), loop);
  practice_lifetime_start (lifetime);
  g_main_loop_run (loop);

  if (instance != NULL)
    practice_instance_withdraw (instance);
  practice_server_stop (server);
  g_object_run_dispose (G_OBJECT (lifetime));

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PracticeOptions) options = NULL;
  g_autoptr (PracticeInstance) instance = NULL;

  setlocale (LC_ALL, "");
  options = practice_options_parse (&argc, &argv, &error);
  if (options == NULL)
    {
      g_printerr ("paylinks-practice: %s\n", error->message);
      return 2;
    }

  /* What a newcomer tries is nobody else's business: the folder and every file in it. */
  umask (0077);

  /* Whoever reads our line may be gone: that is no reason to die before the lifetime's rules say so. */
  signal (SIGPIPE, SIG_IGN);

  if (!acquire (options, &instance, &error))
    {
      if (error == NULL)
        return EXIT_SUCCESS;
      g_printerr ("paylinks-practice: %s\n", error->message);
      return EXIT_FAILURE;
    }

  if (!serve (options, instance, &error))
    {
      g_printerr ("paylinks-practice: %s\n", error->message);
      return EXIT_FAILURE;
    }

  return EXIT_SUCCESS;
}
