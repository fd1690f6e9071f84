/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command line itself finds wrong, and which exit status any error ends with. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PL_CLI_ERROR (pl_cli_error_quark ())

typedef enum
{
  PL_CLI_ERROR_USAGE,      /* wrong options, or input refused before sending */
  PL_CLI_ERROR_KEY,        /* key or keyring missing or refused */
  PL_CLI_ERROR_WAITING,    /* not done yet: it is in the outbox */
  PL_CLI_ERROR_PRACTICE,   /* the practice server does not start */
  PL_CLI_ERROR_OUTPUT,     /* standard output cannot be written */
  PL_CLI_ERROR_REFUSED,    /* some of many were refused by Payroc */
  PL_CLI_ERROR_TAKEN,      /* another link has the reference, and nobody said that it does not matter */
} PlCliErrorCode;

/* What scripts rely on. */
typedef enum
{
  PL_CLI_EXIT_DONE = 0,
  PL_CLI_EXIT_USAGE = 2,
  PL_CLI_EXIT_REFUSED = 3,
  PL_CLI_EXIT_NOT_REACHED = 4,
  PL_CLI_EXIT_KEY = 5,
  PL_CLI_EXIT_COMPUTER = 6,
  PL_CLI_EXIT_STOPPED = 130,
} PlCliExit;

GQuark      pl_cli_error_quark       (void);
PlCliExit   pl_cli_error_to_exit     (const GError *error);
const char *pl_cli_error_to_code     (const GError *error);
char       *pl_cli_error_to_headline (const GError *error);
char       *pl_cli_error_to_text     (const GError *error);

G_END_DECLS
