/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts paylinks-cli, nothing else. */
#include "config.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include "core/pl-hardening.h"
#include "pl-cli-command.h"

/* Takes options. */
static int
run (PlCliOptions       *options,
     const PlCliCommand *command,
     const GError       *parse_error)
{
  g_autoptr (PlCli) cli = pl_cli_new (options);
  g_autoptr (GError) error = NULL;

  if (parse_error != NULL)
    error = g_error_copy (parse_error);
  else
    command->run (cli, &error);

  return pl_cli_finish (cli, error);
}

/* Where a standard stream is closed, the next file to be opened takes its number: a database would be written to as if
 * it were the screen, and read as if it were the keyboard. */
static void
keep_standard_streams (void)
{
  int fd;

  do
    fd = open ("/dev/null", O_RDWR);
  while (fd >= 0 && fd <= STDERR_FILENO);

  if (fd >= 0)
    close (fd);
}

int
main (int    argc,
      char **argv)
{
  /* Where gettext's own programs look, too: translations of what is not installed lie in its build folder. */
  const char *locale_dir = g_getenv ("TEXTDOMAINDIR");
  g_autoptr (PlCliOptions) options = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *help = NULL;
  const PlCliCommand *command = NULL;

  keep_standard_streams ();
  pl_hardening_start ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* A reader that has seen enough is not a reason to die in the middle of something. */
  signal (SIGPIPE, SIG_IGN);

  options = pl_cli_options_parse (argv, &command, &error);
  if (options == NULL)
    {
      PlCliOptions *bare = g_new0 (PlCliOptions, 1);

      bare->json = pl_cli_options_wants_json (argv);
      return run (bare, NULL, error);
    }

  if (options->help || options->version)
    {
      help = options->help ? pl_cli_options_help (command) : g_strdup ("paylinks-cli " VERSION "\n");
      pl_cli_write (stdout, help);
      return PL_CLI_EXIT_DONE;
    }

  return run (g_steal_pointer (&options), command, NULL);
}
