/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No cell becomes a formula, and every one is read as what was written. */
#include "core/csv/pl-csv-table.h"
#include "core/csv/pl-csv-writer.h"

static void
test_cells (void)
{
  static const struct
  {
    const char *cell;
    const char *written;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "plain", "plain" },
    { "two words", "two words" },
    { " blank first", "\" blank first\"" },
    { "blank last ", "\"blank last \"" },
    { "a,b", "\"a,b\"" },
    { "a;b", "a;b" },
    { "a\"b", "\"a\"\"b\"" },
    { "a\nb", "\"a\nb\"" },
    { "=1+2", "'=1+2" },
    { "=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"" },
    { "+1-2", "'+1-2" },
    { "-1+2", "'-1+2" },
    { "@SUM(A1)", "'@SUM(A1)" },
    { "\tx", "'\tx" },
    { "\rx", "\"'\rx\"" },
    { "\nx", "\"'\nx\"" },
    { "＝1", "'＝1" },
    { "-5.00", "-5.00" },
    { "+5", "+5" },
    { "-5,00", "\"-5,00\"" },
    { "-", "'-" },
    { "--5", "'--5" },
    { "+49 30 1234", "'+49 30 1234" },
    { "'quoted'", "'quoted'" },
    { "'=1", "''=1" },
    { "''=1", "'''=1" },
    { "5-3", "5-3" },
    /* What another country's program takes for the next cell. */
    { ";=1+1", ";'=1+1" },
    { "a;=HYPERLINK(\"x\");", "\"a;'=HYPERLINK(\"\"x\"\");\"" },
    { "a;\"=1\"", "\"a;'\"\"=1\"\"\"" },
    { "a\t@b", "a\t'@b" },
    { "a|-b", "a|'-b" },
    { "a,+b", "\"a,'+b\"" },
    { "a\r\n=b", "\"a\r\n'=b\"" },
    { "a\n\nb", "\"a\n\nb\"" },
    { "a;'=b", "a;''=b" },
    { "a;-5.00;b", "a;-5.00;b" },
    { "a;-5.00x", "a;'-5.00x" },
    { "=1;=2", "'=1;'=2" },
    { "a;＝1", "a;'＝1" },
    /* Behind what nobody sees. */
    { "\342\200\213=1", "'\342\200\213=1" },
    { "\357\273\277=1", "'\357\273\277=1" },
    { "a;\302\255=1", "a;'\302\255=1" },
    { "\"=1\"", "\"'\"\"=1\"\"\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (PlCsvTable) table = NULL;
      g_autofree char *restored = NULL;
      g_autoptr (GError) error = NULL;
      PlCsvWriter writer;

      pl_csv_writer_init (&writer, text, ',', "\r\n");
      pl_csv_writer_add (&writer, "first");
      pl_csv_writer_add (&writer, cases[i].cell);
      pl_csv_writer_end_row (&writer);
      g_assert_true (g_str_has_prefix (text->str, "first,"));
      g_assert_true (g_str_has_suffix (text->str, "\r\n"));

      bytes = g_bytes_new (text->str, text->len);
      table = pl_csv_table_new (bytes, ',', &error);
      g_assert_no_error (error);
      g_assert_cmpuint (pl_csv_table_get_n_rows (table), ==, 1);
      restored = pl_csv_restore (pl_csv_table_get_cell (table, 0, 1));
      g_assert_cmpstr (restored, ==, cases[i].cell != NULL ? cases[i].cell : "");

      g_string_truncate (text, text->len - 2);
      g_assert_cmpstr (text->str + 6, ==, cases[i].written);
    }
}

static void
test_rows (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PlCsvWriter writer;

  pl_csv_writer_init (&writer, text, ';', "\n");
  pl_csv_writer_add (&writer, "a;b");
  pl_csv_writer_add (&writer, "1,50");
  pl_csv_writer_end_row (&writer);
  pl_csv_writer_end_row (&writer);
  pl_csv_writer_add (&writer, "c");
  pl_csv_writer_end_row (&writer);

  g_assert_cmpstr (text->str, ==, "\"a;b\";1,50\n\nc\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-writer/cells", test_cells);
  g_test_add_func ("/csv-writer/rows", test_rows);

  return g_test_run ();
}
