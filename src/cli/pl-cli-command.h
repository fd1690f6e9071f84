/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands: name, words, which options, and the function that does it. */
#pragma once

#include "pl-cli-options.h"
#include "pl-cli.h"

G_BEGIN_DECLS

typedef enum
{
  PL_CLI_TAKES_LINK = 1 << 0,     /* create, edit */
  PL_CLI_TAKES_NEW_LINK = 1 << 1, /* create */
  PL_CLI_TAKES_CHANGE = 1 << 2,   /* edit */
  PL_CLI_TAKES_SHARE = 1 << 3,    /* create */
  PL_CLI_TAKES_TO = 1 << 4,       /* share */
  PL_CLI_TAKES_MAIL = 1 << 5,     /* create, share */
  PL_CLI_TAKES_MESSAGE = 1 << 12, /* create, share, import */
  PL_CLI_TAKES_FILTER = 1 << 6,   /* list, export */
  PL_CLI_TAKES_YES = 1 << 7,
  PL_CLI_TAKES_FULL = 1 << 8,
  PL_CLI_TAKES_ENVIRONMENT = 1 << 9,
  PL_CLI_TAKES_TABLE = 1 << 10,  /* import */
  PL_CLI_TAKES_EXPORT = 1 << 11, /* export */
} PlCliTakes;

struct _PlCliCommand
{
  const char *name;
  const char *arguments; /* as in the usage line */
  const char *summary;
  guint       takes;
  guint       n_words_min;
  guint       n_words_max;
  gboolean  (*run) (PlCli   *cli,
                    GError **error);
};

const PlCliCommand *pl_cli_command_get_all (void); /* ends with a NULL name */
const PlCliCommand *pl_cli_command_find    (const char *name);

gboolean pl_cli_accounts   (PlCli   *cli,
                            GError **error);
gboolean pl_cli_create     (PlCli   *cli,
                            GError **error);
gboolean pl_cli_share      (PlCli   *cli,
                            GError **error);
gboolean pl_cli_list       (PlCli   *cli,
                            GError **error);
gboolean pl_cli_show       (PlCli   *cli,
                            GError **error);
gboolean pl_cli_history    (PlCli   *cli,
                            GError **error);
gboolean pl_cli_payments   (PlCli   *cli,
                            GError **error);
gboolean pl_cli_edit       (PlCli   *cli,
                            GError **error);
gboolean pl_cli_deactivate (PlCli   *cli,
                            GError **error);
gboolean pl_cli_outbox     (PlCli   *cli,
                            GError **error);
gboolean pl_cli_refresh    (PlCli   *cli,
                            GError **error);
gboolean pl_cli_import     (PlCli   *cli,
                            GError **error);
gboolean pl_cli_export     (PlCli   *cli,
                            GError **error);

G_END_DECLS
