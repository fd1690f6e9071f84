/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A shop owner's words for the names in an export. Where an import reads such a column, it knows them again in every
 * language: tests/cli/test-export-words.py. */
#include "config.h"

#include "pl-table-words.h"

#include <glib/gi18n.h>

#include "pl-import-text.h"

static const struct
{
  const char *name;
  const char *words;
} words[] = {
  /* Translators: headings of a table with links, from here on. */
  { "paymentLinkId", NC_("table", "Payroc’s Number") },
  { "status", NC_("table", "State") },
  { "created", NC_("table", "Created") },
  { "timesPaid", NC_("table", "Times Paid") },
  { "paidAmount", NC_("table", "Amount Paid") },
  { "paidCurrency", NC_("table", "Currency Paid") },
  { "paymentUrl", NC_("table", "Address of the Link") },
  { "lastPaid", NC_("table", "Last Paid On") },
  { "sentTo", NC_("table", "Sent To") },
  /* Translators: headings of a table with payments, from here on. */
  { "paymentId", NC_("table", "Payroc’s Number") },
  { "date", NC_("table", "Date") },
  { "method", NC_("table", "Way to Pay") },
  { "state", NC_("table", "State") },
  { "refunded", NC_("table", "Paid Back") },
  { "income", NC_("table", "Income") },
  { "payer", NC_("table", "Payer") },
  { "orderId", NC_("table", "Order Number") },
  { "paidOn", NC_("table", "Day of Payment") },
  { "linkId", NC_("table", "Payroc’s Number of the Link") },
  { "asOf", NC_("table", "Known as of") },
  /* Translators: what stands in the cells of these tables, from here on. An import must know them again: a change wants
   * the same words in src/core/import/pl-import-values.c. */
  { "single", NC_("table", "one payment") },
  { "multi", NC_("table", "many payments") },
  { "yes", NC_("table", "yes") },
  { "card", NC_("table", "card") },
  { "bank", NC_("table", "bank transfer") },
  { "unscheduled", NC_("table", "now and then") },
  { "recurring", NC_("table", "regular") },
  { "installment", NC_("table", "instalments") },
  { "active", NC_("table", "open") },
  { "completed", NC_("table", "paid") },
  { "expired", NC_("table", "expired") },
  { "deactivated", NC_("table", "switched off") },
  { "unknown", NC_("table", "unknown") },
  { "paid", NC_("table", "paid") },
  { "pending", NC_("table", "on its way") },
  { "held", NC_("table", "held") },
  { "declined", NC_("table", "declined") },
  { "reversed", NC_("table", "cancelled") },
  { "returned", NC_("table", "returned") },
  { "noLongerListed", NC_("table", "no longer listed") },
  { "fullyRefunded", NC_("table", "refunded") },
  { "partlyRefunded", NC_("table", "partly refunded") },
  { "partlyPaid", NC_("table", "partly paid") },
  { "unclear", NC_("table", "unclear") },
};

const char *
pl_table_words (const char *name)
{
  PlImportField field;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (words[i].name, name))
        return g_dpgettext2 (GETTEXT_PACKAGE, "table", words[i].words);
    }

  return pl_import_field_from_word (name, &field) ? pl_import_text_field (field) : NULL;
}
