/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every option of every command, as typed; and the table that says which command takes which. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text is UTF-8, whatever the locale. All owned; NULL, FALSE or 0 when not given. */
typedef struct
{
  /* Where, and how to speak */
  char    *account;
  gboolean practice;
  char    *api_url;
  char    *identity_url;
  char    *terminal;
  char    *data_dir; /* a file name */
  gboolean json;
  gboolean no_refresh;
  gboolean offline_ok;
  gboolean help;
  gboolean version;

  /* A link */
  char    *reference;
  char    *amount;
  gboolean customer_amount;
  gboolean anyway;
  char    *currency;
  gboolean single_use;
  char    *order_id;
  char    *expires;
  gboolean multi_use;
  char    *description;
  char    *methods;
  gboolean hold;
  gboolean sale;
  char    *button;
  char    *save_card;
  gboolean no_save_card;

  /* A mail */
  char   **share;
  char   **to;
  char    *message;
  gboolean copy_me;

  /* A list */
  char   **status;
  char    *kind;
  char    *search;
  char    *sort;
  int      limit;

  /* A table */
  char   **map;
  char    *decimal;
  char    *dates;
  char   **leave_out; /* rows, as the spreadsheet counts */
  char   **again;     /* likewise; or "all" */
  char   **anyway_rows; /* likewise */
  char   **as_is;     /* likewise */
  gboolean dry_run;
  gboolean share_rows;
  char    *result; /* a file name */
  char    *payments;
  gboolean all_payments;

  /* Others */
  char    *environment;
  gboolean yes;
  gboolean full;

  char   **words; /* what is left: the command's own arguments */
} PlCliOptions;

typedef struct _PlCliCommand PlCliCommand;

PlCliOptions *pl_cli_options_parse  (char               **arguments,
                                     const PlCliCommand **command,
                                     GError             **error);
void          pl_cli_options_free   (PlCliOptions        *options);
char         *pl_cli_options_help   (const PlCliCommand  *command);
gboolean      pl_cli_options_wants_json (char           **arguments);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCliOptions, pl_cli_options_free)

G_END_DECLS
