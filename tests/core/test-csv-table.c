/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as programs and people write them, and as nobody should. */
#include <string.h>

#include "core/csv/pl-csv-table.h"

#define BYTES(text) (text), sizeof (text) - 1

static PlCsvTable *
read_bytes (const char  *data,
            gsize        size,
            GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return pl_csv_table_new (bytes, 0, error);
}

/* Cells between bars, rows between slashes. */
static char *
describe (PlCsvTable *table)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pl_csv_table_get_n_rows (table); i++)
    {
      g_string_append (text, i > 0 ? " / " : "");
      for (guint j = 0; j < pl_csv_table_get_n_cells (table, i); j++)
        g_string_append_printf (text, "%s%s", j > 0 ? "|" : "", pl_csv_table_get_cell (table, i, j));
    }

  return g_string_free (text, FALSE);
}

static void
test_cells (void)
{
  static const struct
  {
    const char *file;
    gsize       size;
    const char *cells;
  } cases[] = {
    { BYTES ("a,b\r\nc,d\r\n"), "a|b / c|d" },
    { BYTES ("a,b\nc,d"), "a|b / c|d" },
    { BYTES ("a,b\rc,d\r"), "a|b / c|d" },
    { BYTES ("a"), "a" },
    { BYTES ("a,"), "a|" },
    { BYTES (",\n"), NULL },
    { BYTES ("a,b\n,\n"), "a|b / |" },
    { BYTES ("a,b\n\nc,d\n"), "a|b /  / c|d" },
    { BYTES ("\r\n\r\na,b\r\n"), " /  / a|b" },
    { BYTES ("a,b\nc\nd,e,f\n"), "a|b / c / d|e|f" },
    { BYTES ("a,\"b\"\n"), "a|b" },
    { BYTES ("a,\"b,c\"\n"), "a|b,c" },
    { BYTES ("a,\"b\"\"c\"\n"), "a|b\"c" },
    { BYTES ("a,\"\"\"\"\n"), "a|\"" },
    { BYTES ("a,\"\"\n"), "a|" },
    { BYTES ("a,\"b\nc\"\nd,\"e\r\nf\"\n"), "a|b\nc / d|e\r\nf" },
    { BYTES ("a, \"b\" \nc,d\n"), "a|b / c|d" },
    { BYTES ("a, b \n"), "a| b " },
    { BYTES ("a,5\" pipe\nb,c\n"), "a|5\" pipe / b|c" },
    { BYTES ("a\tb\n\"c\"\td\n"), "a|b / c|d" },
    { BYTES ("a;b\n1,50;2,75\n"), "a|b / 1,50|2,75" },
    { BYTES ("a;b,c\nd;e\nf;g\n"), "a|b,c / d|e / f|g" },
    { BYTES ("a, b;c\n1,50;d\n"), "a, b|c / 1,50|d" },
    { BYTES ("\"a;b\",c\nd,e\n"), "a;b|c / d|e" },
    { BYTES ("sep=;\r\na,b;c\r\n"), "a,b|c" },
    { BYTES ("sep=x\na\n"), "sep=x / a" },
    { BYTES ("\xef\xbb\xbf" "a,b\n"), "a|b" },
    { BYTES ("\xef\xbb\xbf\"a\",b\n"), "a|b" },
    { BYTES ("n\xc3\xa4me,b\n"), "näme|b" },
    { BYTES ("n\xe4me,\x80\n"), "näme|€" },
    { BYTES ("n\xe4me\nn\xc3\xa4me\n"), "näme / näme" },
    { BYTES ("\xff\xfe" "a\0,\0\xe4\0\n\0"), "a|ä" },
    { BYTES ("\xfe\xff" "\0a\0;\0\xe4\0\n"), "a|ä" },
    { BYTES ("=1+2,@x\n"), "=1+2|@x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PlCsvTable) table = read_bytes (cases[i].file, cases[i].size, &error);
      g_autofree char *cells = table != NULL ? describe (table) : NULL;

      g_test_message ("%s", cases[i].file);
      g_assert_cmpstr (cells, ==, cases[i].cells);
      g_assert_true ((error == NULL) == (table != NULL));
    }
}

static void
test_wrong (void)
{
  static const struct
  {
    const char    *file;
    gsize          size;
    PlCsvErrorCode code;
    guint          row;
  } cases[] = {
    { BYTES (""), PL_CSV_ERROR_EMPTY, 0 },
    { BYTES ("\xef\xbb\xbf"), PL_CSV_ERROR_EMPTY, 0 },
    { BYTES ("\xff\xfe"), PL_CSV_ERROR_EMPTY, 0 },
    { BYTES ("\r\n \r\n"), PL_CSV_ERROR_EMPTY, 0 },
    { BYTES (" , ,\n\n"), PL_CSV_ERROR_EMPTY, 0 },
    { BYTES ("PK\003\004abc"), PL_CSV_ERROR_WORKBOOK, 0 },
    { BYTES ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."), PL_CSV_ERROR_WORKBOOK, 0 },
    { BYTES ("a,b\nc,\0d\n"), PL_CSV_ERROR_NOT_TEXT, 2 },
    { BYTES ("a,b\nc,\"\0d\"\n"), PL_CSV_ERROR_NOT_TEXT, 2 },
    { BYTES ("a\0,\0b\0"), PL_CSV_ERROR_NOT_TEXT, 1 },
    { BYTES ("a,\x81\n"), PL_CSV_ERROR_NOT_TEXT, 0 },
    { BYTES ("\xff\xfe" "a\0,"), PL_CSV_ERROR_NOT_TEXT, 0 },
    { BYTES ("a,b\nc,\"d\ne,f\n"), PL_CSV_ERROR_QUOTE_OPEN, 2 },
    { BYTES ("\""), PL_CSV_ERROR_QUOTE_OPEN, 1 },
    { BYTES ("a,b\nc,d\ne,\"f\"x\ng,h\n"), PL_CSV_ERROR_QUOTE_FOLLOWED, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) copy = NULL;
      g_autoptr (PlCsvTable) table = read_bytes (cases[i].file, cases[i].size, &error);

      g_test_message ("%s", cases[i].file);
      g_assert_null (table);
      g_assert_error (error, PL_CSV_ERROR, (int) cases[i].code);
      copy = g_error_copy (error);
      g_assert_cmpuint (pl_csv_error_get_row (copy), ==, cases[i].row);
    }
}

static char *
repeat (const char *head,
        const char *unit,
        gsize       count,
        const char *tail,
        gsize      *size)
{
  GString *text = g_string_new (head);

  for (gsize i = 0; i < count; i++)
    g_string_append (text, unit);
  g_string_append (text, tail);
  *size = text->len;

  return g_string_free (text, FALSE);
}

static void
test_limits (void)
{
  static const struct
  {
    const char    *head;
    const char    *unit;
    gsize          count;
    const char    *tail;
    PlCsvErrorCode code; /* 0 is EMPTY: fine */
  } cases[] = {
    { "x", ",", PL_CSV_COLUMNS_MAX - 1, "\n", 0 },
    { "x", ",", PL_CSV_COLUMNS_MAX, "\n", PL_CSV_ERROR_TOO_MANY_COLUMNS },
    { "h\n", "x\n", PL_CSV_ROWS_MAX - 1, "", 0 },
    { "h\n", "x\n", PL_CSV_ROWS_MAX, "", PL_CSV_ERROR_TOO_MANY_ROWS },
    { "h\n", "x", PL_CSV_CELL_MAX, "\n", 0 },
    { "h\n", "x", PL_CSV_CELL_MAX + 1, "\n", PL_CSV_ERROR_CELL_TOO_LONG },
    { "h\n\"", "x", PL_CSV_CELL_MAX, "\"\n", 0 },
    { "h\n\"", "x", PL_CSV_CELL_MAX + 1, "\"\n", PL_CSV_ERROR_CELL_TOO_LONG },
    { "h\n\"", "\"\"", PL_CSV_CELL_MAX, "\"\n", 0 },
    { "h\n\"", "\"\"", PL_CSV_CELL_MAX + 1, "\"\n", PL_CSV_ERROR_CELL_TOO_LONG },
    { "h\n", "x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x\n",
      99000, "", PL_CSV_ERROR_TOO_MANY_ROWS },
    { "h\n", "0123456789\n0123456789\n0123456789\n", PL_CSV_BYTES_MAX / 33 + 1, "", PL_CSV_ERROR_TOO_LARGE },
    { "h\n\"", "0123456789\n", PL_CSV_BYTES_MAX / 11 - 1, "", PL_CSV_ERROR_CELL_TOO_LONG },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize size;
      g_autofree char *file = repeat (cases[i].head, cases[i].unit, cases[i].count, cases[i].tail, &size);
      g_autoptr (GError) error = NULL;
      g_autoptr (PlCsvTable) table = read_bytes (file, size, &error);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      if (cases[i].code == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, PL_CSV_ERROR, (int) cases[i].code);
    }
}

static void
test_facts (void)
{
  static const struct
  {
    const char    *file;
    gsize          size;
    char           separator;
    PlCsvEncoding  encoding;
    gboolean       has_mark;
    const char    *line_end;
    guint          heading;
  } cases[] = {
    { BYTES ("a,b\n"), ',', PL_CSV_ENCODING_UTF_8, FALSE, "\n", 0 },
    { BYTES ("a"), ',', PL_CSV_ENCODING_UTF_8, FALSE, "\r\n", 0 },
    { BYTES ("\xef\xbb\xbf\r\na;\xc3\xa4\r\n"), ';', PL_CSV_ENCODING_UTF_8, TRUE, "\r\n", 1 },
    { BYTES ("a\t\xe4\r"), '\t', PL_CSV_ENCODING_WINDOWS_1252, FALSE, "\r", 0 },
    { BYTES ("a,\xe4\n\xc3\xa4\n"), ',', PL_CSV_ENCODING_MIXED, FALSE, "\n", 0 },
    { BYTES ("\xff\xfe" "a\0\n\0"), ',', PL_CSV_ENCODING_UTF_16, TRUE, "\n", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PlCsvTable) table = read_bytes (cases[i].file, cases[i].size, &error);

      g_assert_no_error (error);
      g_assert_cmpint (pl_csv_table_get_separator (table), ==, cases[i].separator);
      g_assert_cmpint (pl_csv_table_get_encoding (table), ==, cases[i].encoding);
      g_assert_cmpint (pl_csv_table_get_has_mark (table), ==, cases[i].has_mark);
      g_assert_cmpstr (pl_csv_table_get_line_end (table), ==, cases[i].line_end);
      g_assert_cmpuint (pl_csv_table_get_heading (table), ==, cases[i].heading);
      g_assert_cmpstr (pl_csv_table_get_cell (table, 0, 9999), ==, "");
    }
}

static void
test_told_separator (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a;b,c\nd;e,f\n", 12);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlCsvTable) table = pl_csv_table_new (bytes, ',', &error);
  g_autofree char *cells = describe (table);

  g_assert_no_error (error);
  g_assert_cmpstr (cells, ==, "a;b|c / d;e|f");
}

/* Whatever comes: a table of valid texts, or an error. More rounds with -m slow. */
static void
test_fuzz (void)
{
  static const char alphabet[] = "ab1\"\"\"\"',,,;;\t\n\n\r \0=\x80\x81\xc3\xa4\xff\xfe\xef\xbb\xbfPK\003\004";
  const guint n_rounds = g_test_slow () ? 2000000 : 20000;

  for (guint round = 0; round < n_rounds; round++)
    {
      char data[64];
      const gsize size = (gsize) g_test_rand_int_range (0, sizeof data);
      g_autoptr (GError) error = NULL;
      g_autoptr (PlCsvTable) table = NULL;
      guint n_rows;

      for (gsize i = 0; i < size; i++)
        data[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];

      table = read_bytes (data, size, &error);
      g_assert_true ((table == NULL) == (error != NULL));
      n_rows = table != NULL ? pl_csv_table_get_n_rows (table) : 0;
      for (guint i = 0; i < n_rows; i++)
        {
          g_assert_cmpuint (pl_csv_table_get_n_cells (table, i), >, 0);
          for (guint j = 0; j < pl_csv_table_get_n_cells (table, i); j++)
            g_assert_true (g_utf8_validate (pl_csv_table_get_cell (table, i, j), -1, NULL));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-table/cells", test_cells);
  g_test_add_func ("/csv-table/wrong", test_wrong);
  g_test_add_func ("/csv-table/limits", test_limits);
  g_test_add_func ("/csv-table/facts", test_facts);
  g_test_add_func ("/csv-table/told-separator", test_told_separator);
  g_test_add_func ("/csv-table/fuzz", test_fuzz);

  return g_test_run ();
}
