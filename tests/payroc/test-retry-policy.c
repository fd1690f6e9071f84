/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to try again: every status and error, both headers in both forms, and the edges of the waits. */

#include "payroc/wire/payroc-retry-policy.h"

#define SECOND G_TIME_SPAN_SECOND
#define NOW (1719934200 * SECOND) /* Tue, 02 Jul 2024 15:30:00 GMT */

static void
test_status (void)
{
  static const struct
  {
    guint    status;
    gboolean again;            /* with a key */
    gboolean again_without_key;
  } rows[] = {
    { 200, FALSE, FALSE }, { 201, FALSE, FALSE }, { 301, FALSE, FALSE }, { 400, FALSE, FALSE },
    { 401, FALSE, FALSE }, { 403, FALSE, FALSE }, { 404, FALSE, FALSE }, { 407, FALSE, FALSE },
    { 408, TRUE, FALSE },  { 409, FALSE, FALSE }, { 413, FALSE, FALSE }, { 415, FALSE, FALSE },
    { 428, FALSE, FALSE }, { 429, TRUE, TRUE },   { 430, FALSE, FALSE }, { 499, FALSE, FALSE },
    { 500, TRUE, FALSE },  { 502, TRUE, FALSE },  { 503, TRUE, FALSE },  { 504, TRUE, FALSE },
    { 599, TRUE, FALSE },  { 600, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PayrocAttempt attempt = { .attempt = 1, .status = rows[i].status, .repeatable = TRUE, .now = NOW };

      g_assert_cmpint (payroc_retry_policy_decide (&attempt).again, ==, rows[i].again);
      attempt.repeatable = FALSE;
      g_assert_cmpint (payroc_retry_policy_decide (&attempt).again, ==, rows[i].again_without_key);
    }
}

static void
test_errors (void)
{
  const struct
  {
    GQuark   domain;
    int      code;
    gboolean again;
    gboolean again_without_key;
  } rows[] = {
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, TRUE, TRUE },
    { G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, TRUE, TRUE },
    { G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, TRUE, TRUE },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, TRUE, TRUE },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, TRUE, TRUE },
    { G_IO_ERROR, G_IO_ERROR_TIMED_OUT, TRUE, FALSE },
    { G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, TRUE, FALSE },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, TRUE, FALSE },
    { G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, TRUE, FALSE },
    { G_TLS_ERROR, G_TLS_ERROR_EOF, TRUE, FALSE },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, FALSE, FALSE },
    { G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, FALSE, FALSE },
    { G_TLS_ERROR, G_TLS_ERROR_HANDSHAKE, FALSE, FALSE },
    { G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = g_error_new (rows[i].domain, rows[i].code, "An error");
      PayrocAttempt attempt = { .attempt = 1, .error = error, .repeatable = TRUE, .now = NOW };

      g_assert_cmpint (payroc_retry_policy_decide (&attempt).again, ==, rows[i].again);
      attempt.repeatable = FALSE;
      g_assert_cmpint (payroc_retry_policy_decide (&attempt).again, ==, rows[i].again_without_key);
    }
}

static void
test_attempts (void)
{
  for (guint n = 1; n <= PAYROC_RETRY_MAX_ATTEMPTS + 1; n++)
    {
      PayrocAttempt attempt = { .attempt = n, .status = 503, .repeatable = TRUE, .now = NOW };

      g_assert_cmpint (payroc_retry_policy_decide (&attempt).again, ==, n < PAYROC_RETRY_MAX_ATTEMPTS);
    }
}

static void
test_reused (void)
{
  g_autoptr(GError) cut = g_error_new (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "Cut");
  g_autoptr(GError) slow = g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Slow");
  PayrocAttempt attempt = { .attempt = 1, .error = cut, .repeatable = TRUE, .reused = TRUE, .now = NOW };

  g_assert_true (payroc_retry_policy_decide (&attempt).again);
  g_assert_cmpint (payroc_retry_policy_decide (&attempt).wait, ==, 0);

  /* At once only once, only when it was a kept-alive connection that was cut. */
  attempt.attempt = 2;
  g_assert_cmpint (payroc_retry_policy_decide (&attempt).wait, >, 0);
  attempt.attempt = 1;
  attempt.reused = FALSE;
  g_assert_cmpint (payroc_retry_policy_decide (&attempt).wait, >, 0);
  attempt.reused = TRUE;
  attempt.error = slow;
  g_assert_cmpint (payroc_retry_policy_decide (&attempt).wait, >, 0);

  attempt.error = cut;
  attempt.repeatable = FALSE;
  g_assert_false (payroc_retry_policy_decide (&attempt).again);
}

static void
test_back_off (void)
{
  static const struct
  {
    guint  attempt;
    double jitter;
    gint64 wait;
  } rows[] = {
    { 1, 0.0, SECOND * 3 / 4 },
    { 1, 0.5, SECOND },
    { 1, 1.0, SECOND * 5 / 4 },
    { 2, 0.0, SECOND * 3 / 2 },
    { 2, 0.5, SECOND * 2 },
    { 1, -7.0, SECOND * 3 / 4 },
    { 1, 7.0, SECOND * 5 / 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PayrocAttempt attempt = { .attempt = rows[i].attempt, .status = 500, .repeatable = TRUE,
                                .now = NOW, .jitter = rows[i].jitter };

      g_assert_cmpint (payroc_retry_policy_decide (&attempt).wait, ==, rows[i].wait);
    }
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *retry_after;
    const char *reset;
    gint64      wait; /* -1: nothing said */
  } rows[] = {
    { NULL, NULL, -1 },
    { "0", NULL, 0 },
    { "7", NULL, 7 * SECOND },
    { " 7 ", NULL, 7 * SECOND },
    { "60", NULL, 60 * SECOND },
    { "3600", NULL, 3600 * SECOND },
    { "-1", NULL, -1 },
    { "1.5", NULL, -1 },
    { "soon", NULL, -1 },
    { "", NULL, -1 },
    { "99999999999999999999", NULL, -1 },
    { "Tue, 02 Jul 2024 15:30:05 GMT", NULL, 5 * SECOND },
    { "Tuesday, 02-Jul-24 15:30:05 GMT", NULL, 5 * SECOND },
    { "Tue Jul  2 15:30:05 2024", NULL, 5 * SECOND },
    { "Tue, 02 Jul 2024 15:30:00 GMT", NULL, 0 },
    { "Tue, 02 Jul 2024 15:29:00 GMT", NULL, 0 },
    { "Wed, 02 Jul 1975 15:29:00 GMT", NULL, 0 },
    { NULL, "7", 7 * SECOND },
    { NULL, "1719934207", 7 * SECOND },
    { NULL, "1719934193", 0 },
    { NULL, "x", -1 },
    { NULL, "-5", -1 },
    { "3", "7", 3 * SECOND },
    { "soon", "7", 7 * SECOND },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (payroc_retry_policy_parse_retry_after (rows[i].retry_after, rows[i].reset, NOW), ==, rows[i].wait);
}

static void
test_asked (void)
{
  static const struct
  {
    const char *retry_after;
    gboolean    again;
    gint64      least;
    gint64      most;
  } rows[] = {
    { "0", TRUE, 0, SECOND / 4 },
    { "7", TRUE, 7 * SECOND, 7 * SECOND + SECOND / 4 },
    { "59", TRUE, 59 * SECOND, 60 * SECOND },
    { "60", TRUE, 60 * SECOND, 60 * SECOND },
    { "61", FALSE, 0, 0 },
    { "Tue, 02 Jul 2024 15:30:05 GMT", TRUE, 5 * SECOND, 5 * SECOND + SECOND / 4 },
    { "Tue, 02 Jul 2024 15:31:01 GMT", FALSE, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      for (double jitter = 0.0; jitter <= 1.0; jitter += 0.25)
        {
          PayrocAttempt attempt = { .attempt = 1, .status = 429, .repeatable = TRUE, .now = NOW, .jitter = jitter,
                                    .retry_after = rows[i].retry_after };
          PayrocRetry retry = payroc_retry_policy_decide (&attempt);

          g_assert_cmpint (retry.again, ==, rows[i].again);
          g_assert_cmpint (retry.wait, >=, rows[i].least);
          g_assert_cmpint (retry.wait, <=, rows[i].most);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/retry-policy/status", test_status);
  g_test_add_func ("/retry-policy/errors", test_errors);
  g_test_add_func ("/retry-policy/attempts", test_attempts);
  g_test_add_func ("/retry-policy/reused", test_reused);
  g_test_add_func ("/retry-policy/back-off", test_back_off);
  g_test_add_func ("/retry-policy/retry-after", test_retry_after);
  g_test_add_func ("/retry-policy/asked", test_asked);

  return g_test_run ();
}
