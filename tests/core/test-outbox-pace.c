/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slower when it fails, faster when it works, still when asked. */
#include "core/outbox/pl-outbox-pace.h"

#include "payroc/payroc-error.h"

#define NOW (1000 * G_TIME_SPAN_DAY)

static void
note (PlOutboxPace *pace,
      int           code,
      gboolean      network,
      gint64        retry_after)
{
  g_autoptr (GError) error = NULL;

  if (code >= 0)
    {
      error = payroc_error_new_fields ((PayrocErrorCode) code, NULL, "Why");
      payroc_error_set_retry_after (error, retry_after);
    }

  pl_outbox_pace_note (pace, error, network, NOW, 1.0);
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
  pl_outbox_pace_note_due (&pace, PL_OUTBOX_BULK);
  note (&pace, -1, TRUE, -1);
  note (&pace, PAYROC_ERROR_INVALID, TRUE, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 4);

  pl_outbox_pace_note_due (&pace, PL_OUTBOX_BULK + 1);
  for (guint i = 0; i < 20; i++)
    note (&pace, -1, TRUE, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 16);

  note (&pace, PAYROC_ERROR_BUSY, TRUE, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 8);
  for (guint i = 0; i < 9; i++)
    note (&pace, PAYROC_ERROR_BAD_REPLY, TRUE, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 1), ==, 0);

  note (&pace, -1, TRUE, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 2);
}

/* As quick at its end as in its middle; and then no quicker than anything else. */
static void
test_bulk_ends (void)
{
  PlOutboxPace pace;

  pl_outbox_pace_init (&pace);
  pl_outbox_pace_note_due (&pace, 100);
  for (guint i = 0; i < 20; i++)
    note (&pace, -1, TRUE, -1);

  pl_outbox_pace_note_due (&pace, 1);
  note (&pace, -1, TRUE, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 16);

  pl_outbox_pace_note_due (&pace, 0);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 4);
  note (&pace, -1, TRUE, -1);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 4);
}

static void
test_rest (void)
{
  PlOutboxPace pace;

  pl_outbox_pace_init (&pace);
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW), ==, PL_OUTBOX_REST_NONE);

  note (&pace, PAYROC_ERROR_BUSY, TRUE, -1);
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW), ==, PL_OUTBOX_REST_NONE);

  /* "At once" is not a pause. */
  note (&pace, PAYROC_ERROR_BUSY, TRUE, 0);
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW), ==, PL_OUTBOX_REST_NONE);

  note (&pace, PAYROC_ERROR_BUSY, TRUE, 60 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW), ==, PL_OUTBOX_REST_ASKED);
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW + 60 * G_TIME_SPAN_SECOND - 1), ==, PL_OUTBOX_REST_ASKED);
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW + 60 * G_TIME_SPAN_SECOND), ==, PL_OUTBOX_REST_NONE);

  /* Not shortened by the next answer. */
  note (&pace, PAYROC_ERROR_BUSY, TRUE, 5 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW + 59 * G_TIME_SPAN_SECOND), ==, PL_OUTBOX_REST_ASKED);

  /* The clock was set back by a year. */
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW - 365 * G_TIME_SPAN_DAY), ==, PL_OUTBOX_REST_NONE);
}

/* Three in a row, or one when there is no network, and a longer rest each time; an answer of any kind ends it. */
static void
test_unreached (void)
{
  PlOutboxPace pace;

  pl_outbox_pace_init (&pace);
  note (&pace, PAYROC_ERROR_UNREACHABLE, TRUE, -1);
  note (&pace, PAYROC_ERROR_UNREACHABLE, TRUE, -1);
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW), ==, PL_OUTBOX_REST_NONE);
  note (&pace, PAYROC_ERROR_UNREACHABLE, TRUE, -1);
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW), ==, PL_OUTBOX_REST_UNREACHABLE);
  g_assert_cmpuint (pl_outbox_pace_get_room (&pace, 0), ==, 1);
  g_assert_cmpint (pace.not_before - NOW, <=, 2500 * G_TIME_SPAN_MILLISECOND);

  /* Those that left together with the third do not make it longer. */
  for (guint i = 0; i < 16; i++)
    note (&pace, PAYROC_ERROR_UNREACHABLE, TRUE, -1);
  g_assert_cmpint (pace.not_before - NOW, <=, 2500 * G_TIME_SPAN_MILLISECOND);

  /* The one that was to find out does. */
  pl_outbox_pace_hurry (&pace);
  note (&pace, PAYROC_ERROR_UNREACHABLE, TRUE, -1);
  g_assert_cmpint (pace.not_before - NOW, >=, 3 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (pace.not_before - NOW, <=, 5 * G_TIME_SPAN_SECOND);

  pl_outbox_pace_hurry (&pace);
  note (&pace, PAYROC_ERROR_INVALID, TRUE, -1);
  note (&pace, PAYROC_ERROR_UNREACHABLE, TRUE, -1);
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW), ==, PL_OUTBOX_REST_NONE);

  pl_outbox_pace_init (&pace);
  note (&pace, PAYROC_ERROR_UNREACHABLE, FALSE, -1);
  g_assert_cmpint (pl_outbox_pace_get_rest (&pace, NOW), ==, PL_OUTBOX_REST_UNREACHABLE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outbox-pace/room", test_room);
  g_test_add_func ("/outbox-pace/bulk-ends", test_bulk_ends);
  g_test_add_func ("/outbox-pace/rest", test_rest);
  g_test_add_func ("/outbox-pace/unreached", test_unreached);

  return g_test_run ();
}
