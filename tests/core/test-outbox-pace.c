/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slower when it fails, faster when it works, still when asked. */
#include "core/outbox/pl-outbox-pace.h"

#include "payroc/payroc-error.h"

#define NOW (1000 * G_TIME_SPAN_DAY)

static void
note (PlOutboxPace *pace,
      int           code,
      guint         n_unfinished,
      gint64        retry_after)
{
  g_autoptr (GError) error = NULL;

  if (code >= 0)
    {
      error = payroc_error_new_fields ((PayrocErrorCode) code, NULL, "Why");
      payroc_error_set_retry_after (error, retry_after);
    }

  pl_outbox_pace_note (pace, error, n_unfinished, NOW, 1.0);
}

static void
test_room (void)
{
  PlOutboxPace pace;

  pl_outbox_pace_init (&pace);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 4);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 3), ==, 1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 4), ==, 0);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 99), ==, 0);

  /* A handful of intents: never more than 4; a refusal is an answer like another. */
  note (&pace, -1, 32, -1);
  note (&pace, PAYROC_ERROR_INVALID, 32, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 4);

  for (guint i = 0; i < 20; i++)
    note (&pace, -1, 33, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 16);

  note (&pace, PAYROC_ERROR_BUSY, 33, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 8);
  for (guint i = 0; i < 9; i++)
    note (&pace, PAYROC_ERROR_UNREACHABLE, 33, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 1), ==, 0);

  note (&pace, -1, 33, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 2);
}

static void
test_rest (void)
{
  PlOutboxPace pace;

  pl_outbox_pace_init (&pace);
  g_assert_false (pl_outbox_pace_is_resting (&pace, NOW));

  note (&pace, PAYROC_ERROR_BUSY, 1, -1);
  g_assert_false (pl_outbox_pace_is_resting (&pace, NOW));

  note (&pace, PAYROC_ERROR_BUSY, 1, 60 * G_TIME_SPAN_SECOND);
  g_assert_true (pl_outbox_pace_is_resting (&pace, NOW));
  g_assert_true (pl_outbox_pace_is_resting (&pace, NOW + 60 * G_TIME_SPAN_SECOND - 1));
  g_assert_false (pl_outbox_pace_is_resting (&pace, NOW + 60 * G_TIME_SPAN_SECOND));

  /* Not shortened by the next answer. */
  note (&pace, PAYROC_ERROR_BUSY, 1, 5 * G_TIME_SPAN_SECOND);
  g_assert_true (pl_outbox_pace_is_resting (&pace, NOW + 59 * G_TIME_SPAN_SECOND));

  /* The clock was set back by a year. */
  g_assert_false (pl_outbox_pace_is_resting (&pace, NOW - 365 * G_TIME_SPAN_DAY));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outbox-pace/room", test_room);
  g_test_add_func ("/outbox-pace/rest", test_rest);

  return g_test_run ();
}
