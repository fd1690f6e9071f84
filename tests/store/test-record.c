/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as they lie in the file: those SQLite writes are read as they were, and no bytes whatever do harm. */
#include <string.h>

#include "store/pl-record.h"

/* A header of its own length and types, then the values. */
static const guint8 example[] = {
  8, 0, 1, 9, 8, 23, 14, 6,
  0xfe,                         /* -2 */
  'S', 'a', 'r', 'a', 'h',
  0xff,
  0x80, 0, 0, 0, 0, 0, 0, 0,    /* the smallest there is */
};

static void
test_example (void)
{
  PlRecord record;

  g_assert_true (pl_record_read (&record, 7, example, sizeof example));
  g_assert_cmpint (record.rowid, ==, 7);
  g_assert_cmpuint (record.n_values, ==, 7);
  g_assert_cmpint (record.values[0].type, ==, PL_RECORD_NULL);
  g_assert_cmpint (record.values[1].integer, ==, -2);
  g_assert_cmpint (record.values[2].integer, ==, 1);
  g_assert_cmpint (record.values[3].integer, ==, 0);
  g_assert_cmpmem (record.values[4].data, record.values[4].length, "Sarah", 5);
  g_assert_cmpint (record.values[5].type, ==, PL_RECORD_BYTES);
  g_assert_cmpmem (record.values[5].data, record.values[5].length, "\xff", 1);
  g_assert_cmpint (record.values[6].integer, ==, G_MININT64);
}

static void
test_shapes (void)
{
  static const struct
  {
    const char *shape;
    gboolean    fits;
  } cases[] = {
    { "riiitbi", TRUE },
    { "RIIITBI", TRUE },
    { "riiitbi|T", TRUE },
    { "riii|tbi", TRUE },
    { "riiitb", FALSE },
    { "riiitbiT", FALSE },
    { "riiit|b", FALSE },
    { "iiiitbi", FALSE },
    { "riiitti", FALSE },
    { "riiibbi", FALSE },
    { "rtiitbi", FALSE },
    { "", FALSE },
  };
  PlRecord record;

  g_assert_true (pl_record_read (&record, 7, example, sizeof example));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (pl_record_is_shaped (&record, cases[i].shape), ==, cases[i].fits);
}

/* Text with a NUL, or that is no UTF-8, was never ours. */
static void
test_text (void)
{
  guint8   payload[] = { 2, 13 + 2 * 5, 'S', 'a', 'r', 'a', 'h' };
  PlRecord record;

  g_assert_true (pl_record_read (&record, 1, payload, sizeof payload));
  payload[4] = '\0';
  g_assert_false (pl_record_read (&record, 1, payload, sizeof payload));
  payload[4] = 0xff;
  g_assert_false (pl_record_read (&record, 1, payload, sizeof payload));
}

static void
test_varints (void)
{
  static const struct
  {
    guint8 bytes[9];
    gsize  length;
    gint64 value;
  } cases[] = {
    { { 0 }, 1, 0 },
    { { 0x7f }, 1, 127 },
    { { 0x81, 0 }, 2, 128 },
    { { 0x82, 0x80, 0 }, 3, 32768 },
    { { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, 9, -1 },
    { { 0xc0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0 }, 9, G_MININT64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (gsize length = 0; length <= cases[i].length; length++)
        {
          const guint8 *p = cases[i].bytes;
          gint64        value;

          g_assert_cmpint (pl_record_read_varint (&p, cases[i].bytes + length, &value), ==, length == cases[i].length);
          if (length == cases[i].length)
            g_assert_cmpint (value, ==, cases[i].value);
        }
    }
}

/* Memory of exactly that size: reading past it is seen. */
static void
read_exactly (const guint8 *bytes,
              gsize         length)
{
  g_autofree guint8 *copy = g_memdup2 (bytes, length);
  PlRecord           record;

  if (copy == NULL || !pl_record_read (&record, 1, copy, length))
    return;

  for (guint i = 0; i < record.n_values; i++)
    {
      g_assert_true (record.values[i].data >= copy);
      g_assert_true (record.values[i].data + record.values[i].length <= copy + length);
    }
}

static void
test_nonsense (void)
{
  static const guint8 floating[] = { 2, 7, 0, 0, 0, 0, 0, 0, 0, 0 };
  static const guint8 reserved[] = { 2, 10 };
  static const guint8 huge[] = { 10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
  static const guint8 headless[] = { 0 };
  guint8   many[PL_RECORD_COLUMNS + 2] = { PL_RECORD_COLUMNS + 2 };
  PlRecord record;

  g_assert_false (pl_record_read (&record, 1, floating, sizeof floating));
  g_assert_false (pl_record_read (&record, 1, reserved, sizeof reserved));
  g_assert_false (pl_record_read (&record, 1, huge, sizeof huge));
  g_assert_false (pl_record_read (&record, 1, headless, sizeof headless));
  g_assert_false (pl_record_read (&record, 1, many, sizeof many));
  many[0]--;
  g_assert_true (pl_record_read (&record, 1, many, sizeof many - 1));

  for (gsize length = 0; length < sizeof example; length++)
    {
      g_assert_false (pl_record_read (&record, 1, example, length));
      read_exactly (example, length);
    }

  for (guint round = 0; round < 100000; round++)
    {
      guint8 bytes[sizeof example];

      memcpy (bytes, example, sizeof bytes);
      for (guint i = 0; i < 1 + round % 5; i++)
        bytes[g_test_rand_int_range (0, sizeof bytes)] = (guint8) g_test_rand_int ();
      read_exactly (bytes, sizeof bytes);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/example", test_example);
  g_test_add_func ("/record/shapes", test_shapes);
  g_test_add_func ("/record/text", test_text);
  g_test_add_func ("/record/varints", test_varints);
  g_test_add_func ("/record/nonsense", test_nonsense);

  return g_test_run ();
}
