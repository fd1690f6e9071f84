/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many requests at a time, and whether any: what Payroc's answers say about that. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than these due at once are bulk work. */
#define PL_OUTBOX_BULK 32

/* Why nothing is sent for a while. */
typedef enum
{
  PL_OUTBOX_REST_NONE,
  PL_OUTBOX_REST_ASKED,       /* Payroc asked to be left alone */
  PL_OUTBOX_REST_UNREACHABLE, /* Payroc is not reached: one request at a time finds out when it is again */
} PlOutboxRest;

typedef struct
{
  guint    most;        /* requests at a time: down when they fail, up again when they succeed */
  gboolean bulk;        /* until nothing is due any more */
  gint64   not_before;  /* microseconds since the epoch: nothing is sent until then */
  guint    n_unreached; /* attempts in a row that did not reach Payroc */
} PlOutboxPace;

void         pl_outbox_pace_init     (PlOutboxPace       *self);
void         pl_outbox_pace_note     (PlOutboxPace       *self,
                                      const GError       *error,
                                      gboolean            network,
                                      gint64              now,
                                      double              wait_scale);
void         pl_outbox_pace_note_due (PlOutboxPace       *self,
                                      guint               n_due);
void         pl_outbox_pace_hurry    (PlOutboxPace       *self);
guint        pl_outbox_pace_get_room (const PlOutboxPace *self,
                                      guint               n_sending);
PlOutboxRest pl_outbox_pace_get_rest (const PlOutboxPace *self,
                                      gint64              now);

G_END_DECLS
