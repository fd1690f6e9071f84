/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands. */
#include "config.h"

#include "pl-cli-command.h"

#include <glib/gi18n.h>
#include <string.h>

static const PlCliCommand commands[] = {
  { "create", N_("create --reference TEXT (--amount DECIMAL | --customer-amount) --currency CODE"),
    N_("Create a payment link, and share it with --share"),
    PL_CLI_TAKES_LINK | PL_CLI_TAKES_NEW_LINK | PL_CLI_TAKES_SHARE | PL_CLI_TAKES_MAIL
    | PL_CLI_TAKES_MESSAGE, 0, 0, pl_cli_create },
  { "share", N_("share LINK --to \"NAME <ADDRESS>\""),
    N_("Send a link by e-mail"),
    PL_CLI_TAKES_TO | PL_CLI_TAKES_MAIL | PL_CLI_TAKES_MESSAGE, 1, 1, pl_cli_share },
  { "list", N_("list"),
    N_("List the links"),
    PL_CLI_TAKES_FILTER, 0, 0, pl_cli_list },
  { "show", N_("show LINK"),
    N_("Show a link with its history and payments"), 0, 1, 1, pl_cli_show },
  { "history", N_("history LINK"),
    N_("Show to whom a link was sent"), 0, 1, 1, pl_cli_history },
  { "payments", N_("payments LINK"),
    N_("Show what was paid on a link"), 0, 1, 1, pl_cli_payments },
  { "edit", N_("edit LINK"),
    N_("Change a link; one for a single payment gets a new address"),
    PL_CLI_TAKES_LINK | PL_CLI_TAKES_CHANGE | PL_CLI_TAKES_YES, 1, 1, pl_cli_edit },
  { "deactivate", N_("deactivate LINK --yes"),
    N_("Switch a link off for good"),
    PL_CLI_TAKES_YES, 1, 1, pl_cli_deactivate },
  { "outbox", N_("outbox [retry ID | discard ID]"),
    N_("Show what is not done yet; try it again, or give it up"), 0, 0, 2, pl_cli_outbox },
  { "refresh", N_("refresh"),
    N_("Bring the stored links up to date"),
    PL_CLI_TAKES_FULL, 0, 0, pl_cli_refresh },
  { "accounts", N_("accounts [add NAME --environment production|test --terminal ID | remove NAME --yes]"),
    N_("Show, connect or forget accounts; add reads the key from standard input"),
    PL_CLI_TAKES_ENVIRONMENT | PL_CLI_TAKES_YES, 0, 2, pl_cli_accounts },
  { "import", N_("import FILE.csv"),
    N_("Create links from the rows of a table; the same table again creates nothing twice"),
    PL_CLI_TAKES_TABLE | PL_CLI_TAKES_MESSAGE, 1, 1, pl_cli_import },
  { "export", N_("export FILE.csv"),
    N_("Write links, or a link’s payments, into a table; into FILE.json as the API’s own objects"),
    PL_CLI_TAKES_FILTER | PL_CLI_TAKES_EXPORT, 1, 1, pl_cli_export },
  { NULL },
};

const PlCliCommand *
pl_cli_command_get_all (void)
{
  return commands;
}

const PlCliCommand *
pl_cli_command_find (const char *name)
{
  for (const PlCliCommand *command = commands; command->name != NULL; command++)
    {
      if (strcmp (command->name, name) == 0)
        return command;
    }

  return NULL;
}
