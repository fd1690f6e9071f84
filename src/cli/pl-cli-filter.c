/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which links, as list and export are told it. */
#include "config.h"

#include "pl-cli-filter.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pl-cli-error.h"
#include "pl-cli-text.h"

static const struct
{
  const char *word;
  PlLinkSort  sort;
} sorts[] = {
  { "created", PL_LINK_SORT_CREATED },
  { "amount", PL_LINK_SORT_AMOUNT },
  { "expires", PL_LINK_SORT_EXPIRES },
  { "state", PL_LINK_SORT_STATE },
  { "reference", PL_LINK_SORT_REFERENCE },
};

/* The words that a list shows, beside those of the API: who reads “open” types it. */
static const struct
{
  const char      *word;
  PayrocLinkStatus status;
} shown_statuses[] = {
  { "open", PAYROC_LINK_STATUS_ACTIVE },
  { "paid", PAYROC_LINK_STATUS_COMPLETED },
  { "refunded", PAYROC_LINK_STATUS_REFUNDED },
  { "partly-refunded", PAYROC_LINK_STATUS_PARTLY_REFUNDED },
  { "partly refunded", PAYROC_LINK_STATUS_PARTLY_REFUNDED },
  { "returned", PAYROC_LINK_STATUS_RETURNED },
  { "reversed", PAYROC_LINK_STATUS_REVERSED },
  { "held", PAYROC_LINK_STATUS_HELD },
  { "pending", PAYROC_LINK_STATUS_PENDING },
  { "partly-paid", PAYROC_LINK_STATUS_PARTLY_PAID },
  { "partly paid", PAYROC_LINK_STATUS_PARTLY_PAID },
  { "declined", PAYROC_LINK_STATUS_DECLINED },
  { "unclear", PAYROC_LINK_STATUS_UNCLEAR },
  { "switched-off", PAYROC_LINK_STATUS_DEACTIVATED },
  { "switched off", PAYROC_LINK_STATUS_DEACTIVATED },
};

static PayrocLinkStatus
read_status (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown_statuses); i++)
    {
      if (strcmp (word, shown_statuses[i].word) == 0)
        return shown_statuses[i].status;
    }

  for (PayrocLinkStatus status = PAYROC_LINK_STATUS_ACTIVE; status <= PAYROC_LINK_STATUS_DECLINED; status++)
    {
      if (strcmp (word, pl_cli_text_status (status)) == 0)
        return status;
    }

  return payroc_link_status_from_wire (word);
}

/**
 * pl_cli_filter_read:
 * @options: what was typed
 * @query: (inout): zeroed; which links, in which order; its search is @options' own
 * @error: %PL_CLI_ERROR_USAGE
 *
 * Returns: whether all of it could be read
 */
gboolean
pl_cli_filter_read (const PlCliOptions  *options,
                    PlLinkQuery         *query,
                    GError             **error)
{
  for (char **word = options->status; word != NULL && *word != NULL; word++)
    {
      PayrocLinkStatus status = read_status (*word);

      if (status == PAYROC_LINK_STATUS_UNKNOWN)
        {
          g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                       _("--status is open (active), paid (completed), partly-paid, held, pending, "
                         "declined, unclear, refunded, partly-refunded, returned, reversed, expired or "
                         "switched-off (deactivated), not “%s”"), *word);
          return FALSE;
        }
      query->statuses |= 1u << status;
    }

  if (options->kind != NULL)
    {
      if (strcmp (options->kind, "single") == 0)
        query->kind = PAYROC_LINK_KIND_SINGLE_USE;
      else if (strcmp (options->kind, "multi") == 0)
        query->kind = PAYROC_LINK_KIND_MULTI_USE;
      else
        {
          g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                       _("--kind is single or multi, not “%s”"), options->kind);
          return FALSE;
        }
    }

  if (options->sort != NULL)
    {
      guint i;

      for (i = 0; i < G_N_ELEMENTS (sorts) && strcmp (sorts[i].word, options->sort) != 0; i++)
        ;
      if (i == G_N_ELEMENTS (sorts))
        {
          g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                       _("--sort is created, amount, expires, state or reference, not “%s”"), options->sort);
          return FALSE;
        }
      query->sort = sorts[i].sort;
    }

  if (options->limit < 0)
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, _("--limit is a number of links"));
      return FALSE;
    }

  query->search = options->search;

  return TRUE;
}
