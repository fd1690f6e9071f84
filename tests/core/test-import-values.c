/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cells mean: headings, amounts, days and words, read in one way or not at all. */
#include "core/import/pl-import-amount.h"
#include "core/import/pl-import-day.h"
#include "core/import/pl-import-values.h"
#include "core/pl-day.h"

static void
test_amounts (void)
{
  static const struct
  {
    const char *text;
    char        decimal;
    const char *currency;
    const char *number; /* NULL: cannot be read */
  } cases[] = {
    { "49.99", '.', "USD", "49.99" },
    { "49,99", ',', "USD", "49.99" },
    { "49.99", 0, "USD", NULL },
    { "1,5", 0, "EUR", NULL },
    { "1.5", ',', "EUR", NULL },
    { "1,5", '.', "EUR", NULL },
    { "1.500", ',', "EUR", "1500" },
    { "1,500", '.', "EUR", "1500" },
    { "1500", 0, "EUR", "1500" },
    { "1,234,567.89", '.', "USD", "1234567.89" },
    { "1.234.567,89", ',', "EUR", "1234567.89" },
    { "1 234,50", ',', "EUR", "1234.50" },
    { "1\302\240234,50", ',', "EUR", "1234.50" },
    { "1\342\200\257234,50", ',', "EUR", "1234.50" },
    { "1'234.50", '.', "CHF", "1234.50" },
    { "1’234.50", '.', "CHF", "1234.50" },
    { "1 234", 0, "EUR", "1234" },
    { "12 34", 0, "EUR", NULL },
    { "1,234 567", '.', "USD", NULL },
    { "1234,567", '.', "USD", NULL },
    { "1,23,456", '.', "INR", NULL },
    { " 5 ", 0, "USD", "5" },
    { "5.", '.', "USD", NULL },
    { ".5", '.', "USD", NULL },
    { "1.2.3", '.', "USD", NULL },
    { "1.234", '.', "USD", "1.234" },
    { "5 USD", 0, "USD", "5" },
    { "usd 5", 0, "USD", "5" },
    { "5 EUR", 0, "USD", NULL },
    { "5 €", 0, "EUR", "5" },
    { "€5", 0, "USD", NULL },
    { "$5.00", '.', "USD", "5.00" },
    { "$5.00", '.', "CAD", "5.00" },
    { "$5.00", '.', "EUR", NULL },
    { "¥10000", 0, "JPY", "10000" },
    { "-5", 0, "USD", "-5" },
    { "(5)", 0, "USD", NULL },
    { "+5", 0, "USD", NULL },
    { "1e3", 0, "USD", NULL },
    { "=1+2", 0, "USD", NULL },
    { "", 0, "USD", NULL },
    { "USD", 0, "USD", NULL },
    { "٥", 0, "USD", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *number = pl_import_amount_normalize (cases[i].text, cases[i].decimal, cases[i].currency);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (number, ==, cases[i].number);
    }
}

/* Which other currency an amount is in, by its code or its sign, whatever the case and the blanks. */
static void
test_other_currency (void)
{
  static const struct
  {
    const char *text;
    const char *currency; /* NULL: none is found */
    const char *sign;
  } cases[] = {
    { "5 CHF", "CHF", "CHF" },
    { "CHF 5", "CHF", "CHF" },
    { " chf5.50 ", "CHF", "CHF" },
    { "5\u00a0SEK", "SEK", "SEK" },
    { "1,250.00 EUR", "EUR", "EUR" },
    { "€5", "EUR", "€" },
    { "5 £", "GBP", "£" },
    { "5 USD", NULL, NULL },
    { "$5", NULL, NULL },
    { "5", NULL, NULL },
    { "5 kg", NULL, NULL },
    { "5 ABC", NULL, NULL },
    { "x CHF", NULL, NULL },
    { "CHF", NULL, NULL },
    { "5 CHF EUR", NULL, NULL },
    { "CHF 5 €", NULL, NULL },
    { "", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *sign = NULL;
      const char *found = pl_import_amount_find_other (cases[i].text, '.', "USD", &sign);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (found, ==, cases[i].currency);
      g_assert_cmpstr (sign, ==, cases[i].sign);
    }
}

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    const char *day; /* NULL: cannot be read */
  } cases[] = {
    { "2026-12-31", "2026-12-31" },
    { "2026-02-29", NULL },
    { "2028-02-29", "2028-02-29" },
    { "31.12.2026", "2026-12-31" },
    { "1.2.2027", "2027-02-01" },
    { "31.13.2026", NULL },
    { "31.12.26", NULL },
    { "2026/12/31", "2026-12-31" },
    { "12/31/2026", NULL },
    { "01/02/2027", NULL },
    { "2026-12-31 00:00:00", "2026-12-31" },
    { "2026-12-31T00:00:00", "2026-12-31" },
    { "2026-12-31 12:00:00", NULL },
    { "+30", "2026-12-22" },
    { "+0", "2026-11-22" },
    { "+", NULL },
    { "+99999", NULL },
    { "46387", NULL },
    { "2026-1-1", NULL },
    { "20261231", NULL },
    { "", NULL },
    { "2026-12-31x", NULL },
  };
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 22, 11, 2026);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char text[16] = "";
      GDate day;

      g_test_message ("%s", cases[i].text);
      if (pl_day_parse_table (cases[i].text, &today, &day))
        g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
      g_assert_cmpstr (text, ==, cases[i].day != NULL ? cases[i].day : "");
    }
}

/* A month that is a word leaves no doubt; what is left of it does not either. */
static void
test_day_words (void)
{
  static const struct
  {
    const char *text;
    const char *day; /* NULL: cannot be read */
  } cases[] = {
    { "3 April 2027", "2027-04-03" },
    { "April 3, 2027", "2027-04-03" },
    { "April 3rd 2027", "2027-04-03" },
    { "the 3rd of April, 2027", "2027-04-03" },
    { "3-Apr-2027", "2027-04-03" },
    { "03/apr/2027", "2027-04-03" },
    { "2027 April 3", "2027-04-03" },
    { "3. April 2027", "2027-04-03" },
    { "31. März 2027", "2027-03-31" },
    { "31. Ma\314\210rz 2027", "2027-03-31" },
    { "31 maerz 2027", "2027-03-31" },
    { "Samstag, den 3. April 2027", "2027-04-03" },
    { "3 de abril de 2027", "2027-04-03" },
    { "sábado, 3 de abril de 2027", "2027-04-03" },
    { "1º de mayo de 2027", "2027-05-01" },
    { "1er août 2027", "2027-08-01" },
    { "samedi 3 avril 2027", "2027-04-03" },
    { "3\302\240DÉCEMBRE\302\2402027", "2027-12-03" },
    { "Saturday, April 3, 2027", "2027-04-03" },
    /* It is a Saturday. */
    { "Friday, April 3, 2027", NULL },
    { "3 April", NULL },
    { "April 2027", NULL },
    { "3 April 27", NULL },
    { "3 April 02027", NULL },
    { "31 April 2027", NULL },
    { "0 April 2027", NULL },
    { "3 April 0000", NULL },
    { "3 4 April 2027", NULL },
    { "3 April May 2027", NULL },
    { "3 Aprill 2027", NULL },
    { "3x April 2027", NULL },
    { "3 April 2027 or later", NULL },
    { "3 April 2027;", NULL },
    { "3 April\342\200\2542027", NULL },
    { "April", NULL },
    { "3/4/2027", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char text[16] = "";
      GDate day;

      g_test_message ("%s", cases[i].text);
      if (pl_import_day_parse_words (cases[i].text, &day))
        g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
      g_assert_cmpstr (text, ==, cases[i].day != NULL ? cases[i].day : "");
    }
}

static void
test_headings (void)
{
  static const struct
  {
    const char   *headings[4];
    PlImportField fields[3];
  } cases[] = {
    { { "Reference", "Amount", "E-mail", NULL },
      { PL_IMPORT_FIELD_REFERENCE, PL_IMPORT_FIELD_AMOUNT, PL_IMPORT_FIELD_EMAIL } },
    { { "e mail address", "INVOICE_NO.", " amount due ", NULL },
      { PL_IMPORT_FIELD_EMAIL, PL_IMPORT_FIELD_REFERENCE, PL_IMPORT_FIELD_AMOUNT } },
    { { "Rechnungs-Nr.", "Betrag", "Währung", NULL },
      { PL_IMPORT_FIELD_REFERENCE, PL_IMPORT_FIELD_AMOUNT, PL_IMPORT_FIELD_CURRENCY } },
    { { "Número de factura", "Importe", "Correo electrónico", NULL },
      { PL_IMPORT_FIELD_REFERENCE, PL_IMPORT_FIELD_AMOUNT, PL_IMPORT_FIELD_EMAIL } },
    { { "Nº facture", "Montant", "Échéance", NULL },
      { PL_IMPORT_FIELD_REFERENCE, PL_IMPORT_FIELD_AMOUNT, PL_IMPORT_FIELD_EXPIRES } },
    { { "Kunde", "Betrag", "Für", NULL },
      { PL_IMPORT_FIELD_NAME, PL_IMPORT_FIELD_AMOUNT, PL_IMPORT_FIELD_DESCRIPTION } },
    { { "Kundenname", "Wofür", "Fällig am", NULL },
      { PL_IMPORT_FIELD_NAME, PL_IMPORT_FIELD_DESCRIPTION, PL_IMPORT_FIELD_EXPIRES } },
    { { "Rechnung Nr.", "Empfänger", "Verwendungszweck", NULL },
      { PL_IMPORT_FIELD_REFERENCE, PL_IMPORT_FIELD_NAME, PL_IMPORT_FIELD_DESCRIPTION } },
    { { "¿Para qué?", "Importe", "Intitulé", NULL },
      { PL_IMPORT_FIELD_DESCRIPTION, PL_IMPORT_FIELD_AMOUNT, PL_IMPORT_FIELD_NONE } },
    { { "Cliente", "Importe total", "Fecha límite", NULL },
      { PL_IMPORT_FIELD_NAME, PL_IMPORT_FIELD_AMOUNT, PL_IMPORT_FIELD_EXPIRES } },
    { { "Client", "Montant TTC", "N° facture", NULL },
      { PL_IMPORT_FIELD_NAME, PL_IMPORT_FIELD_AMOUNT, PL_IMPORT_FIELD_REFERENCE } },
    { { "For", "Customer’s e-mail", "Due date", NULL },
      { PL_IMPORT_FIELD_DESCRIPTION, PL_IMPORT_FIELD_EMAIL, PL_IMPORT_FIELD_EXPIRES } },
    /* The surer one. */
    { { "Total", "Amount", "Reference", NULL },
      { PL_IMPORT_FIELD_NONE, PL_IMPORT_FIELD_AMOUNT, PL_IMPORT_FIELD_REFERENCE } },
    /* Which of two amounts, nobody but the merchant can say. */
    { { "Amount", "amount", "Reference", NULL },
      { PL_IMPORT_FIELD_NONE, PL_IMPORT_FIELD_NONE, PL_IMPORT_FIELD_REFERENCE } },
    { { "paymentLinkId", "status", "", NULL },
      { PL_IMPORT_FIELD_NONE, PL_IMPORT_FIELD_NONE, PL_IMPORT_FIELD_NONE } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlImportField fields[3];

      pl_import_match (cases[i].headings, 3, fields);
      for (guint j = 0; j < 3; j++)
        g_assert_cmpint (fields[j], ==, cases[i].fields[j]);
    }
}

static void
test_field_words (void)
{
  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    {
      PlImportField field;

      g_assert_true (pl_import_field_from_word (pl_import_field_to_word ((PlImportField) i), &field));
      g_assert_cmpint (field, ==, i);
    }

  g_assert_cmpint (pl_import_field_find ("merchantReference"), ==, PL_IMPORT_FIELD_REFERENCE);
  g_assert_cmpint (pl_import_field_find ("order.charge.amount"), ==, PL_IMPORT_FIELD_AMOUNT);
  g_assert_cmpint (pl_import_field_find ("recipients[0].email"), ==, PL_IMPORT_FIELD_EMAIL);
  g_assert_cmpint (pl_import_field_find ("recipients[3].name"), ==, PL_IMPORT_FIELD_NAME);
  g_assert_cmpint (pl_import_field_find ("recipients"), ==, PL_IMPORT_FIELD_EMAIL);
  g_assert_cmpint (pl_import_field_find ("customLabels[0].label"), ==, PL_IMPORT_FIELD_BUTTON);
  g_assert_cmpint (pl_import_field_find ("terminal"), ==, PL_IMPORT_FIELD_NONE);
}

typedef struct
{
  PlImportField field;
  const char   *text;
} Cell;

/* A row that is right, but for what is given; what the first problem is: "field:reason", or "". */
static char *
read_row (const Cell     *given,
          PlImportValues *values)
{
  PlImportReading reading = { .decimal = '.', .currency = "USD", .share = TRUE };
  const char *cells[PL_IMPORT_N_FIELDS] = { NULL };
  const PlImportProblem *problem;

  g_date_clear (&reading.today, 1);
  g_date_set_dmy (&reading.today, 22, 11, 2026);

  cells[PL_IMPORT_FIELD_REFERENCE] = "INV-1";
  cells[PL_IMPORT_FIELD_AMOUNT] = "49.99";
  for (; given->field != PL_IMPORT_FIELD_NONE; given++)
    cells[given->field] = given->text;
  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    reading.mapped |= cells[i] != NULL ? 1u << i : 0;

  pl_import_values_read (values, &reading, cells);
  if (values->problems->len == 0)
    return g_strdup ("");

  g_assert_cmpuint (values->problems->len, ==, 1);
  problem = g_ptr_array_index (values->problems, 0);
  if (problem->code == PL_IMPORT_PROBLEM_DECIMAL)
    return g_strdup ("decimal");
  if (problem->error == NULL)
    return g_strdup (pl_import_field_to_word (problem->field));

  return g_strdup_printf ("%s:%d", pl_import_field_to_word (problem->field), problem->error->reason);
}

static void
test_problems (void)
{
  static const struct
  {
    Cell              cells[4];
    PlImportField     field; /* NONE: nothing is wrong */
    PayrocFieldReason reason;
  } cases[] = {
    { { { 0 } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_REFERENCE, "" } }, PL_IMPORT_FIELD_REFERENCE, PAYROC_FIELD_REASON_REQUIRED },
    { { { PL_IMPORT_FIELD_REFERENCE, "  " } }, PL_IMPORT_FIELD_REFERENCE, PAYROC_FIELD_REASON_REQUIRED },
    { { { PL_IMPORT_FIELD_REFERENCE, "123456789012345678901234567890123456789012345678" } },
      PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_REFERENCE, "1234567890123456789012345678901234567890123456789" } },
      PL_IMPORT_FIELD_REFERENCE, PAYROC_FIELD_REASON_TOO_LONG },
    { { { PL_IMPORT_FIELD_REFERENCE, "a\nb" } }, PL_IMPORT_FIELD_REFERENCE, PAYROC_FIELD_REASON_MALFORMED },
    { { { PL_IMPORT_FIELD_REFERENCE, "=1+2" } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_AMOUNT, "" } }, PL_IMPORT_FIELD_AMOUNT, PAYROC_FIELD_REASON_REQUIRED },
    { { { PL_IMPORT_FIELD_AMOUNT, "=1+2" } }, PL_IMPORT_FIELD_AMOUNT, PAYROC_FIELD_REASON_MALFORMED },
    { { { PL_IMPORT_FIELD_AMOUNT, "0" } }, PL_IMPORT_FIELD_AMOUNT, PAYROC_FIELD_REASON_TOO_SMALL },
    { { { PL_IMPORT_FIELD_AMOUNT, "-5.00" } }, PL_IMPORT_FIELD_AMOUNT, PAYROC_FIELD_REASON_TOO_SMALL },
    { { { PL_IMPORT_FIELD_AMOUNT, "1,5" } }, PL_IMPORT_FIELD_AMOUNT, PAYROC_FIELD_REASON_MALFORMED },
    { { { PL_IMPORT_FIELD_AMOUNT, "1.555" } }, PL_IMPORT_FIELD_AMOUNT, PAYROC_FIELD_REASON_TOO_PRECISE },
    { { { PL_IMPORT_FIELD_AMOUNT, "10000.50" }, { PL_IMPORT_FIELD_CURRENCY, "JPY" } },
      PL_IMPORT_FIELD_AMOUNT, PAYROC_FIELD_REASON_TOO_PRECISE },
    { { { PL_IMPORT_FIELD_AMOUNT, "10000" }, { PL_IMPORT_FIELD_CURRENCY, "jpy" } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_CURRENCY, "" } }, PL_IMPORT_FIELD_CURRENCY, PAYROC_FIELD_REASON_REQUIRED },
    { { { PL_IMPORT_FIELD_CUSTOMER_AMOUNT, "yes" }, { PL_IMPORT_FIELD_AMOUNT, "" } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_CUSTOMER_AMOUNT, "yes" } },
      PL_IMPORT_FIELD_CUSTOMER_AMOUNT, PAYROC_FIELD_REASON_NOT_ALLOWED },
    { { { PL_IMPORT_FIELD_CUSTOMER_AMOUNT, "maybe" } },
      PL_IMPORT_FIELD_CUSTOMER_AMOUNT, PAYROC_FIELD_REASON_UNKNOWN_VALUE },
    { { { PL_IMPORT_FIELD_KIND, "Many payments" } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_KIND, "some" } }, PL_IMPORT_FIELD_KIND, PAYROC_FIELD_REASON_UNKNOWN_VALUE },
    { { { PL_IMPORT_FIELD_KIND, "multi" }, { PL_IMPORT_FIELD_ORDER_ID, "A1" } },
      PL_IMPORT_FIELD_ORDER_ID, PAYROC_FIELD_REASON_NOT_ALLOWED },
    { { { PL_IMPORT_FIELD_ORDER_ID, "1234567890123456789012345" } },
      PL_IMPORT_FIELD_ORDER_ID, PAYROC_FIELD_REASON_TOO_LONG },
    { { { PL_IMPORT_FIELD_EXPIRES, "12/31/26" } }, PL_IMPORT_FIELD_EXPIRES, PAYROC_FIELD_REASON_MALFORMED },
    { { { PL_IMPORT_FIELD_EXPIRES, "2026-11-21" } }, PL_IMPORT_FIELD_EXPIRES, PAYROC_FIELD_REASON_IN_PAST },
    { { { PL_IMPORT_FIELD_EXPIRES, "2026-11-22" } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_EXPIRES, "never" } }, PL_IMPORT_FIELD_EXPIRES, PAYROC_FIELD_REASON_REQUIRED },
    { { { PL_IMPORT_FIELD_EXPIRES, "Never" }, { PL_IMPORT_FIELD_KIND, "multi" } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_EXPIRES, "jamais" }, { PL_IMPORT_FIELD_KIND, "multi" } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_EXPIRES, "Mai" }, { PL_IMPORT_FIELD_KIND, "multi" } },
      PL_IMPORT_FIELD_EXPIRES, PAYROC_FIELD_REASON_MALFORMED },
    { { { PL_IMPORT_FIELD_EXPIRES, "n" }, { PL_IMPORT_FIELD_KIND, "multi" } },
      PL_IMPORT_FIELD_EXPIRES, PAYROC_FIELD_REASON_MALFORMED },
    { { { PL_IMPORT_FIELD_EXPIRES, "nie nunca" }, { PL_IMPORT_FIELD_KIND, "multi" } },
      PL_IMPORT_FIELD_EXPIRES, PAYROC_FIELD_REASON_MALFORMED },
    { { { PL_IMPORT_FIELD_EXPIRES, "?" }, { PL_IMPORT_FIELD_KIND, "multi" } },
      PL_IMPORT_FIELD_EXPIRES, PAYROC_FIELD_REASON_MALFORMED },
    { { { PL_IMPORT_FIELD_EXPIRES, "—" }, { PL_IMPORT_FIELD_KIND, "multi" } },
      PL_IMPORT_FIELD_EXPIRES, PAYROC_FIELD_REASON_MALFORMED },
    { { { PL_IMPORT_FIELD_METHODS, "card, bank transfer" } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_METHODS, "cash" } }, PL_IMPORT_FIELD_METHODS, PAYROC_FIELD_REASON_UNKNOWN_VALUE },
    { { { PL_IMPORT_FIELD_HOLD, "perhaps" } }, PL_IMPORT_FIELD_HOLD, PAYROC_FIELD_REASON_UNKNOWN_VALUE },
    { { { PL_IMPORT_FIELD_BUTTON, "1234567890123456789012345" } },
      PL_IMPORT_FIELD_BUTTON, PAYROC_FIELD_REASON_TOO_LONG },
    { { { PL_IMPORT_FIELD_SAVE_CARD, "recurring" } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_SAVE_CARD, "yes" } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_SAVE_CARD, "dunno" } }, PL_IMPORT_FIELD_SAVE_CARD, PAYROC_FIELD_REASON_UNKNOWN_VALUE },
    { { { PL_IMPORT_FIELD_EMAIL, "nonsense" } }, PL_IMPORT_FIELD_EMAIL, PAYROC_FIELD_REASON_MALFORMED },
    { { { PL_IMPORT_FIELD_EMAIL, "sarah@example.com" } }, PL_IMPORT_FIELD_NONE, 0 },
    { { { PL_IMPORT_FIELD_NAME, "Sarah Hopper" } }, PL_IMPORT_FIELD_NONE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (PlImportValues) values = { 0 };
      g_autofree char *problem = read_row (cases[i].cells, &values);
      g_autofree char *wanted = cases[i].field != PL_IMPORT_FIELD_NONE
                                  ? g_strdup_printf ("%s:%d", pl_import_field_to_word (cases[i].field),
                                                     cases[i].reason)
                                  : g_strdup ("");

      g_test_message ("%s: %s", pl_import_field_to_word (cases[i].cells[0].field), cases[i].cells[0].text);
      g_assert_cmpstr (problem, ==, wanted);
    }
}

static void
test_meaning (void)
{
  const Cell cells[] = {
    { PL_IMPORT_FIELD_REFERENCE, "'=INV-1 \302\240" },
    { PL_IMPORT_FIELD_AMOUNT, "1,234.50" },
    { PL_IMPORT_FIELD_CURRENCY, "eur" },
    { PL_IMPORT_FIELD_DESCRIPTION, "Two\r\nlines" },
    { PL_IMPORT_FIELD_EXPIRES, "31.12.2026" },
    { PL_IMPORT_FIELD_METHODS, "card" },
    { PL_IMPORT_FIELD_HOLD, "x" },
    { PL_IMPORT_FIELD_BUTTON, "Pay" },
    { PL_IMPORT_FIELD_SAVE_CARD, "Recurring" },
    { PL_IMPORT_FIELD_NAME, "Sarah Hopper" },
    { PL_IMPORT_FIELD_EMAIL, "sarah@example.com" },
    { PL_IMPORT_FIELD_MESSAGE, "Thank you" },
    { 0 },
  };
  g_auto (PlImportValues) values = { 0 };
  g_autofree char *problem = read_row (cells, &values);
  g_autoptr (PayrocRecipient) sarah = NULL;
  GListModel *people;

  g_assert_cmpstr (problem, ==, "");
  g_assert_cmpstr (payroc_link_draft_get_reference (values.draft), ==, "=INV-1");
  g_assert_cmpint (payroc_link_draft_get_amount (values.draft), ==, 123450);
  g_assert_cmpstr (payroc_link_draft_get_currency (values.draft), ==, "EUR");
  g_assert_cmpstr (payroc_link_draft_get_description (values.draft), ==, "Two lines");
  g_assert_cmpint (payroc_link_draft_get_kind (values.draft), ==, PAYROC_LINK_KIND_SINGLE_USE);
  g_assert_cmpint (g_date_get_day (payroc_link_draft_get_expires_on (values.draft)), ==, 31);
  g_assert_cmpint (payroc_link_draft_get_methods (values.draft), ==, PAYROC_PAYMENT_METHODS_CARD);
  g_assert_cmpint (payroc_link_draft_get_auth_type (values.draft), ==, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
  g_assert_cmpstr (payroc_link_draft_get_button_label (values.draft), ==, "Pay");
  g_assert_true (payroc_link_draft_get_tokenize (values.draft));
  g_assert_cmpint (payroc_link_draft_get_mit_agreement (values.draft), ==, PAYROC_MIT_AGREEMENT_RECURRING);
  g_assert_cmpstr (payroc_link_draft_get_order_id (values.draft), !=, "");

  people = G_LIST_MODEL (payroc_share_get_recipients (values.share));
  g_assert_cmpuint (g_list_model_get_n_items (people), ==, 1);
  sarah = g_list_model_get_item (people, 0);
  g_assert_cmpstr (payroc_recipient_get_name (sarah), ==, "Sarah Hopper");
  g_assert_cmpstr (payroc_share_get_message (values.share), ==, "Thank you");
}

/* Whom a cell names, and what they are called: nobody and no name is lost on the way. */
static void
test_people (void)
{
  static const struct
  {
    const char *name;   /* the row's */
    const char *email;
    const char *people; /* "name|email;" */
    int         problem; /* -1: none */
  } cases[] = {
    { NULL, "Sarah Hopper <sarah@example.com>", "Sarah Hopper|sarah@example.com;", -1 },
    { "S. Hopper", "Sarah Hopper <sarah@example.com>", "S. Hopper|sarah@example.com;", -1 },
    /* The fuller name stays, whichever says it. */
    { "Hopper", "Sarah Hopper <sarah@example.com>", "Sarah Hopper|sarah@example.com;", -1 },
    { "Hop", "Sarah Hopper <sarah@example.com>", "Hop|sarah@example.com;", -1 },
    { "Sarah Jane Hopper", "Sarah Hopper <sarah@example.com>", "Sarah Jane Hopper|sarah@example.com;", -1 },
    /* Of two people nobody knows whose name the row's is. */
    { "Sarah Hopper", "sarah@example.com; office@example.com",
      "sarah@example.com|sarah@example.com;office@example.com|office@example.com;", -1 },
    { "Sarah Hopper", "sarah@example.com\r\nBob <bob@example.com>",
      "sarah@example.com|sarah@example.com;Bob|bob@example.com;", -1 },
    { "Hopper", "Sarah Hopper <sarah@example.com>, Bob Byrne <bob@example.com>",
      "Sarah Hopper|sarah@example.com;Bob Byrne|bob@example.com;", -1 },
    /* Nor is an address a name for another one. */
    { NULL, "\"sarah@example.com\" <bob@example.com>", "sarah@example.com|bob@example.com;", PL_IMPORT_PROBLEM_FIELD },
    { "sarah@example.com", "bob@example.com", "sarah@example.com|bob@example.com;", PL_IMPORT_PROBLEM_FIELD },
    { "Sarah Hopper", "sarah@example.com and bob@example.com", "Sarah Hopper|sarah@example.com and bob@example.com;",
      PL_IMPORT_PROBLEM_FIELD },
    { "Sarah Hopper", "sarah@example.com\r\nBcc: bob@example.com",
      "sarah@example.com|sarah@example.com;bob@example.com|bob@example.com;", PL_IMPORT_PROBLEM_MAIL_HEADER },
    { NULL, "Cc: sarah@example.com", "sarah@example.com|sarah@example.com;", PL_IMPORT_PROBLEM_MAIL_HEADER },
    { "Sarah Hopper", "sarah@ex\u0430mple.com", "Sarah Hopper|sarah@ex\u0430mple.com;", PL_IMPORT_PROBLEM_FIELD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Cell cells[] = {
        { PL_IMPORT_FIELD_NAME, cases[i].name }, { PL_IMPORT_FIELD_EMAIL, cases[i].email }, { 0 },
      };
      g_auto (PlImportValues) values = { 0 };
      g_autofree char *problem = read_row (cells, &values);
      g_autoptr (GString) people = g_string_new (NULL);
      GListModel *recipients = G_LIST_MODEL (payroc_share_get_recipients (values.share));
      int code = -1;

      for (guint j = 0; j < g_list_model_get_n_items (recipients); j++)
        {
          g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, j);

          g_string_append_printf (people, "%s|%s;", payroc_recipient_get_name (recipient),
                                  payroc_recipient_get_email (recipient));
        }
      if (values.problems->len > 0)
        code = (int) ((PlImportProblem *) g_ptr_array_index (values.problems, 0))->code;
      g_assert_cmpstr (people->str, ==, cases[i].people);
      g_assert_cmpint (code, ==, cases[i].problem);
    }
}

/* What was read is told where the reason alone would be a riddle. */
static void
test_quoted (void)
{
  static const struct
  {
    Cell        cell;
    const char *quoted; /* NULL: it is long, or not there */
  } cases[] = {
    { { PL_IMPORT_FIELD_CURRENCY, " XXQ " }, "XXQ" },
    { { PL_IMPORT_FIELD_AMOUNT, "12 pounds" }, "12 pounds" },
    { { PL_IMPORT_FIELD_EXPIRES, "2026-11-21" }, "2026-11-21" },
    { { PL_IMPORT_FIELD_EMAIL, "sarah example.com" }, "sarah example.com" },
    { { PL_IMPORT_FIELD_EMAIL, "\"bob@example.com\" <sarah@example.com>" },
      "\"bob@example.com\" <sarah@example.com>" },
    { { PL_IMPORT_FIELD_REFERENCE, "" }, NULL },
    { { PL_IMPORT_FIELD_REFERENCE, "1234567890123456789012345678901234567890123456789" }, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Cell cells[] = { cases[i].cell, { 0 } };
      g_auto (PlImportValues) values = { 0 };
      g_autofree char *problem = read_row (cells, &values);

      g_assert_cmpuint (values.problems->len, >=, 1);
      g_assert_cmpstr (((PlImportProblem *) g_ptr_array_index (values.problems, 0))->cell, ==, cases[i].quoted);
    }
}

static void
test_decimal_unknown (void)
{
  PlImportReading reading = { .currency = "USD" };
  const char *cells[PL_IMPORT_N_FIELDS] = { NULL };
  g_auto (PlImportValues) values = { 0 };
  const PlImportProblem *problem;

  g_date_clear (&reading.today, 1);
  g_date_set_dmy (&reading.today, 22, 11, 2026);
  cells[PL_IMPORT_FIELD_REFERENCE] = "INV-1";
  cells[PL_IMPORT_FIELD_AMOUNT] = "1,500";

  pl_import_values_read (&values, &reading, cells);
  g_assert_cmpuint (values.problems->len, ==, 1);
  problem = g_ptr_array_index (values.problems, 0);
  g_assert_cmpint (problem->code, ==, PL_IMPORT_PROBLEM_DECIMAL);
  g_assert_cmpint (payroc_link_draft_get_amount (values.draft), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import-values/amounts", test_amounts);
  g_test_add_func ("/import-values/other-currency", test_other_currency);
  g_test_add_func ("/import-values/days", test_days);
  g_test_add_func ("/import-values/days/words", test_day_words);
  g_test_add_func ("/import-values/headings", test_headings);
  g_test_add_func ("/import-values/field-words", test_field_words);
  g_test_add_func ("/import-values/problems", test_problems);
  g_test_add_func ("/import-values/meaning", test_meaning);
  g_test_add_func ("/import-values/people", test_people);
  g_test_add_func ("/import-values/quoted", test_quoted);
  g_test_add_func ("/import-values/decimal-unknown", test_decimal_unknown);

  return g_test_run ();
}
