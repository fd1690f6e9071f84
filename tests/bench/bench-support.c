/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programs of the benchmark share: a clock, the links that are measured, and one line a figure. */
#include "bench-support.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define PAGE_ROWS 100

#define PAY_URL "https://payments.uat.payroc.com/merchant/pay-by-link?token="

static double
read_clock (clockid_t id)
{
  struct timespec now;

  clock_gettime (id, &now);

  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

/* The same numbers everywhere, and no pattern that a search could follow. */
static guint32
scatter (guint number,
         guint salt)
{
  guint32 x = number * 2654435761u + salt * 40503u;

  x ^= x >> 15;
  x *= 2246822519u;
  x ^= x >> 13;

  return x;
}

double
bench_now (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

double
bench_cpu (void)
{
  return read_clock (CLOCK_PROCESS_CPUTIME_ID);
}

double
bench_thread_cpu (void)
{
  return read_clock (CLOCK_THREAD_CPUTIME_ID);
}

/* A person's clicks are far apart: what follows the last one is over before the next. */
void
bench_rest (void)
{
  const double until = bench_now () + 3;

  while (bench_now () < until)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (200);
    }
}

double
bench_memory (int         pid,
              const char *kind)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", pid);
  g_autofree char *text = NULL;
  double           kib = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;

  for (const char *at = text; (at = strstr (at, kind)) != NULL; at++)
    kib += g_ascii_strtod (strchr (at, ':') + 1, NULL);

  return kib * 1024;
}

double
bench_median (GArray *values)
{
  g_array_sort (values, compare_doubles);

  return values->len > 0 ? g_array_index (values, double, values->len / 2) : 0;
}

double
bench_max (GArray *values)
{
  double max = 0;

  for (guint i = 0; i < values->len; i++)
    max = MAX (max, g_array_index (values, double, i));

  return max;
}

void
bench_print (const char *name,
             double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  printf ("%s %s\n", name, g_ascii_formatd (text, sizeof text, "%.6f", value));
  fflush (stdout);
}

void
bench_link_get (BenchLink *link,
                guint      number)
{
  static const char *const customers[] = {
    "Acme Ltd", "Dupont SA", "Müller GmbH", "O’Brien and Sons", "Nakamura KK", "García Hermanos", "Smith Dental",
    "Riverside Vets",
  };
  static const char *const streets[] = { "Oak Street", "High Road", "Lindenweg", "Rue Neuve", "Mill Lane" };
  static const char *const currencies[] = { "USD", "EUR", "GBP" };
  /* None is active: those the window would ask Payroc for, one by one, and the network is not what a start is
   * measured with. */
  static const char *const statuses[] = { "completed", "completed", "completed", "expired", "deactivated" };

  g_snprintf (link->id, sizeof link->id, "LINK%06u", number);
  g_snprintf (link->reference, sizeof link->reference, "INV-%06u", number);
  g_snprintf (link->order_id, sizeof link->order_id, "ORD-%08u", number);
  g_snprintf (link->description, sizeof link->description, "Consultation %u for %s, %s", number % 977,
              customers[scatter (number, 1) % G_N_ELEMENTS (customers)],
              streets[scatter (number, 2) % G_N_ELEMENTS (streets)]);
  g_snprintf (link->created_on, sizeof link->created_on, "20%02u-%02u-%02u", 20 + number / 20000 % 6,
              number / 1600 % 12 + 1, number / 60 % 28 + 1);
  g_snprintf (link->expires_on, sizeof link->expires_on, "20%02u-%02u-%02u", 21 + number / 20000 % 6,
              number / 1600 % 12 + 1, number / 60 % 28 + 1);
  link->amount = 100 + scatter (number, 3) % 500000;
  g_strlcpy (link->currency, currencies[scatter (number, 4) % G_N_ELEMENTS (currencies)], sizeof link->currency);
  g_strlcpy (link->status, statuses[scatter (number, 5) % G_N_ELEMENTS (statuses)], sizeof link->status);
}

GBytes *
bench_page_new (guint page,
                guint n_pages)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"limit\":%d,\"count\":%d,\"hasMore\":%s,\"data\":[", PAGE_ROWS, PAGE_ROWS,
                          page + 1 < n_pages ? "true" : "false");
  for (guint i = 0; i < PAGE_ROWS; i++)
    {
      BenchLink link;
      char      token[40];

      bench_link_get (&link, page * PAGE_ROWS + i);
      g_snprintf (token, sizeof token, "%08x-4a5b-4c6d-8e9f-%08x", scatter (i, page), scatter (page, i));
      g_string_append_printf (text, "%s{\"type\":\"%s\",\"merchantReference\":\"%s\",\"order\":{\"orderId\":\"%s\","
                              "\"description\":\"%s\",\"charge\":{\"type\":\"preset\",\"amount\":%" G_GINT64_FORMAT
                              ",\"currency\":\"%s\"}},",
                              i > 0 ? "," : "", i % 3 == 0 ? "multiUse" : "singleUse", link.reference, link.order_id,
                              link.description, link.amount, link.currency);
      g_string_append_printf (text, "\"authType\":\"sale\",\"paymentMethods\":[\"card\",\"bankTransfer\"],"
                              "\"customLabels\":[{\"element\":\"paymentButton\",\"label\":\"Pay now\"}],"
                              "\"assets\":{\"paymentUrl\":\"" PAY_URL "%s\",\"paymentButton\":\"<a href=\\\"" PAY_URL
                              "%s\\\" target=\\\"_blank\\\" style=\\\"color: #ffffff; background-color: #0d6efd; "
                              "padding: .375rem .75rem\\\">Pay now</a>\"},", token, token);
      g_string_append_printf (text, "\"status\":\"%s\",\"paymentLinkId\":\"%s\",\"createdOn\":\"%s\","
                              "\"expiresOn\":\"%s\"}", link.status, link.id, link.created_on, link.expires_on);
    }
  g_string_append_printf (text, "],\"links\":[{\"rel\":\"next\",\"method\":\"get\","
                          "\"href\":\"https://api.uat.payroc.com/v1/processing-terminals/1234001/payment-links?"
                          "limit=%d&after=LINK%06u\"}]}",
                          PAGE_ROWS, page * PAGE_ROWS + PAGE_ROWS - 1);

  return g_string_free_to_bytes (text);
}
