/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts the application, nothing else. */
#include "config.h"

#include <libintl.h>
#include <locale.h>

#include "core/pl-hardening.h"
#include "ui/window/pl-application.h"

int
main (int   argc,
      char *argv[])
{
  /* Where gettext's own programs look, too: translations of what is not installed lie in its build folder. */
  const char *locale_dir = g_getenv ("TEXTDOMAINDIR");
  g_autoptr(PlApplication) application = NULL;

  pl_hardening_start ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name (APPLICATION_NAME);
  application = pl_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
