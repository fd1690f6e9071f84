/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A killed parent must not leave an orphan, yet a window and a command line may share one server. */
#include "practice-lifetime.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <unistd.h>

struct _PracticeLifetime
{
  GObject parent_instance;

  GCancellable *cancellable;
  GInputStream *input;
  guint holds;
  guint extension_id;
  guint term_id;
  guint interrupt_id;
  gboolean stay;
  gboolean input_open;
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (PracticeLifetime, practice_lifetime, G_TYPE_OBJECT)

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
end_if_unneeded (PracticeLifetime *self)
{
  if (!self->stay && !self->input_open && self->holds == 0 && self->extension_id == 0)
    practice_lifetime_end (self);
}

typedef struct
{
  PracticeLifetime *self; /* (owned) */
  GIOStream        *stream; /* (owned) (nullable): standard input has none */
} Watch;

static void
watch_free (Watch *watch)
{
  if (watch->stream != NULL)
    g_io_stream_close (watch->stream, NULL, NULL);
  g_clear_object (&watch->stream);
  g_object_unref (watch->self);
  g_free (watch);
}

static void watch_input (GInputStream *input,
                         Watch        *watch);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Watch *watch = user_data;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  /* What is said on it does not matter, only that somebody still could. */
  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    {
      watch_input (G_INPUT_STREAM (source), watch);
      return;
    }

  if (watch->stream != NULL)
    watch->self->holds--;
  else
    watch->self->input_open = FALSE;
  end_if_unneeded (watch->self);
  watch_free (watch);
}

static void
watch_input (GInputStream *input,
             Watch        *watch) /* takes watch */
{
  g_input_stream_read_bytes_async (input, 4096, G_PRIORITY_DEFAULT, watch->self->cancellable, read_cb, watch);
}

static gboolean
extension_over_cb (gpointer user_data)
{
  PracticeLifetime *self = user_data;

  self->extension_id = 0;
  end_if_unneeded (self);

  return G_SOURCE_REMOVE;
}

static gboolean
signalled_cb (gpointer user_data)
{
  practice_lifetime_end (user_data);

  return G_SOURCE_CONTINUE;
}

static void
practice_lifetime_dispose (GObject *object)
{
  PracticeLifetime *self = PRACTICE_LIFETIME (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->extension_id, g_source_remove);
  g_clear_handle_id (&self->term_id, g_source_remove);
  g_clear_handle_id (&self->interrupt_id, g_source_remove);
  g_clear_object (&self->input);

  G_OBJECT_CLASS (practice_lifetime_parent_class)->dispose (object);
}

static void
practice_lifetime_finalize (GObject *object)
{
  PracticeLifetime *self = PRACTICE_LIFETIME (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (practice_lifetime_parent_class)->finalize (object);
}

static void
practice_lifetime_class_init (PracticeLifetimeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = practice_lifetime_dispose;
  object_class->finalize = practice_lifetime_finalize;

  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
practice_lifetime_init (PracticeLifetime *self)
{
  self->cancellable = g_cancellable_new ();
}

PracticeLifetime *
practice_lifetime_new (gboolean stay)
{
  PracticeLifetime *self = g_object_new (PRACTICE_TYPE_LIFETIME, NULL);

  self->stay = stay;

  return self;
}

void
practice_lifetime_start (PracticeLifetime *self)
{
  Watch *watch;

  self->term_id = g_unix_signal_add (SIGTERM, signalled_cb, self);
  self->interrupt_id = g_unix_signal_add (SIGINT, signalled_cb, self);
  if (self->stay)
    return;

  self->input_open = TRUE;
  self->input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  watch = g_new0 (Watch, 1);
  watch->self = g_object_ref (self);
  watch_input (self->input, watch);
}

void
practice_lifetime_hold_stream (PracticeLifetime *self,
                               GIOStream        *stream)
{
  Watch *watch = g_new0 (Watch, 1);

  self->holds++;
  watch->self = g_object_ref (self);
  watch->stream = g_object_ref (stream);
  watch_input (g_io_stream_get_input_stream (stream), watch);
}

void
practice_lifetime_extend (PracticeLifetime *self,
                          guint             seconds)
{
  g_clear_handle_id (&self->extension_id, g_source_remove);
  self->extension_id = g_timeout_add_seconds (seconds, extension_over_cb, self);
}

void
practice_lifetime_end (PracticeLifetime *self)
{
  if (self->ended)
    return;

  self->ended = TRUE;
  g_signal_emit (self, signals[ENDED], 0);
}

guint
practice_lifetime_get_holds (PracticeLifetime *self)
{
  return self->holds;
}
