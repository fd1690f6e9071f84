/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens what the server remembers and hands it to whoever answers a request. */
#include "practice-state.h"

PracticeState *
practice_state_new (const PracticeOptions  *options,
                    GError                **error)
{
  g_autoptr (PracticeState) self = g_new0 (PracticeState, 1);
  g_autofree char *path = NULL;
  g_autofree char *offset = NULL;

  if (options->state_dir != NULL)
    path = g_build_filename (options->state_dir, "practice.db", NULL);

  self->options = options;
  self->clock = practice_clock_new (options->zone);
  self->database = practice_database_new (path, !options->no_sync, error);
  if (self->database == NULL)
    return NULL;

  offset = practice_database_get_setting (self->database, "clock-offset");
  if (offset != NULL)
    practice_clock_set_offset (self->clock, g_ascii_strtoll (offset, NULL, 10));
  self->tokens = practice_tokens_new (self->database, self->clock, options->token_lifetime);

  return g_steal_pointer (&self);
}

void
practice_state_free (PracticeState *self)
{
  g_clear_object (&self->tokens);
  g_clear_object (&self->clock);
  g_clear_object (&self->database);
  g_free (self->base_url);
  g_free (self);
}

void
practice_state_set_clock_offset (PracticeState *self,
                                 gint64         microseconds)
{
  g_autofree char *offset = g_strdup_printf ("%" G_GINT64_FORMAT, microseconds);

  practice_clock_set_offset (self->clock, microseconds);
  practice_database_set_setting (self->database, "clock-offset", offset);
}

char *
practice_state_new_id (void)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  char *id = g_malloc (11);

  for (guint i = 0; i < 10; i++)
    id[i] = letters[g_random_int_range (0, (gint32) sizeof letters - 1)];
  id[10] = '\0';

  return id;
}
