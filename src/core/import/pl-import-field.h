/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a table can mean. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  PL_IMPORT_FIELD_NONE,            /* kept, and not read */
  PL_IMPORT_FIELD_REFERENCE,
  PL_IMPORT_FIELD_AMOUNT,
  PL_IMPORT_FIELD_CURRENCY,        /* without it the account's */
  PL_IMPORT_FIELD_DESCRIPTION,
  PL_IMPORT_FIELD_CUSTOMER_AMOUNT, /* yes or no: the customer chooses */
  PL_IMPORT_FIELD_KIND,            /* one payment, without it, or many */
  PL_IMPORT_FIELD_ORDER_ID,        /* made up where it is missing */
  PL_IMPORT_FIELD_EXPIRES,         /* without it 30 days, or never for many payments */
  PL_IMPORT_FIELD_METHODS,
  PL_IMPORT_FIELD_HOLD,            /* yes or no */
  PL_IMPORT_FIELD_BUTTON,
  PL_IMPORT_FIELD_SAVE_CARD,
  PL_IMPORT_FIELD_NAME,            /* of who is written to */
  PL_IMPORT_FIELD_EMAIL,
  PL_IMPORT_FIELD_MESSAGE,
} PlImportField;

#define PL_IMPORT_N_FIELDS (PL_IMPORT_FIELD_MESSAGE + 1)

/* Words for scripts: "reference", "order-id" …; "none". */
const char    *pl_import_field_to_word   (PlImportField     field);
gboolean       pl_import_field_from_word (const char       *word,
                                          PlImportField    *field);
/* Which one an error about a link or a mail is about: the API's parameter. NONE for others. */
PlImportField  pl_import_field_find      (const char       *parameter);

/* Letters and digits only, without case and accents: (transfer full). */
char          *pl_import_fold            (const char       *text);
/* fields: as many as headings; each field at most once. */
void           pl_import_match           (const char *const *headings,
                                          guint             n_headings,
                                          PlImportField    *fields);

G_END_DECLS
