/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programs of the benchmark share: a clock, the links that are measured, and one line a figure. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Milliseconds, from some beginning. */
double  bench_now        (void);
/* Milliseconds of processor time of this process, all its threads. */
double  bench_cpu        (void);
/* The same of this thread: what a short step without a wait costs, whoever else uses the machine. */
double  bench_thread_cpu (void);
void    bench_rest (void);
/* Bytes of a process in memory, of one kind: "Rss", all; "Private", what it has to itself. What its allocator keeps in
 * store for it is in neither. */
double  bench_memory     (int         pid,
                          const char *kind);
double  bench_median     (GArray     *values); /* (element-type double); sorts them */
double  bench_max        (GArray     *values);
/* "name value", a line that the script reads. */
void    bench_print      (const char *name,
                          double      value);

/* One of up to 100,000 links: nothing in them is by chance, so that two programs have the same. */
typedef struct
{
  char   id[16];
  char   reference[16];
  char   order_id[16];
  char   description[96];
  char   created_on[12];
  char   expires_on[12];
  gint64 amount;
  char   currency[4];
  char   status[16];
} BenchLink;

void    bench_link_get   (BenchLink  *link,
                          guint       number);
/* As Payroc answers: page k of the list has links k × 100 and on. (transfer full) */
GBytes *bench_page_new   (guint       page,
                          guint       n_pages);

G_END_DECLS
