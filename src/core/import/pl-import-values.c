/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words are those that a shop owner would write, in four languages; a number is read in one way or not at all. */
#include "pl-import-values.h"

#include <string.h>

#include "core/csv/pl-csv-writer.h"
#include "core/pl-day.h"
#include "core/templates/pl-message-template.h"
#include "payroc/money/payroc-currency.h"
#include "payroc/money/payroc-money.h"
#include "payroc/payroc-error.h"
#include "pl-import-amount.h"
#include "pl-import-day.h"

#define DEFAULT_DAYS 30

/* A word that means nothing here. */
#define UNKNOWN (-1)

#define NEVER   1

typedef struct
{
  const char *words; /* folded, with blanks around each */
  int         meaning;
} Word;

static const Word yes_or_no[] = {
  { " yes y true 1 x hold preauthorization ja j si s oui o vrai verdadero wahr ", TRUE },
  { " no n false 0 sale nein non faux falso falsch ", FALSE },
};

static const Word kinds[] = {
  { " single singleuse one once onepayment takesonepayment 1 einmal einmalig einzeln einezahlung unico unpago unique "
    "unpaiement ",
    PAYROC_LINK_KIND_SINGLE_USE },
  { " multi multiuse many manypayments takesmanypayments several reusable mehrfach mehrere vielezahlungen "
    "multiple varios muchospagos plusieurs plusieurspaiements ",
    PAYROC_LINK_KIND_MULTI_USE },
};

static const Word methods[] = {
  { " card cards creditcard karte kreditkarte tarjeta carte ", PAYROC_PAYMENT_METHODS_CARD },
  { " bank banktransfer transfer uberweisung transferencia virement ", PAYROC_PAYMENT_METHODS_BANK_TRANSFER },
  { " both all beide ambos lesdeux ", PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER },
};

static const Word expiries[] = {
  { " never nie nunca jamais ", NEVER },
};

static const Word agreements[] = {
  { " unscheduled nowandthen unregelmaßig unregelmassig deformapuntual ponctuel ", PAYROC_MIT_AGREEMENT_UNSCHEDULED },
  { " recurring regular regelmaßig regelmassig periodico regulier ", PAYROC_MIT_AGREEMENT_RECURRING },
  { " installment installments instalment instalments raten enplazos enplusieursfois ",
    PAYROC_MIT_AGREEMENT_INSTALLMENT },
};

/* A row that is being read. */
typedef struct
{
  PlImportValues        *values;
  const PlImportReading *reading;
  char                  *cells[PL_IMPORT_N_FIELDS]; /* (owned) (nullable) without what is around them; "" is NULL */
} Row;

static int
find_word (const Word *words,
           gsize       n_words,
           const char *text)
{
  g_autofree char *folded = pl_import_fold (text);
  g_autofree char *word = g_strdup_printf (" %s ", folded);

  for (gsize i = 0; *folded != '\0' && i < n_words; i++)
    {
      if (strstr (words[i].words, word) != NULL)
        return words[i].meaning;
    }

  return UNKNOWN;
}

/* Takes problem. What was read is told where the reason alone would be a riddle. */
static void
add_problem (Row             *row,
             PlImportProblem *problem)
{
  const PayrocFieldReason reason = problem->error->reason;

  if (problem->field != PL_IMPORT_FIELD_NONE
      && (reason == PAYROC_FIELD_REASON_UNKNOWN_VALUE || reason == PAYROC_FIELD_REASON_MALFORMED
          || reason == PAYROC_FIELD_REASON_MIXED_LETTERS || reason == PAYROC_FIELD_REASON_OTHER_ADDRESS
          || reason == PAYROC_FIELD_REASON_IN_PAST))
    problem->cell = g_strdup (row->cells[problem->field]);
  g_ptr_array_add (row->values->problems, problem);
}

static void
complain (Row               *row,
          PlImportField      field,
          const char        *parameter,
          PayrocFieldReason  reason)
{
  add_problem (row, pl_import_problem_new_reason (field, parameter, reason));
}

/* What cannot be read is told before, and instead of, what the draft misses for it. */
static gboolean
is_complained_of (Row          *row,
                  PlImportField field)
{
  for (guint i = 0; i < row->values->problems->len; i++)
    {
      if (((PlImportProblem *) g_ptr_array_index (row->values->problems, i))->field == field)
        return TRUE;
    }

  return FALSE;
}

static void
add_errors (Row       *row,
            GPtrArray *errors)
{
  for (guint i = 0; errors != NULL && i < errors->len; i++)
    {
      const PayrocFieldError *error = g_ptr_array_index (errors, i);
      PlImportField field = pl_import_field_find (error->parameter);

      /* The one name that the cell of the address has. */
      if (error->reason == PAYROC_FIELD_REASON_OTHER_ADDRESS && row->cells[PL_IMPORT_FIELD_NAME] == NULL)
        field = PL_IMPORT_FIELD_EMAIL;
      if (!is_complained_of (row, field))
        add_problem (row, pl_import_problem_new_field (field, error));
    }
}

/* FALSE where the cell is empty; complains where it is neither. */
static gboolean
read_yes (Row          *row,
          PlImportField field,
          const char   *parameter)
{
  int meaning;

  if (row->cells[field] == NULL)
    return FALSE;

  meaning = find_word (yes_or_no, G_N_ELEMENTS (yes_or_no), row->cells[field]);
  if (meaning == UNKNOWN)
    complain (row, field, parameter, PAYROC_FIELD_REASON_UNKNOWN_VALUE);

  return meaning == TRUE;
}

static void
read_currency (Row *row)
{
  g_autofree char *code = NULL;

  /* A column that is there and empty is a hole, not a default. */
  if ((row->reading->mapped & (1u << PL_IMPORT_FIELD_CURRENCY)) == 0)
    code = g_strdup (row->reading->currency);
  else if (row->cells[PL_IMPORT_FIELD_CURRENCY] != NULL)
    code = g_ascii_strup (row->cells[PL_IMPORT_FIELD_CURRENCY], -1);

  payroc_link_draft_set_currency (row->values->draft, code);
}

/* TRUE: it is an amount, only not in the link's currency. */
static gboolean
is_in_other_currency (Row        *row,
                      const char *text)
{
  const char *currency = payroc_link_draft_get_currency (row->values->draft);
  const char *sign = NULL;
  PlImportProblem *problem;

  if (!payroc_currency_is_known (currency)
      || pl_import_amount_find_other (text, row->reading->decimal, currency, &sign) == NULL)
    return FALSE;

  problem = pl_import_problem_new (PL_IMPORT_PROBLEM_CURRENCY, PL_IMPORT_FIELD_AMOUNT);
  problem->cell = g_strdup (text);
  problem->before = g_strdup (sign);
  payroc_money_init (&problem->amount, 0, currency);
  g_ptr_array_add (row->values->problems, problem);

  return TRUE;
}

static void
set_amount (Row        *row,
            const char *text)
{
  const char *currency = payroc_link_draft_get_currency (row->values->draft);
  g_autofree char *decimal = NULL;
  g_autoptr (GError) error = NULL;
  PayrocMoney money;

  if (row->reading->decimal == 0 && pl_import_amount_is_ambiguous (text))
    {
      g_ptr_array_add (row->values->problems,
                       pl_import_problem_new (PL_IMPORT_PROBLEM_DECIMAL, PL_IMPORT_FIELD_AMOUNT));
      return;
    }

  decimal = pl_import_amount_normalize (text, row->reading->decimal, currency);
  if (decimal == NULL && is_in_other_currency (row, text))
    return;

  if (decimal == NULL)
    complain (row, PL_IMPORT_FIELD_AMOUNT, "order.charge.amount", PAYROC_FIELD_REASON_MALFORMED);
  else if (!payroc_currency_is_known (currency))
    payroc_link_draft_set_amount (row->values->draft, 1); /* nobody knows its decimals; the currency is blamed */
  else if (payroc_money_parse_decimal (decimal, currency, &money, &error))
    payroc_link_draft_set_amount (row->values->draft, money.minor);
  else
    add_errors (row, payroc_error_get_fields (error));

  /* Of one that was given nobody is told that it is missing. */
  if (error == NULL && decimal != NULL && payroc_link_draft_get_amount (row->values->draft) <= 0)
    {
      g_autoptr (PayrocFieldError) small = payroc_field_error_new ("order.charge.amount",
                                                                   PAYROC_FIELD_REASON_TOO_SMALL, 1, NULL);

      g_ptr_array_add (row->values->problems, pl_import_problem_new_field (PL_IMPORT_FIELD_AMOUNT, small));
    }
}

static void
read_charge (Row *row)
{
  const char *amount = row->cells[PL_IMPORT_FIELD_AMOUNT];
  const gboolean customer = read_yes (row, PL_IMPORT_FIELD_CUSTOMER_AMOUNT, "order.charge.type");

  payroc_link_draft_set_charge_kind (row->values->draft, customer ? PAYROC_CHARGE_KIND_PROMPT
                                                                  : PAYROC_CHARGE_KIND_PRESET);
  if (customer && amount != NULL)
    complain (row, PL_IMPORT_FIELD_CUSTOMER_AMOUNT, "order.charge.type", PAYROC_FIELD_REASON_NOT_ALLOWED);
  else if (amount != NULL)
    set_amount (row, amount);
}

static void
read_kind (Row *row)
{
  const char *text = row->cells[PL_IMPORT_FIELD_KIND];
  const int kind = text != NULL ? find_word (kinds, G_N_ELEMENTS (kinds), text) : PAYROC_LINK_KIND_SINGLE_USE;

  if (kind == UNKNOWN)
    complain (row, PL_IMPORT_FIELD_KIND, "type", PAYROC_FIELD_REASON_UNKNOWN_VALUE);
  else
    payroc_link_draft_set_kind (row->values->draft, (PayrocLinkKind) kind);
}

static void
read_order (Row *row)
{
  const gboolean single = payroc_link_draft_get_kind (row->values->draft) == PAYROC_LINK_KIND_SINGLE_USE;
  g_autofree char *suggested = NULL;

  if (row->cells[PL_IMPORT_FIELD_ORDER_ID] != NULL)
    {
      payroc_link_draft_set_order_id (row->values->draft, row->cells[PL_IMPORT_FIELD_ORDER_ID]);
      if (!single && !is_complained_of (row, PL_IMPORT_FIELD_KIND))
        complain (row, PL_IMPORT_FIELD_ORDER_ID, "order.orderId", PAYROC_FIELD_REASON_NOT_ALLOWED);
    }
  else if (single)
    {
      suggested = payroc_link_draft_suggest_order_id (&row->reading->today);
      payroc_link_draft_set_order_id (row->values->draft, suggested);
    }
}

static void
read_expiry (Row *row)
{
  const char *text = row->cells[PL_IMPORT_FIELD_EXPIRES];
  GDate day;

  if (text == NULL && payroc_link_draft_get_kind (row->values->draft) == PAYROC_LINK_KIND_SINGLE_USE)
    {
      day = row->reading->today;
      g_date_add_days (&day, DEFAULT_DAYS);
      payroc_link_draft_set_expires_on (row->values->draft, &day);
      row->values->default_expiry = TRUE;
    }
  else if (text != NULL && row->reading->days == PL_IMPORT_DAYS_UNKNOWN && pl_day_is_slashed (text))
    {
      g_ptr_array_add (row->values->problems,
                       pl_import_problem_new (PL_IMPORT_PROBLEM_DAY_ORDER, PL_IMPORT_FIELD_EXPIRES));
    }
  else if (text != NULL
           && pl_day_parse_slashed (text, row->reading->days == PL_IMPORT_DAYS_MONTH_FIRST, &day))
    {
      payroc_link_draft_set_expires_on (row->values->draft, &day);
    }
  else if (text != NULL
           && (pl_day_parse_table (text, &row->reading->today, &day) || pl_import_day_parse_words (text, &day)))
    {
      payroc_link_draft_set_expires_on (row->values->draft, &day);
    }
  else if (text != NULL && find_word (expiries, G_N_ELEMENTS (expiries), text) != NEVER)
    {
      complain (row, PL_IMPORT_FIELD_EXPIRES, "expiresOn", PAYROC_FIELD_REASON_MALFORMED);
    }
}

static void
read_methods (Row *row)
{
  g_auto (GStrv) words = NULL;
  PayrocPaymentMethods found = PAYROC_PAYMENT_METHODS_NONE;

  if (row->cells[PL_IMPORT_FIELD_METHODS] == NULL)
    return;

  words = g_strsplit_set (row->cells[PL_IMPORT_FIELD_METHODS], ",;+/&|", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const int method = find_word (methods, G_N_ELEMENTS (methods), words[i]);

      if (method == UNKNOWN)
        {
          complain (row, PL_IMPORT_FIELD_METHODS, "paymentMethods", PAYROC_FIELD_REASON_UNKNOWN_VALUE);
          return;
        }
      found |= (PayrocPaymentMethods) method;
    }

  payroc_link_draft_set_methods (row->values->draft, found);
}

static void
read_save_card (Row *row)
{
  const char *text = row->cells[PL_IMPORT_FIELD_SAVE_CARD];
  const int agreement = text != NULL ? find_word (agreements, G_N_ELEMENTS (agreements), text) : UNKNOWN;

  if (agreement != UNKNOWN)
    payroc_link_draft_set_mit_agreement (row->values->draft, (PayrocMitAgreement) agreement);

  payroc_link_draft_set_tokenize (row->values->draft,
                                  agreement != UNKNOWN
                                  || read_yes (row, PL_IMPORT_FIELD_SAVE_CARD, "credentialOnFile.mitAgreement"));
}

static void
set_message (Row         *row,
             PayrocShare *share)
{
  const PlImportReading *reading = row->reading;
  const char *own = row->cells[PL_IMPORT_FIELD_MESSAGE];
  const char *text = own != NULL ? own : reading->message;
  g_autofree char *filled = NULL;
  g_autofree char *unknown = reading->fill != NULL ? pl_message_template_find_unknown (own) : NULL;

  /* It would reach the customer as it stands. */
  if (unknown != NULL)
    {
      PlImportProblem *problem = pl_import_problem_new (PL_IMPORT_PROBLEM_WORD, PL_IMPORT_FIELD_MESSAGE);

      problem->before = g_steal_pointer (&unknown);
      g_ptr_array_add (row->values->problems, problem);
    }

  if (text != NULL && reading->fill != NULL)
    {
      filled = reading->fill (text, reading->link != NULL ? reading->link : row->values->draft,
                              G_LIST_MODEL (payroc_share_get_recipients (share)), &reading->today);
      payroc_share_set_template (share, text);
    }
  payroc_share_set_message (share, filled != NULL ? filled : text);
}

/* The cell's own name says all that the column's does, and more: "Sarah Hopper" where that is "Hopper". */
static gboolean
is_fuller (PayrocRecipient *person,
           const char      *name)
{
  g_autofree char *own = g_utf8_casefold (payroc_recipient_get_name (person), -1);
  g_autofree char *other = g_utf8_casefold (name, -1);
  g_autofree char *words = g_strdup_printf (" %s ", own);
  g_autofree char *part = g_strdup_printf (" %s ", other);

  return payroc_recipient_has_name (person) && strstr (words, part) != NULL;
}

/* Whose row it is. */
static void
read_share (Row *row)
{
  const char *name = row->cells[PL_IMPORT_FIELD_NAME];
  const char *email = row->cells[PL_IMPORT_FIELD_EMAIL];
  g_autoptr (PayrocShare) share = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GPtrArray) errors = NULL;

  if (!row->reading->share || email == NULL)
    return;

  if (payroc_recipient_list_has_header (email))
    g_ptr_array_add (row->values->problems,
                     pl_import_problem_new (PL_IMPORT_PROBLEM_MAIL_HEADER, PL_IMPORT_FIELD_EMAIL));

  share = payroc_share_new ();
  people = payroc_recipient_parse_list (email);
  for (guint i = 0; i < people->len; i++)
    {
      PayrocRecipient *person = g_ptr_array_index (people, i);
      const char *address = payroc_recipient_get_email (person);
      g_autoptr (PayrocRecipient) named = NULL;

      /* Of several nobody knows whose name it is. What is no address is a wrong one, not a missing one. */
      if (people->len == 1 && ((name != NULL && !is_fuller (person, name)) || *address == '\0'))
        named = payroc_recipient_new (name != NULL ? name : email, *address != '\0' ? address : email);
      g_list_store_append (payroc_share_get_recipients (share), named != NULL ? named : person);
    }
  set_message (row, share);

  errors = payroc_share_validate (share);
  add_errors (row, errors);
  row->values->share = g_steal_pointer (&share);
}

/* A description has one line at Payroc; a spreadsheet's cell may have several. */
static void
read_description (Row *row)
{
  g_autofree char *text = g_strdup (row->cells[PL_IMPORT_FIELD_DESCRIPTION]);
  char *target = text;

  for (const char *at = text; at != NULL && *at != '\0'; at++)
    {
      if (*at != '\r' || at[1] != '\n')
        *target++ = strchr ("\r\n\t", *at) != NULL ? ' ' : *at;
    }
  if (target != NULL)
    *target = '\0';

  payroc_link_draft_set_description (row->values->draft, text);
}

/* Signs that nobody sees, in what a computer compares. */
static void
remove_invisible (char *text)
{
  char *target = text;

  for (const char *at = text; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      const gsize length = (gsize) (g_utf8_next_char (at) - at);

      if (g_unichar_type (g_utf8_get_char (at)) == G_UNICODE_FORMAT)
        continue;
      memmove (target, at, length);
      target += length;
    }
  if (target != NULL)
    *target = '\0';
}

/* Without what is around it, a no-break space included; and an accent is a part of its letter, as it is typed, and not
 * a sign of its own, as some programs write it. */
static char *
strip (const char *cell)
{
  g_autofree char *composed = g_utf8_normalize (cell, -1, G_NORMALIZE_NFC);
  const char *text = composed != NULL ? composed : cell;
  const char *end = text + strlen (text);

  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  while (end > text)
    {
      const char *last = g_utf8_find_prev_char (text, end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }

  return end > text ? g_strndup (text, (gsize) (end - text)) : NULL;
}

/**
 * pl_import_values_read:
 * @self: (out caller-allocates): what the row means, to be cleared with pl_import_values_clear()
 * @reading: how rows are to be read
 * @cells: (array fixed-size=16): texts by #PlImportField; %NULL where the table has no such column
 *
 * A made up order number and a default last day are in the draft already. May be called on any thread.
 */
void
pl_import_values_read (PlImportValues        *self,
                       const PlImportReading *reading,
                       const char *const     *cells)
{
  Row row = { .values = self, .reading = reading };
  g_autoptr (GPtrArray) errors = NULL;

  *self = (PlImportValues) {
    .draft = payroc_link_draft_new (),
    .problems = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_import_problem_free),
  };

  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    {
      g_autofree char *cell = cells[i] != NULL ? pl_csv_restore (cells[i]) : NULL;

      if (cell != NULL && (i == PL_IMPORT_FIELD_REFERENCE || i == PL_IMPORT_FIELD_ORDER_ID))
        remove_invisible (cell);
      row.cells[i] = cell != NULL ? strip (cell) : NULL;
      /* So many days from today are others tomorrow. */
      if (row.cells[i] != NULL && (i != PL_IMPORT_FIELD_EXPIRES || *row.cells[i] != '+'))
        self->given |= 1u << i;
    }

  payroc_link_draft_set_reference (self->draft, row.cells[PL_IMPORT_FIELD_REFERENCE]);
  read_description (&row);
  payroc_link_draft_set_button_label (self->draft, row.cells[PL_IMPORT_FIELD_BUTTON]);
  read_kind (&row);
  read_currency (&row);
  read_charge (&row);
  read_order (&row);
  read_expiry (&row);
  read_methods (&row);
  if (read_yes (&row, PL_IMPORT_FIELD_HOLD, "authType"))
    payroc_link_draft_set_auth_type (self->draft, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
  read_save_card (&row);

  errors = payroc_link_draft_validate (self->draft, &reading->today);
  add_errors (&row, errors);
  read_share (&row);

  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    g_free (row.cells[i]);
}

/**
 * pl_import_values_clear:
 * @self: what pl_import_values_read() made
 */
void
pl_import_values_clear (PlImportValues *self)
{
  g_clear_object (&self->draft);
  g_clear_object (&self->share);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}
