/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every knob of the practice server, read from the command line once. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char     *state_dir;         /* (owned) (nullable): in memory */
  gint64    port;              /* 0: the one used before, or any free one */
  gboolean  stay;
  gboolean  no_sync;
  gboolean  oldest_first;
  gboolean  unique_references;
  gint64    token_lifetime;    /* s */
  gint64    latency;           /* ms */
  gint64    page_size;         /* rows when a list is asked for without limit */
  gint64    max_body;          /* bytes */
  gint64    log_size;          /* requests remembered */
  gint64    key_days;          /* how long an idempotency key is remembered */
  char     *api_key;           /* (owned) */
  GStrv     terminals;         /* (owned) the first is the one announced */
  GStrv     foreign_terminals; /* (owned) 403 for everything */
  GStrv     hidden_terminals;  /* (owned) links work, retrieving the terminal is 403 */
  GStrv     plain_terminals;   /* (owned) terminals without payment links: 400 capabilities-missing */
  GStrv     currencies;        /* (owned) the first is the one announced */
  GTimeZone *zone;             /* (owned) */
  char     *tls_certificate;   /* (owned) (nullable) file */
  char     *tls_key;           /* (owned) (nullable) file */
  char     *merchant_email;    /* (owned) */
} PracticeOptions;

PracticeOptions *practice_options_new   (void); /* the defaults */
PracticeOptions *practice_options_parse (int              *argc,
                                         char           ***argv,
                                         GError          **error);
void             practice_options_free  (PracticeOptions  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeOptions, practice_options_free)

G_END_DECLS
