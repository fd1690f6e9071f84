/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a secret without echo, into memory that is wiped. */
#include "config.h"

#include "pl-cli-key.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "pl-cli.h"

#define KEY_MAX 4096

static gboolean
hide_input (struct termios *before)
{
  struct termios hidden;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, before) != 0)
    return FALSE;

  hidden = *before;
  hidden.c_lflag &= ~ECHO;
  hidden.c_lflag |= ECHONL;

  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
}

/**
 * pl_cli_key_read:
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Errors: %PL_CLI_ERROR_KEY when there is none; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the first line, to be freed with pl_cli_key_free()
 */
char *
pl_cli_key_read (GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GError) local_error = NULL;
  char *key = g_malloc0 (KEY_MAX + 1);
  struct termios before;
  gboolean is_hidden;
  gsize length = 0;
  gssize n_read;
  char *end = NULL;

  is_hidden = hide_input (&before);
  if (is_hidden)
    pl_cli_write (stderr, _("API key: "));

  do
    {
      g_autoptr (GAsyncResult) result = NULL;

      g_input_stream_read_async (input, key + length, KEY_MAX - length, G_PRIORITY_DEFAULT, cancellable,
                                 pl_cli_done_cb, &result);
      n_read = g_input_stream_read_finish (input, pl_cli_wait (&result), &local_error);
      if (n_read > 0)
        {
          end = memchr (key + length, '\n', n_read);
          length += n_read;
        }
    }
  while (n_read > 0 && end == NULL && length < KEY_MAX);

  if (is_hidden)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);

  if (local_error != NULL)
    {
      pl_cli_key_free (key);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  if (end == NULL)
    end = key + length;
  explicit_bzero (end, key + KEY_MAX - end);
  g_strstrip (key);

  if (*key == '\0' || (length == KEY_MAX && end == key + KEY_MAX))
    {
      pl_cli_key_free (key);
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_KEY,
                           _("There is no API key on standard input’s first line"));
      return NULL;
    }

  return key;
}

void
pl_cli_key_free (char *key)
{
  if (key == NULL)
    return;

  explicit_bzero (key, KEY_MAX + 1);
  g_free (key);
}
